"""Every check of a package by itself, offline; each names its part, and what it cannot know it says."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from fanlight.trust.papers.forms import PaperError
from fanlight.trust.papers.package.bag import DECLARATION, bag_info, blamed
from fanlight.trust.papers.package.film import refuse_other_film
from fanlight.trust.papers.package.layout import CLIP, MANIFEST, TAGMANIFEST, PackageBroken
from fanlight.trust.papers.package.parts import (
    Commitments,
    Disclosure,
    OriginalRoot,
    RequestBody,
    read_part,
    read_report,
)
from fanlight.trust.papers.package.terms import terms
from fanlight.trust.papers.request import Request

Verdict = Literal["good", "bad", "unchecked"]
Files = Mapping[str, memoryview]


@dataclass(frozen=True)
class Check:
    """One line of the answer."""

    part: str
    verdict: Verdict
    words: str

    def line(self) -> str:
        return f"{self.verdict:9} {self.part}: {self.words}"


def verify(files: Files) -> list[Check]:
    """All checks that need nothing but the package."""
    return list(_checks(files))


def bad(checks: list[Check]) -> list[str]:
    """The parts that fail, each once, in order."""
    return list(dict.fromkeys(check.part for check in checks if check.verdict == "bad"))


def _checks(files: Files) -> Iterator[Check]:
    for part, words, test in _TESTS:
        try:
            test(files)
        except PackageBroken as error:
            yield Check(error.part, "bad", error.reason)
        else:
            yield Check(part, "good", words)
    for manifest in (MANIFEST, TAGMANIFEST):
        faults = blamed(files, manifest)
        yield from (Check(part, "bad", words) for part, words in faults)
        if not faults:
            yield Check(manifest, "good", "every file fits its SHA-512.")


def _declaration(files: Files) -> None:
    if files["bagit.txt"] != DECLARATION:
        raise PackageBroken("bagit.txt", "is not the declaration of BagIt 1.0 in its one form.")


def _bag_info(files: Files) -> None:
    identifier = bytes(files["bag-info.txt"][len("External-Identifier: ") :][:32])
    if not identifier.isalnum() or files["bag-info.txt"] != bag_info(identifier.decode("ascii", "replace"), files):
        raise PackageBroken("bag-info.txt", "does not give the payload's size and number in its one form.")
    if identifier.decode() != _disclosure(files).id:
        raise PackageBroken("bag-info.txt", "has another id than data/disclosure.json.")


def _disclosure(files: Files) -> Disclosure:
    return read_part(Disclosure, "data/disclosure.json", files)


def request_of(files: Files) -> Request:
    """The request's paper; raises PackageBroken."""
    body = read_part(RequestBody, "data/request.json", files)
    try:
        return Request.read(body.paper)
    except PaperError as error:
        raise PackageBroken("data/request.json", str(error)) from None


def _disclosure_fits(files: Files) -> None:
    disclosure, request = _disclosure(files), request_of(files)
    for name, said, asked in (
        ("agency", disclosure.agency, request.agency),
        ("request", disclosure.request, request.id),
        ("retention_days", disclosure.retention_days, request.retention_days),
    ):
        if said != asked:
            raise PackageBroken("data/disclosure.json", f"{name} is not what the request says.")


def _terms(files: Files) -> None:
    if files["data/terms.txt"] != terms(request_of(files)):
        raise PackageBroken("data/terms.txt", "is not the text that the request's promises make.")


def _film(files: Files) -> None:
    refuse_other_film(files[CLIP])


_TESTS: tuple[tuple[str, str, Callable[[Files], object]], ...] = (
    ("bagit.txt", "BagIt 1.0.", _declaration),
    ("bag-info.txt", "size and number of the payload's files.", _bag_info),
    (CLIP, "a film and nothing behind it.", _film),
    ("data/request.json", "a request in its form.", request_of),
    ("data/disclosure.json", "says what the request says.", _disclosure_fits),
    ("data/redaction_report.json", "canonical, with its frames.", read_report),
    (
        "data/original.json",
        "a commitment to the recording.",
        lambda f: read_part(OriginalRoot, "data/original.json", f),
    ),
    ("data/terms.txt", "the promises of the request, word for word.", _terms),
    (
        "proofs/commitments.json",
        "salts and recipient in their form.",
        lambda f: read_part(Commitments, "proofs/commitments.json", f),
    ),
)
