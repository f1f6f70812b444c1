"""Signed notes, Ed25519 keys and their text form (vkey): C2SP signed-note."""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from fanlight.trust.ledger.faults import Malformed, SignatureWrong

ED25519 = 0x01  # a plain signature over the text
COSIGNATURE = 0x04  # a timestamped one: cosignature.py
LARGEST_NOTE = 64 * 1024  # bytes; a checkpoint with a hundred cosignatures has about 15,000
MOST_SIGNATURES = 100

NO_NOTE = re.compile("[\x00-\x09\x0b-\x1f\ud800-\udfff]")
"""Control characters but the line feed, and what UTF-8 cannot say."""


def b64_strict(untrusted_text: str) -> bytes:
    """RFC 4648 §4 with its padding and no bit to spare; Malformed otherwise."""
    try:
        value = base64.b64decode(untrusted_text, validate=True)
    except (binascii.Error, ValueError):
        raise Malformed("This is not base64.") from None
    if base64.b64encode(value).decode() != untrusted_text:
        raise Malformed("This base64 has another form than its own.")
    return value


def b64(value: bytes) -> str:
    return base64.b64encode(value).decode()


@dataclass(frozen=True)
class VerifierKey:
    """Who signs: name, kind of signature and Ed25519 public key (RFC 8032)."""

    name: str
    kind: int
    public: bytes

    @cached_property
    def key_id(self) -> bytes:
        return sha256(self.name.encode() + b"\n" + bytes([self.kind]) + self.public).digest()[:4]

    @property
    def vkey(self) -> str:
        return f"{self.name}+{self.key_id.hex()}+{b64(bytes([self.kind]) + self.public)}"

    @cached_property
    def _key(self) -> Ed25519PublicKey:
        return Ed25519PublicKey.from_public_bytes(self.public)

    def fits(self, signature: bytes, message: bytes) -> bool:
        try:
            self._key.verify(signature, message)
        except InvalidSignature:
            return False
        return True


def parse_vkey(untrusted_vkey: str) -> VerifierKey:
    """The key of `name+id+base64`; one blank line or line feed at the end is not part of it and refused."""
    name, plus, rest = untrusted_vkey.partition("+")
    key_id, plus2, encoded = rest.partition("+")
    if not (plus and plus2 and _name_stands(name) and re.fullmatch("[0-9a-f]{8}", key_id)):
        raise Malformed("This is not a verifier key: NAME+ID+BASE64.")
    material = b64_strict(encoded)
    if len(material) != 33 or material[0] not in (ED25519, COSIGNATURE):
        raise Malformed("A verifier key holds an Ed25519 key of kind 1 or 4.")
    key = VerifierKey(name, material[0], material[1:])
    if key.key_id.hex() != key_id:
        raise Malformed("The id of this verifier key belongs to another key.")
    return key


@dataclass(frozen=True)
class SigningKey:
    """The private half: a name, a kind and the 32 bytes of the seed (RFC 8032 §5.1.5)."""

    name: str
    kind: int
    seed: bytes

    def __repr__(self) -> str:
        return f"SigningKey({self.name!r}, kind {self.kind})"

    @cached_property
    def _key(self) -> Ed25519PrivateKey:
        return Ed25519PrivateKey.from_private_bytes(self.seed)

    @cached_property
    def verifier(self) -> VerifierKey:
        if not _name_stands(self.name):
            raise Malformed("A key's name has no spaces, no plus and is not empty.")
        return VerifierKey(self.name, self.kind, self._key.public_key().public_bytes_raw())

    def sign(self, message: bytes) -> bytes:
        return self._key.sign(message)


@dataclass(frozen=True)
class NoteSignature:
    name: str
    key_id: bytes
    signature: bytes

    @property
    def line(self) -> str:
        return f"— {self.name} {b64(self.key_id + self.signature)}\n"

    def by(self, key: VerifierKey) -> bool:
        return self.name == key.name and self.key_id == key.key_id


@dataclass(frozen=True)
class Note:
    """A text that ends in a line feed, and its signatures, not checked yet."""

    text: str
    signatures: tuple[NoteSignature, ...]

    def __bytes__(self) -> bytes:
        return f"{self.text}\n{''.join(one.line for one in self.signatures)}".encode()


def parse_note(untrusted_note: bytes) -> Note:
    """Text and signatures; raises Malformed, checks no signature."""
    if len(untrusted_note) > LARGEST_NOTE:
        raise Malformed("The note is longer than 64 KiB.")
    try:
        whole = untrusted_note.decode()
    except UnicodeDecodeError:
        raise Malformed("The note is not UTF-8.") from None
    text, blank, lines = whole.rpartition("\n\n")
    if NO_NOTE.search(whole) or not blank or not lines.endswith("\n"):
        raise Malformed("The note has no signatures or holds control characters.")
    return Note(text + "\n", parse_signatures(lines))


def parse_signatures(untrusted_lines: str) -> tuple[NoteSignature, ...]:
    """Signature lines, each with its line feed."""
    lines = untrusted_lines.split("\n")
    if lines.pop() or not 0 < len(lines) <= MOST_SIGNATURES:
        raise Malformed("A note has 1 to 100 whole signature lines.")
    return tuple(_signature(line) for line in lines)


def _signature(untrusted_line: str) -> NoteSignature:
    dash, _, rest = untrusted_line.partition(" ")
    name, _, encoded = rest.partition(" ")
    value = b64_strict(encoded)
    if dash != "—" or not _name_stands(name) or len(value) < 5:
        raise Malformed("A signature line is out of form.")
    return NoteSignature(name, value[:4], value[4:])


def sign_text(text: str, key: SigningKey) -> NoteSignature:
    """A plain Ed25519 signature (kind 1) over the text of a note."""
    if key.kind != ED25519:
        raise ValueError("a cosignature is made by cosignature.cosign")
    return NoteSignature(key.name, key.verifier.key_id, key.sign(text.encode()))


def check_signed(note: Note, keys: Sequence[VerifierKey]) -> None:
    """Raises SignatureWrong unless one of these keys (kind 1) signed, and none of its signatures is wrong."""
    signed = False
    for signature in note.signatures:
        for key in keys:
            if signature.by(key):
                if not key.fits(signature.signature, note.text.encode()):
                    raise SignatureWrong(f"The signature of {key.name} does not fit.")
                signed = True
    if not signed:
        raise SignatureWrong("No known key signed this.")


def _name_stands(name: str) -> bool:
    return bool(name) and "+" not in name and not any(letter.isspace() for letter in name) and not NO_NOTE.search(name)
