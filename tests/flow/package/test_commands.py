"""`fanlight verify` and `fanlight agency`, run as a person runs them: exit codes, words, files."""

from __future__ import annotations

import json
from hashlib import sha256
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from fanlight.trust.papers.entry import parse_paper
from fanlight.trust.papers.signatures import digest
from tests.flow.package.conftest import Desk, Run
from tests.unit.trust.papers.package.community import ORIGIN
from tests.unit.trust.papers.package.making import Made, made, sealed


def test_a_package_is_opened_verified_and_receipted(run: Run, desk: Desk, tmp_path: Path) -> None:
    """The whole way of an agency without a page: a folder, all checks good, a receipt that the commons takes."""
    bag, receipt = tmp_path / "package", tmp_path / "receipt.json"
    keys = ("--identity", desk.identity, "--signer", desk.signer)
    opened = run("agency", "open", desk.age, *keys, "--out", bag, "--receipt", receipt, *desk.log)
    assert (opened.status, opened.err) == (0, "")
    for path in (bag, desk.folder / "package.tar"):
        verified = run("verify", path, *desk.log)
        assert (verified.status, verified.err) == (0, "")
        assert {line.split()[0] for line in verified.out.splitlines()} == {"good"}
    said = json.loads(receipt.read_bytes())
    paper = parse_paper(
        "disclosure:received", json.dumps(said["paper"], sort_keys=True, separators=(",", ":")).encode()
    )
    assert said["paper"]["package"] == sha256(desk.age.read_bytes()).hexdigest()
    assert said["paper"]["disclosure"] == desk.package.payload.disclosure.id
    (signature,) = said["sigs"]
    signer = desk.package.community.keys.signer
    assert (signature["role"], signature["key"]) == ("agency", signer.id)
    signed = digest("disclosure:received", ORIGIN, paper.to_bytes())
    Ed25519PublicKey.from_public_bytes(bytes.fromhex(signer.public)).verify(bytes.fromhex(signature["sig"]), signed)


def test_a_flipped_byte_is_named_and_costs_one(run: Run, desk: Desk, tmp_path: Path) -> None:
    """Exit 1 and the part, for a file of the folder and for the archive."""
    bag = tmp_path / "package"
    run("agency", "open", desk.age, "--identity", desk.identity, "--out", bag)
    clip = bytearray((bag / "data/clip.mp4").read_bytes())
    clip[-1] ^= 1
    (bag / "data/clip.mp4").write_bytes(clip)
    verified = run("verify", bag, *desk.log)
    assert verified.status == 1
    assert verified.err.strip() == "fanlight: This package does not stand: data/clip.mp4."
    (tmp_path / "cut.tar").write_bytes(desk.package.archive[:-1])
    cut = run("verify", tmp_path / "cut.tar")
    assert (cut.status, cut.err.strip()) == (1, "fanlight: This package does not stand: archive.")


def test_what_was_not_checked_is_said(run: Run, desk: Desk) -> None:
    """Without the log's key, with the key alone, and with the log but no key."""
    path = desk.folder / "package.tar"
    for options, words in (
        ((), "give --vkey and --ledger"),
        (desk.log[2:], "give --ledger"),
        (desk.log[:2], "give --vkey"),
    ):
        verified = run("verify", path, *options)
        assert verified.status == 0
        (line,) = [line for line in verified.out.splitlines() if line.startswith("unchecked")]
        assert words in line


def test_another_log_is_not_this_packages(run: Run, desk: Desk, tmp_path: Path) -> None:
    """The proofs are held against the log that is given: another key or another community is a bad part."""
    other = made(tmp_path / "other").community
    (tmp_path / "vkey").write_text(other.log.verifier.vkey)
    path = desk.folder / "package.tar"
    assert run("verify", path, "--vkey", tmp_path / "vkey").status == 1
    strange = run("verify", path, "--ledger", tmp_path / "other", "--vkey", tmp_path / "vkey")
    assert strange.status == 1
    assert "proofs/request.tlog-proof" in strange.err
    mixed = run("verify", path, "--ledger", tmp_path / "other", "--vkey", desk.folder / "ledger.vkey")
    assert (mixed.status, mixed.err.strip()) == (1, "fanlight: This package does not stand: log.")


def test_what_cannot_be_read_costs_two(run: Run, desk: Desk, tmp_path: Path) -> None:
    """No file, an empty one, a sealed package, no log, no key."""
    (tmp_path / "empty").touch()
    (tmp_path / "folder").mkdir()
    path = desk.folder / "package.tar"
    for arguments, words in (
        ((tmp_path / "nothing",), "cannot be read"),
        ((tmp_path / "empty",), "is empty"),
        ((desk.age,), "is sealed"),
        ((path, "--ledger", tmp_path / "folder"), "There is no log"),
        ((path, "--ledger", tmp_path / "nothing"), "no folder"),
        ((path, "--vkey", tmp_path / "empty"), "no verifier key"),
        ((path, "--vkey", tmp_path / "nothing"), "cannot be read"),
    ):
        verified = run("verify", *arguments)
        assert verified.status == 2, arguments
        assert words in verified.err
    (tmp_path / "text.txt").write_text("no package\n")
    assert run("verify", tmp_path / "text.txt").status == 1


def test_keys_are_made_once_and_for_their_owner(run: Run, tmp_path: Path) -> None:
    """Public halves are printed as JSON for enrolment; files are 0600; nothing is overwritten."""
    folder = tmp_path / "keys"
    first = run("agency", "key", "--out", folder)
    assert first.status == 0
    printed = json.loads(first.out)
    assert printed["recipient"].startswith("age1")
    assert printed["signer"]["alg"] == "ed25519"
    assert {path.name: path.stat().st_mode & 0o777 for path in folder.iterdir()} == {
        "agency-identity.txt": 0o600,
        "agency-signer.pem": 0o600,
    }
    before = {path: path.read_bytes() for path in folder.iterdir()}
    assert "AGE-SECRET-KEY" not in first.out
    again = run("agency", "key", "--out", folder)
    assert again.status == 2
    assert "not overwritten" in again.err
    assert {path: path.read_bytes() for path in folder.iterdir()} == before


def test_another_key_or_a_damaged_package_is_said(run: Run, desk: Desk, tmp_path: Path) -> None:
    """Wrong identity, no identity, a flipped bit in the sealed bytes: one line each, and nothing is written."""
    run("agency", "key", "--out", tmp_path / "keys")
    damaged = bytearray(desk.age.read_bytes())
    damaged[-100] ^= 4
    (tmp_path / "damaged.age").write_bytes(damaged)
    other = tmp_path / "keys/agency-identity.txt"
    for package, identity, status, words in (
        (desk.age, other, 1, "sealed for another key"),
        (tmp_path / "damaged.age", desk.identity, 1, "damaged"),
        (desk.age, desk.signer, 2, "identity"),
        (desk.age, tmp_path / "nothing", 2, "cannot be read"),
        (tmp_path / "nothing", desk.identity, 2, "cannot be read"),
    ):
        opened = run("agency", "open", package, "--identity", identity, "--out", tmp_path / "out")
        assert opened.status == status, opened.err
        assert words in opened.err
        assert len(opened.err.strip().splitlines()) == 1
    assert not (tmp_path / "out").exists()


def test_a_folder_or_a_receipt_that_is_there_is_not_overwritten(run: Run, desk: Desk, tmp_path: Path) -> None:
    """Opened once; a second time is refused."""
    arguments = ("agency", "open", desk.age, "--identity", desk.identity, "--signer", desk.signer)
    (tmp_path / "r").write_text("mine")
    assert run(*arguments, "--out", tmp_path / "a", "--receipt", tmp_path / "r").status == 2
    assert (tmp_path / "r").read_text() == "mine"
    assert run(*arguments, "--out", tmp_path / "a").status == 2
    assert run(*arguments, "--receipt", tmp_path / "s").status == 2


@pytest.fixture(scope="module")
def lying(tmp_path_factory: pytest.TempPathFactory) -> Made:
    """A package whose film is another than its entry commits to."""
    package = made(tmp_path_factory.mktemp("lying") / "log")
    package.files["data/clip.mp4"] = bytes(package.files["data/clip.mp4"])[:-1] + b"\0"
    return package


def test_no_receipt_for_what_does_not_stand(run: Run, lying: Made, tmp_path: Path) -> None:
    """It is opened and shown, with exit 1; nothing is acknowledged."""
    (tmp_path / "p.age").write_bytes(sealed(lying))
    (tmp_path / "id").write_bytes(lying.community.keys.identity_file)
    (tmp_path / "pem").write_bytes(lying.community.keys.signer_pem)
    receipt = tmp_path / "receipt.json"
    keys = ("--identity", tmp_path / "id", "--signer", tmp_path / "pem")
    opened = run("agency", "open", tmp_path / "p.age", *keys, "--out", tmp_path / "bag", "--receipt", receipt)
    assert opened.status == 1
    assert "data/clip.mp4" in opened.err
    assert not receipt.exists()
