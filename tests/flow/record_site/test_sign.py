"""`fanlight record sign` on a built site's paper, with a key as openssl writes it."""

from __future__ import annotations

import base64
import hashlib
import json
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

from tests.flow.record_site.conftest import Run
from tests.unit.record.made_up import data_folder


def test_a_built_paper_is_signed(run: Run, tmp_path: Path) -> None:
    """The signature lies beside the paper and verifies."""
    site, key = tmp_path / "site", Ed25519PrivateKey.generate()
    assert run("build", "--data", data_folder(tmp_path / "data"), "--out", site).exit_code == 0
    (tmp_path / "key.pem").write_bytes(key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))
    result = run("sign", site / "published.json", "--key", tmp_path / "key.pem", "--origin", "log.invalid")
    assert result.exit_code == 0, result.output
    said = json.loads((site / "published.json.sig").read_text())
    paper = (site / "published.json").read_bytes()
    signed = hashlib.sha256(b"fanlight/record:published/v1\0log.invalid\0" + paper).digest()
    key.public_key().verify(base64.b64decode(said["signature"]), signed)
    assert said["paper"] == hashlib.sha256(paper).hexdigest()
