"""Software keys of the demo's cast: heeded only where the log's origin lies under `.invalid`."""

from __future__ import annotations

from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.conf import settings

from fanlight.commons.agencies.standing import is_demo
from fanlight.trust.papers.signatures import SoftwareSigner


def keys_folder() -> Path:
    """One file of 32 bytes for each key, named by its key id."""
    return Path(settings.DATA) / "demo" / "keys"


def software_signer(key_id: str) -> SoftwareSigner | None:
    """The cast's key of this id; None outside a demo, or where it is no software key."""
    if not is_demo():
        return None
    try:
        seed = (keys_folder() / Path(key_id).name).read_bytes()
    except OSError:
        return None
    return SoftwareSigner(Ed25519PrivateKey.from_private_bytes(seed), marked=True)
