"""The checks of a package by itself: all good where nothing was touched, and each lie is named where it stands."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from fanlight.ground.canonical import dumps, loads
from fanlight.trust.papers.package.assembly import Proofs, complete, make_payload
from fanlight.trust.papers.package.bag import bagged
from fanlight.trust.papers.package.layout import LIMITS, PAYLOAD, PROOFS, Buffer, PackageBroken
from fanlight.trust.papers.package.verify import bad, verify
from tests.unit.trust.papers.package.making import FROM, Made, film, made, payload_for, report

Files = dict[str, Buffer]


def test_an_untouched_package_is_good(package: Made) -> None:
    """Every file is named by a check, and none is left unchecked."""
    checks = verify(package.views)
    assert {check.verdict for check in checks} == {"good"}
    assert {check.part for check in checks} == set(package.files)


def again(package: Made, files: Files) -> dict[str, memoryview]:
    payload, proofs = ({name: files[name] for name in names} for names in (PAYLOAD, PROOFS))
    return {name: memoryview(b) for name, b in bagged(package.payload.disclosure.id, payload, proofs).items()}


def edited(package: Made, name: str, edit: Callable[[dict[str, object]], object]) -> dict[str, memoryview]:
    value = loads(bytes(package.files[name]))
    assert isinstance(value, dict)
    edit(value)  # type: ignore[arg-type]
    return again(package, {**package.files, name: dumps(value)})


@pytest.mark.parametrize("name", [one for one in PAYLOAD if one != "data/terms.txt"])
def test_a_payload_that_was_bagged_anew_is_not_what_the_log_commits_to(package: Made, name: str) -> None:
    """Whoever changes a file and mends both manifests meets the entry's commitment."""
    other = made_like(package)
    parts = bad(verify(again(package, {**package.files, name: other[name]})))
    assert "manifest-sha512.txt" in parts or name in parts


def made_like(package: Made) -> Files:
    """Another payload in answer to another request of the same agency."""
    return payload_for(package.community.noticed()).files


def test_another_film_under_the_same_entry_is_named(package: Made) -> None:
    """The manifest is the part: its bytes are not those that the entry commits to."""
    files = again(package, {**package.files, "data/clip.mp4": film()})
    assert bad(verify(files)) == ["manifest-sha512.txt"]


@pytest.mark.parametrize(
    ("name", "edit", "part"),
    [
        ("data/disclosure.json", lambda v: v.update(agency="other-pd"), "data/disclosure.json"),
        ("data/disclosure.json", lambda v: v.update(retention_days=180), "data/disclosure.json"),
        ("data/disclosure.json", lambda v: v.update(request="00" * 16), "data/disclosure.json"),
        ("data/disclosure.json", lambda v: v.update(c2pa="yes"), "data/disclosure.json"),
        ("data/disclosure.json", lambda v: v.update(clip={"from": 5, "until": 5}), "data/disclosure.json"),
        ("data/disclosure.json", lambda v: v.update(camera="porch"), "data/disclosure.json"),
        ("data/original.json", lambda v: v.update(fragments=12), "data/original.json"),
        ("data/redaction_report.json", lambda v: v.update(frames=[]), "data/redaction_report.json"),
        ("data/request.json", lambda v: v.update(nonce="00" * 32), "data/request.json"),
        ("data/request.json", lambda v: v["body"].update(sigs=[]), "data/request.json"),
        ("proofs/commitments.json", lambda v: v["salts"].update(request="00" * 32), "proofs/commitments.json"),
        ("proofs/commitments.json", lambda v: v.update(recipient="age1" + "q" * 58), "proofs/commitments.json"),
        ("proofs/disclosure.entry.json", lambda v: v["pub"].update(key="00" * 32), "proofs/disclosure.entry.json"),
        ("proofs/disclosure.entry.json", lambda v: v.update(at=1), "proofs/disclosure.tlog-proof"),
        ("proofs/disclosure.entry.json", lambda v: v.update(kind="log:witnessed"), "proofs/disclosure.entry.json"),
        ("proofs/disclosure.entry.json", lambda v: v.update(body="00" * 32), "proofs/disclosure.entry.json"),
        ("proofs/request.entry.json", lambda v: v.update(origin="other.invalid/log"), "proofs/request.tlog-proof"),
        ("proofs/request.entry.json", lambda v: v["pub"].update(offence="13A"), "proofs/request.entry.json"),
        ("proofs/request.entry.json", lambda v: v.update(v=2), "proofs/request.entry.json"),
    ],
)
def test_a_lie_that_was_bagged_anew_is_named(
    package: Made, name: str, edit: Callable[[dict[str, object]], object], part: str
) -> None:
    """Each file against the others, with manifests that fit."""
    assert part in bad(verify(edited(package, name, edit)))


def test_terms_are_those_of_the_request(package: Made) -> None:
    """A softer promise in words does not pass beside the signed paper."""
    softer = bytes(package.files["data/terms.txt"]).replace(b"90 days", b"900 days")
    assert "data/terms.txt" in bad(verify(again(package, {**package.files, "data/terms.txt": softer})))


def test_the_terms_name_every_promise(package: Made) -> None:
    """Days, recipients, agency and case of the request stand in the text."""
    text = bytes(package.files["data/terms.txt"]).decode()
    for words in ("90 days", "Det. A. Moreno", "Sgt. P. Okafor", "millbrook-pd", "MB-2026-0311", "face recognition"):
        assert words in text


@pytest.mark.parametrize("content", [b"", b"x" * 500, film()[:-1], film() + b"\0", film()[20:], film() + film()[:28]])
def test_what_is_no_whole_film_is_named(package: Made, content: bytes) -> None:
    """Boxes that do not fill the file, or no ftyp in front. A second ftyp behind is refused by its manifest only."""
    files = again(package, {**package.files, "data/clip.mp4": content or b"\0"})
    parts = bad(verify(files))
    assert parts
    assert parts[0] in ("data/clip.mp4", "manifest-sha512.txt")


def test_proofs_of_one_package_fit_no_other(package: Made, tmp_path: Path) -> None:
    """Every proof file exchanged with that of another disclosure in the same log is named."""
    other = made(tmp_path, community=package.community)
    for name in PROOFS:
        files = again(package, {**package.files, name: other.files[name]})
        assert bad(verify(files)), name
    swapped = {name: other.files[name] for name in PROOFS}
    assert bad(verify(again(package, {**package.files, **swapped})))


def test_a_disclosure_before_its_request_is_refused(package: Made) -> None:
    """The log shows that the ask came first."""
    proofs = Proofs(
        *(bytes(package.files[f"proofs/request.{end}"]) for end in ("entry.json", "tlog-proof")),
        *(bytes(package.files[f"proofs/request.{end}"]) for end in ("entry.json", "tlog-proof")),
    )
    files = complete(package.payload, package.commitments, proofs)
    assert "proofs/disclosure.entry.json" in bad(verify({name: memoryview(b) for name, b in files.items()}))


def test_an_empty_file_is_never_packed(package: Made) -> None:
    """A package whose film is empty is refused where it is made."""
    body = package.community.noticed().body
    assert body
    payload = make_payload(
        id="00" * 16,
        clip=b"",
        report=report(),
        request_body=body,
        original="00" * 32,
        from_us=FROM,
        until_us=FROM + 1,  # type: ignore[arg-type]
    )
    with pytest.raises(PackageBroken, match="empty"):
        complete(payload, package.commitments, Proofs(b"x", b"x", b"x", b"x"))


def test_what_is_too_large_is_refused_at_consent(package: Made, monkeypatch: pytest.MonkeyPatch) -> None:
    """Not at the batch, when the entry stands already."""
    monkeypatch.setitem(LIMITS, "data/clip.mp4", 5_000)
    with pytest.raises(PackageBroken, match=r"clip\.mp4: has"):
        payload_for(package.community.noticed())
