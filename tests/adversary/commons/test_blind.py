"""S1, S3: the commons can open nothing: no key of its disk or tables opens a package, no code of it could."""

from __future__ import annotations

import ast
import hashlib
import io
import re
import secrets
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pyrage
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.db import connection
from django.test import Client

from fanlight.demo.community.founding import POLICE
from fanlight.trust.papers.keys import key_id
from fanlight.trust.papers.package import seal
from fanlight.trust.papers.signing import new_id
from fanlight.trust.papers.unsigned import Posted
from fanlight.trust.papers.upload import Upload, sign_upload
from tests.flow.commons.maple import Maple
from tests.house.tree import SOURCE, parsed, python_files

CLIPS = 1_000
OPENS = {"decrypt", "decrypt_io", "Identity", "opened", "new_identity", "recipient_of", "read_identity"}
SECRETS = ("age-secret-key", "age-encryption", "decrypt")
ALPHABET = "qpzry9x8gf2tvdw0s3jn54khce6mua7l"  # BIP 173


def planted(recipients: list[str]) -> tuple[bytes, bytes]:
    """A sealed clip, and the 16 bytes in it that must be found nowhere."""
    marker = secrets.token_bytes(16)
    out = io.BytesIO()
    seal.seal(io.BytesIO(b"clip" * 300 + marker), out, recipients)
    return out.getvalue(), marker


def as_identity(secret: bytes) -> str:
    """32 bytes as an age identity (age-encryption.org/v1, X25519; Bech32 of BIP 173)."""
    bits = int.from_bytes(secret) << 4
    data = [bits >> shift & 31 for shift in range(255, -1, -5)]
    prefix = "age-secret-key-"
    expanded = [ord(one) >> 5 for one in prefix] + [0] + [ord(one) & 31 for one in prefix]
    check = _polymod(expanded + data + [0] * 6) ^ 1
    return (
        f"{prefix}1{''.join(ALPHABET[one] for one in data + [check >> 5 * (5 - at) & 31 for at in range(6)])}".upper()
    )


def _polymod(values: list[int]) -> int:
    check = 1
    for value in values:
        top = check >> 25
        check = (check & 0x1FFFFFF) << 5 ^ value
        for at, generator in enumerate((0x3B6A57B2, 0x26508E6D, 0x1EA119FA, 0x3D4233DD, 0x2A1462B3)):
            check ^= generator if top >> at & 1 else 0
    return check


def dump() -> bytes:
    """Every row of every table, as SQL."""
    connection.ensure_connection()
    assert isinstance(connection.connection, sqlite3.Connection)
    return "\n".join(connection.connection.iterdump()).encode()


def files(folder: Path) -> Iterator[tuple[Path, bytes]]:
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            yield path, path.read_bytes()


def identities(everything: bytes, small: list[bytes]) -> set[str]:
    """Whatever could be an X25519 identity: identity lines, 32-byte files, 64 hexadecimal digits anywhere."""
    found = {one.decode() for one in re.findall(rb"AGE-SECRET-KEY-1[0-9A-Z]{58}", everything.upper())}
    found |= {as_identity(content) for content in small if len(content) == 32}
    return found | {
        as_identity(bytes.fromhex(one.decode())) for one in set(re.findall(rb"\b[0-9a-f]{64}\b", everything))
    }


def put(maple: Maple, client: Client, content: bytes) -> None:
    """As a home does, over HTTP."""
    key, id = Ed25519PrivateKey.generate(), new_id()
    public = key.public_key().public_bytes_raw().hex()
    posted = Posted(POLICE, "2026-11", "1" * 64, "2" * 64, "3" * 64, public)
    entry = maple.community.posted(posted, key_id(bytes.fromhex(public)), at=maple.now_s, id=id).entry
    assert client.post("/log/disclosures", entry, content_type="application/json").status_code == 202
    upload = Upload(id, hashlib.sha256(content).hexdigest(), len(content))
    headers = {"Fanlight-Signature": sign_upload(upload, maple.origin, key)}
    answer = client.put(f"/mailbox/{id}", content, content_type="application/octet-stream", headers=headers)
    assert answer.status_code == 201, answer.content


def test_thirty_two_bytes_as_an_identity_open_what_they_should() -> None:
    """The attack of the next test would work if a key were there."""
    identity = pyrage.x25519.Identity.generate()
    number = 0
    for letter in str(identity).lower().removeprefix("age-secret-key-1")[:52]:
        number = number << 5 | ALPHABET.index(letter)
    assert as_identity((number >> 4).to_bytes(32)) == str(identity)


@pytest.mark.slow
def test_database_disk_and_keys_open_none_of_a_thousand_clips(
    maple: Maple, client: Client, commons_settings: Path
) -> None:
    """Dump all, try every key that is found as an identity, look for every marker: nothing."""
    agency = maple.keys.age(POLICE)
    recipients = [agency.recipient, seal.new_identity()[1]]
    clips = [planted(recipients) for _ in range(CLIPS)]
    for content, _ in clips[:20]:
        put(maple, client, content)
    disk = list(files(commons_settings))
    everything = dump() + b"".join(content for _, content in disk)
    assert clips[0][0] in everything, "the packages lie there, sealed"
    assert not any(marker in everything or marker.hex().encode() in everything for _, marker in clips)
    tried = sorted(identities(everything, [content for _, content in disk]))
    assert len(tried) > 10, "the keys of the commons were not found"
    for content, _ in clips:
        keys = [pyrage.x25519.Identity.from_str(one) for one in tried]
        with pytest.raises(pyrage.DecryptError):
            pyrage.decrypt(content, keys)
    assert seal.opened(clips[0][0], agency.secret), "the agency's own key does open it"


def test_no_code_of_the_commons_opens_or_holds_an_identity() -> None:
    """Neither its rooms nor the processes that run them; the demo's tools and the agency's are others."""
    found = []
    names = ("commons_tend.py", "log_rounds.py", "petition_mails.py", "board_pushes.py")
    project = [SOURCE / "project" / name for name in names]
    for path in [*python_files(SOURCE / "commons"), *project, *python_files(SOURCE / "project" / "cast")]:
        for node in ast.walk(parsed(path)):
            name = node.attr if isinstance(node, ast.Attribute) else node.id if isinstance(node, ast.Name) else ""
            if name in OPENS or (isinstance(node, ast.ImportFrom) and any(one.name in OPENS for one in node.names)):
                found.append(f"{path.relative_to(SOURCE)}: {name}")
    assert not found


def test_no_page_of_the_commons_asks_for_an_identity_or_opens_in_the_browser() -> None:
    """No script imports an age implementation, no page speaks of a secret key."""
    found = []
    for path in (SOURCE / "commons").rglob("*"):
        if path.suffix in (".html", ".js"):
            text = path.read_text(encoding="utf-8").lower()
            found += [
                f"{path.name}: {word}" for word in ("age-secret-key", "age-encryption", "decrypt") if word in text
            ]
    assert not found
