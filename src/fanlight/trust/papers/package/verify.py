"""Every check of a package by itself, offline; each names its part, and what it cannot know it says.

First the manifests say which files were changed; a check that compares two files is left out where one of them was.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from fanlight.trust.papers.package import contents, entries
from fanlight.trust.papers.package.bag import blamed
from fanlight.trust.papers.package.layout import CLIP, MANIFEST, TAGMANIFEST, PackageBroken

Verdict = Literal["good", "bad", "unchecked"]
Files = Mapping[str, memoryview]

DISCLOSURE, REQUEST, ORIGINAL = "data/disclosure.json", "data/request.json", "data/original.json"
REPORT, TERMS, COMMITMENTS = "data/redaction_report.json", "data/terms.txt", "proofs/commitments.json"
REQUEST_ENTRY, DISCLOSURE_ENTRY = "proofs/request.entry.json", "proofs/disclosure.entry.json"
REQUEST_PROOF, DISCLOSURE_PROOF = "proofs/request.tlog-proof", "proofs/disclosure.tlog-proof"


@dataclass(frozen=True)
class Check:
    """One line of the answer."""

    part: str
    verdict: Verdict
    words: str

    def line(self) -> str:
        return f"{self.verdict:9} {self.part}: {self.words}"


@dataclass(frozen=True)
class _Test:
    """`test` raises PackageBroken; `needs` are the other files that it reads."""

    part: str
    words: str
    test: Callable[[Files], object]
    needs: tuple[str, ...] = ()


_TESTS = (
    _Test("bagit.txt", "BagIt 1.0.", contents.declaration),
    _Test(CLIP, "a film and nothing behind it.", contents.film),
    _Test(REQUEST, "a request in its form.", contents.request_body),
    _Test(DISCLOSURE, "in its form.", contents.disclosure),
    _Test(REPORT, "canonical, with its frames.", contents.report),
    _Test(ORIGINAL, "a commitment to the uncovered recording.", contents.original),
    _Test(COMMITMENTS, "salts and recipient in their form.", contents.commitments),
    _Test(REQUEST_ENTRY, "an entry request:noticed.", entries.request_entry),
    _Test(DISCLOSURE_ENTRY, "an entry disclosure:posted.", entries.posted),
    _Test(DISCLOSURE, "says what the request says.", contents.disclosure_fits, (REQUEST,)),
    _Test(TERMS, "the promises of the request, word for word.", contents.terms_fit, (REQUEST,)),
    _Test("bag-info.txt", "id, size and number of the payload.", contents.bag_info_fits, (DISCLOSURE, "data/")),
    _Test(REQUEST, "is what its entry stands for.", entries.request_fits, (REQUEST_ENTRY,)),
    _Test(
        DISCLOSURE, "is what its entry stands for.", entries.disclosure_fits, (DISCLOSURE_ENTRY, REQUEST_ENTRY, REQUEST)
    ),
    _Test(
        COMMITMENTS,
        "opens the entry's commitments to manifest, request and recipient.",
        entries.commitments_fit,
        (DISCLOSURE_ENTRY, DISCLOSURE, MANIFEST),
    ),
    _Test(
        REQUEST_PROOF, "the request's entry is in the tree of its checkpoint.", entries.request_proved, (REQUEST_ENTRY,)
    ),
    _Test(
        DISCLOSURE_PROOF,
        "the disclosure's entry is in the tree of its checkpoint.",
        entries.disclosure_proved,
        (DISCLOSURE_ENTRY,),
    ),
    _Test(DISCLOSURE_PROOF, "the disclosure stands behind its request.", entries.disclosed_after, (REQUEST_PROOF,)),
)


def verify(files: Files) -> list[Check]:
    """All checks that need nothing but the package."""
    checks = list(_manifests(files))
    wrong = set(bad(checks))
    for one in _TESTS:
        compared = (one.part, *one.needs) if one.needs else ()
        lacking = [other for other in compared if any(name.startswith(other) for name in wrong)]
        check = _tried(one, files) if not lacking else None
        if check is None:
            check = Check(one.part, "unchecked", f"not compared: {lacking[0]} is wrong.")
        if check.verdict == "bad":
            wrong.add(check.part)
        checks.append(check)
    return checks


def bad(checks: list[Check]) -> list[str]:
    """The parts that fail, each once, in order."""
    return list(dict.fromkeys(check.part for check in checks if check.verdict == "bad"))


def _tried(one: _Test, files: Files) -> Check:
    try:
        one.test(files)
    except PackageBroken as error:
        return Check(error.part, "bad", error.reason)
    return Check(one.part, "good", one.words)


def _manifests(files: Files) -> Iterator[Check]:
    for manifest in (MANIFEST, TAGMANIFEST):
        faults = blamed(files, manifest)
        yield from (Check(part, "bad", words) for part, words in faults)
        if not faults:
            yield Check(manifest, "good", "every file fits its SHA-512.")
