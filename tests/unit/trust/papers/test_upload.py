"""Who uploads a sealed package has the key of its disclosure's entry."""

from __future__ import annotations

import hashlib
from dataclasses import replace

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from fanlight.trust.papers.forms import PaperError
from fanlight.trust.papers.upload import SEALED_LIMIT, Upload, UploadRefused, check_upload, sign_upload

ORIGIN = "commons.example.invalid/log"
KEY = Ed25519PrivateKey.from_private_bytes(b"\7" * 32)
PUBLIC = KEY.public_key().public_bytes_raw().hex()
UPLOAD = Upload("ab" * 16, "cd" * 32, 12_345)


def test_the_signature_is_over_the_documented_bytes() -> None:
    """docs/reference/formats/package.md, The upload: written out by hand."""
    paper = b'{"entry":"%s","sha256":"%s","size":12345}' % (b"ab" * 16, b"cd" * 32)
    message = hashlib.sha256(b"fanlight/mailbox:uploaded/v1\0" + ORIGIN.encode() + b"\0" + paper).digest()
    signature = sign_upload(UPLOAD, ORIGIN, KEY)
    KEY.public_key().verify(bytes.fromhex(signature), message)
    check_upload(UPLOAD, ORIGIN, PUBLIC, signature)


@pytest.mark.parametrize("changed", [{"entry": "00" * 16}, {"sha256": "00" * 32}, {"size": 12_344}])
def test_another_upload_is_refused(changed: dict[str, object]) -> None:
    """Entry, hash and size are all signed."""
    signature = sign_upload(UPLOAD, ORIGIN, KEY)
    with pytest.raises(UploadRefused):
        check_upload(replace(UPLOAD, **changed), ORIGIN, PUBLIC, signature)  # type: ignore[arg-type]


def test_another_log_key_or_form_is_refused() -> None:
    """A signature for one commons opens no other's mailbox; the signature has one form."""
    signature = sign_upload(UPLOAD, ORIGIN, KEY)
    other = Ed25519PrivateKey.generate().public_key().public_bytes_raw().hex()
    for origin, public, untrusted in (
        ("other.invalid/log", PUBLIC, signature),
        (ORIGIN, other, signature),
        (ORIGIN, PUBLIC, signature.upper()),
        (ORIGIN, PUBLIC, signature[:-2]),
        (ORIGIN, PUBLIC, "not hex"),
        (ORIGIN, "zz", signature),
    ):
        with pytest.raises(UploadRefused):
            check_upload(UPLOAD, origin, public, untrusted)


@pytest.mark.parametrize("size", [0, -1, SEALED_LIMIT + 1])
def test_sizes_that_no_mailbox_takes_are_not_signed(size: int) -> None:
    """1 byte to 512 MiB."""
    with pytest.raises(PaperError):
        sign_upload(replace(UPLOAD, size=size), ORIGIN, KEY)
