"""The paper of five lines: one byte form, every agency, a signature over kind, origin and paper."""

from __future__ import annotations

import base64
import hashlib
import json
from pathlib import Path

import pytest
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ec import SECP256R1, generate_private_key
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

from fanlight.record.pipeline import read_facts
from fanlight.record.release.canonical import canonical
from fanlight.record.release.paper import paper, verify
from fanlight.record.release.signing import NotAPaper, WrongKey, sign_file
from fanlight.record.release.summarise import summarise
from tests.unit.record.made_up import data_folder

ORIGIN = "log.fabledale.invalid/fanlight"


@pytest.fixture
def made(tmp_path: Path) -> bytes:
    return paper(summarise(read_facts(data_folder(tmp_path / "data"))))


def pem(path: Path, key: object) -> Path:
    path.write_bytes(key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))  # type: ignore[attr-defined]
    return path


def test_every_agency_has_five_lines(made: bytes) -> None:
    """Homes fetch the whole, so an agency without a death is in it too."""
    agencies = json.loads(made)["agencies"]
    assert {"OR0010100", "ME0010100", "state:OR"} <= set(agencies)
    assert all(len(one["lines"]) == 5 for one in agencies.values())
    assert "page" in agencies["OR0010100"] and "page" not in agencies["ME0010100"]


def test_the_paper_is_canonical(made: bytes) -> None:
    """RFC 8785 without floats: its own form is itself."""
    assert canonical(json.loads(made)) == made
    with pytest.raises(ValueError, match="number"):
        canonical({"a": 0.5})  # type: ignore[dict-item]
    with pytest.raises(ValueError, match="number"):
        canonical({"a": 2**53})
    with pytest.raises(ValueError, match="name"):
        canonical({"ä": 1})


def test_a_signature_verifies_for_its_origin_and_paper_alone(tmp_path: Path, made: bytes) -> None:
    """SHA-256(kind/v1, 0, origin, 0, paper), computed here by hand."""
    key = Ed25519PrivateKey.generate()
    (tmp_path / "published.json").write_bytes(made)
    said = json.loads(sign_file(tmp_path / "published.json", pem(tmp_path / "key.pem", key), ORIGIN))
    public = Ed25519PublicKey.from_public_bytes(base64.b64decode(said["public"]))
    signature = base64.b64decode(said["signature"])
    signed = b"fanlight/record:published/v1" + b"\0" + ORIGIN.encode() + b"\0" + made
    public.verify(signature, hashlib.sha256(signed).digest())
    for origin, data in (("another.invalid", made), (ORIGIN, made[:-1] + b" ")):
        with pytest.raises(InvalidSignature):
            verify(data, origin, signature, public)


def test_other_files_and_keys_are_refused(tmp_path: Path, made: bytes) -> None:
    """A paper in another form, another file, another kind of key: each in words."""
    key = pem(tmp_path / "key.pem", Ed25519PrivateKey.generate())
    for data in (json.dumps(json.loads(made)).encode(), b"{}", b"[" * 100_000, b"\xff"):
        (tmp_path / "other.json").write_bytes(data)
        with pytest.raises(NotAPaper):
            sign_file(tmp_path / "other.json", key, ORIGIN)
    (tmp_path / "published.json").write_bytes(made)
    wrong = pem(tmp_path / "wrong.pem", generate_private_key(SECP256R1()))
    (tmp_path / "no.pem").write_text("no key")
    for path in (wrong, tmp_path / "no.pem"):
        with pytest.raises(WrongKey):
            sign_file(tmp_path / "published.json", path, ORIGIN)
