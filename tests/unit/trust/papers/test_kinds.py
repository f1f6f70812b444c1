"""The table of kinds in the code is the table of the document, and headers are derived as it says."""

from __future__ import annotations

import hashlib
import json
import re

import pytest

from fanlight.ground import canonical
from fanlight.trust.papers import kinds, policy_paper
from fanlight.trust.papers.entry import ENTRY_LIMIT, Entry, entry_bytes
from fanlight.trust.papers.every import PAPERS
from fanlight.trust.papers.forms import PaperError
from fanlight.trust.papers.founding import paper_hash, vkey_id
from fanlight.trust.papers.headers import derived
from fanlight.trust.papers.unsigned import Posted, Refused, commitment
from fanlight.trust.papers.wire import forms_of
from tests.house.tree import ROOT
from tests.unit.trust.papers.drawn import KEYS, ORIGIN, community, one_of_each

FORMATS = ROOT / "docs" / "reference" / "formats"
ENTRIES = (FORMATS / "entries.md").read_text(encoding="utf-8")
PAPERS_TEXT = (FORMATS / "papers.md").read_text(encoding="utf-8")


def _rows() -> list[list[str]]:
    table = ENTRIES.split("## Kinds")[1].split("Reserved")[0]
    return [
        [cell.strip() for cell in line.strip("|").split("|")] for line in table.splitlines() if line.startswith("| `")
    ]


def test_the_table_is_that_of_the_document() -> None:
    """Kind, body, who signs, when it acts, whether its body can be erased: every row, in order."""
    written = [
        (name, body, signers, acts, erasable)
        for names, body, signers, acts, erasable, _ in _rows()
        for name in re.findall(r"`([^`]+)`", names)
    ]
    told = [
        (
            kind.name,
            kind.body or "null",
            kind.signers.value,
            kind.acts.value,
            "yes" if kind.erasable else "no" if kind.body else "–",
        )
        for kind in kinds.TABLE
    ]
    assert written == told


def test_reserved_kinds_are_those_of_the_document() -> None:
    """They are newer than this program, and none of them acts."""
    listed = re.findall(r"`([^`]+)`", ENTRIES.split("Reserved, not acted on yet:")[1].split("\n")[0])
    assert tuple(listed) == kinds.RESERVED
    assert not set(kinds.RESERVED) & set(kinds.KINDS)


def test_headers_have_the_members_of_the_document() -> None:
    """The last column of the table, for every kind with a paper."""
    for names, *_, pub in _rows():
        for name in re.findall(r"`([^`]+)`", names):
            if name in PAPERS:
                written = set(
                    re.findall(r'"(\w+)"', pub.replace('"soft"', "").replace('"hard"', "").split("source:")[0])
                )
                assert set(derived(one_of_each()[name])) == written, name


def test_every_member_of_every_paper_is_in_the_document() -> None:
    """A reader of papers.md knows every name that can stand on the wire."""
    for kind in {*PAPERS.values(), policy_paper.Limits}:
        for _, wire, _ in forms_of(kind):
            assert f"`{wire}`" in PAPERS_TEXT or f'"{wire}"' in PAPERS_TEXT, f"{kind.__name__}.{wire}"


def test_headers_fit_into_an_entry() -> None:
    """Also where every text is as long as it may be."""
    for paper in one_of_each().values():
        written = entry_bytes(Entry(paper.kind, paper.id, 0, ORIGIN, "0" * 64, "0" * 64, "0" * 64, derived(paper)))
        assert len(written) <= ENTRY_LIMIT, paper.kind


def test_headers_of_founding_and_policy_are_hashes() -> None:
    """SHA-256 of the canonical policy paper and of the canonical table of units; the log's key by its vkey."""
    founding = community().founding
    header = derived(founding)
    assert header["policy"] == hashlib.sha256(founding.policy.to_bytes()).hexdigest() == paper_hash(founding.policy)
    table = [[cell, founding.units[cell]] for cell in sorted(founding.units)]
    assert header["units"] == hashlib.sha256(canonical.dumps(table)).hexdigest()
    assert vkey_id(founding.log) == founding.log_key == KEYS.signer(ORIGIN).key.id


def test_the_header_of_a_disclosure_has_the_members_of_the_document() -> None:
    """`pass` is there and null, for later."""
    posted = Posted("some-agency", "2026-11", "0" * 64, "1" * 64, "2" * 64, "3" * 64)
    written = json.loads(
        re.search(r"`disclosure:posted`: `(\{.*?\})`", ENTRIES)[1]
        .replace("hex32", '""')
        .replace('"agency"', '"agency":""')
    )  # type: ignore[index]
    assert posted.value().keys() == written.keys()
    assert Posted.read(posted.value()) == posted and posted.value()["pass"] is None


@pytest.mark.parametrize("month", ["2026-13", "2026-00", "26-11", "2026-1", "2026-11-01"])
def test_a_month_is_a_month(month: str) -> None:
    """Nothing finer can be written."""
    with pytest.raises(PaperError):
        Refused.read(Refused("some-agency", month, ("area",)).value())


def test_a_commitment_is_salted() -> None:
    """SHA-256(salt of 32 bytes ‖ value)."""
    assert commitment(bytes(32), b"value") == hashlib.sha256(bytes(32) + b"value").hexdigest()
    with pytest.raises(ValueError, match="32"):
        commitment(b"short", b"value")
