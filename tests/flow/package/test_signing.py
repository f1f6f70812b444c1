"""`fanlight agency sign` and `check`: an officer signs words that were shown, and sees what a log holds in her name."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

from fanlight.trust.papers.signatures import Signature, digest, verify
from tests.flow.package.conftest import Desk, Run
from tests.unit.trust.papers.package.community import ORIGIN, RP, Community, signer


def pem(one: object, path: Path) -> Path:
    private = one.private  # type: ignore[attr-defined]
    path.write_bytes(private.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))
    return path


@pytest.fixture
def paper(desk: Desk, tmp_path: Path) -> Path:
    path = tmp_path / "paper.json"
    path.write_bytes(desk.package.community.request().to_bytes())
    return path


def test_a_paper_is_shown_in_words_and_signed(run: Run, desk: Desk, paper: Path, tmp_path: Path) -> None:
    """The words go to the terminal, the signature alone to the output; it verifies by the contract's digest."""
    officer = desk.package.community.officers[0]
    key = pem(officer, tmp_path / "key.pem")
    signed = run("agency", "sign", paper, "--key", key, "--log-origin", ORIGIN, "--role", "requester", "--yes")
    assert signed.status == 0
    for words in ("MB-2026-0311", "garden shed", "burglary", "America/New_York", f"requester for the log {ORIGIN}"):
        assert words in signed.err
    said = json.loads(paper.read_bytes())
    for name in said:
        assert f"\n{name}" in f"\n{signed.err}", name
    signature = Signature.read(json.loads(signed.out))
    verify(signature, officer.key, digest("request:noticed", ORIGIN, paper.read_bytes()), RP)
    assert signature.role == "requester"


def test_nothing_is_signed_without_a_yes(
    run: Run, desk: Desk, paper: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """No at the question, and no at the end of the input, leave nothing behind."""
    import io
    import sys

    key = pem(desk.package.community.officers[0], tmp_path / "key.pem")
    for answer in ("n\n", ""):
        monkeypatch.setattr(sys, "stdin", io.StringIO(answer))
        said = run("agency", "sign", paper, "--key", key, "--log-origin", ORIGIN, "--role", "requester", "--out", "s")
        assert said.status == 130
        assert said.out == ""
    assert not Path("s").exists()


def test_what_is_no_paper_is_refused(run: Run, desk: Desk, paper: Path, tmp_path: Path) -> None:
    """Bytes out of form, an unknown kind, a strange origin, no key, a file that is there: exit 2 in one line."""
    key = pem(desk.package.community.officers[0], tmp_path / "key.pem")
    (tmp_path / "loose.json").write_bytes(paper.read_bytes() + b"\n")
    (tmp_path / "strange.json").write_bytes(b'{"kind":"cat:fed","v":1}')
    (tmp_path / "list.json").write_bytes(b"[]")
    (tmp_path / "taken").touch()
    for file, with_key, origin, more in (
        (tmp_path / "loose.json", key, ORIGIN, ()),
        (tmp_path / "strange.json", key, ORIGIN, ()),
        (tmp_path / "list.json", key, ORIGIN, ()),
        (paper, key, "Not An Origin", ()),
        (paper, paper, ORIGIN, ()),
        (paper, key, ORIGIN, ("--out", tmp_path / "taken")),
    ):
        arguments = ("--key", with_key, "--log-origin", origin, "--role", "requester", "--yes", *more)
        said = run("agency", "sign", file, *arguments)
        assert said.status == 2, said.err
        assert said.out == ""


def test_an_officer_finds_what_stands_in_her_name(run: Run, tmp_path: Path) -> None:
    """Her requests with their roles; an entry with her key that she did not sign is void; another key finds nothing."""
    community = Community(tmp_path / "ledger")
    community.noticed()
    moreno, okafor = community.officers
    (tmp_path / "ledger.vkey").write_text(community.log.verifier.vkey)
    log = ("--ledger", tmp_path / "ledger", "--vkey", tmp_path / "ledger.vkey")
    found = run("agency", "check", *log, "--key", moreno.key.id)
    assert found.status == 0
    assert "entry 1: request:noticed" in found.out
    assert "signed as requester, case MB-2026-0311" in found.out
    assert "1 of 2 entries" in found.out
    by_file = run("agency", "check", *log, "--key", pem(okafor, tmp_path / "okafor.pem"))
    assert "signed as supervisor" in by_file.out
    assert "0 of 2 entries" in run("agency", "check", *log, "--key", signer().key.id).out

    class Forger:
        """Claims the officer's key and signs with another."""

        key = moreno.key

        def sign(self, digest: bytes, role: str) -> Signature:
            return Signature(role, moreno.key.id, "ed25519", signer().private.sign(digest).hex())

    roles = [(Forger(), "requester"), (okafor, "supervisor"), *((one, "reviewer") for one in community.stewards[:2])]
    community.append(community.signed(community.request(), roles))  # type: ignore[arg-type]
    forged = run("agency", "check", *log, "--key", moreno.key.id)
    (line,) = [line for line in forged.out.splitlines() if line.startswith("entry 2")]
    assert "(void:" in line


def test_check_says_what_it_cannot_read(run: Run, desk: Desk, tmp_path: Path) -> None:
    """A key that is none, a log that is none."""
    assert run("agency", "check", *desk.log, "--key", "abc").status == 2
    assert run("agency", "check", *desk.log, "--key", desk.identity).status == 2
    assert run("agency", "check", "--ledger", tmp_path / "nothing", "--key", "00" * 32).status == 2
