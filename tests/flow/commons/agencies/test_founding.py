"""A real community: founded from a signed file, its stewards invited by the keys that the founding names."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from django.test import Client

from fanlight.commons.agencies.actions.people import invite
from fanlight.commons.agencies.models.papers import PendingPaper
from fanlight.commons.agencies.standing import standing
from fanlight.commons.log.operated import log_key
from fanlight.demo.community.founding import STEWARDS, founding
from fanlight.demo.community.keys import Keys
from fanlight.ground.canonical import dumps
from fanlight.project.cli.agency.sign import sign as tool
from fanlight.project.cli.commons import NotThisLog
from fanlight.project.founding import found_from
from fanlight.trust.papers.founding import Founding
from fanlight.trust.papers.members import NamedKey
from fanlight.trust.papers.signing import sign
from tests.flow.commons.maple import Clock

KEYS = Keys(b"r" * 32)
ORIGIN = "commons.example.org/log"


@pytest.fixture
def environ(commons_settings: Path, clock: Clock) -> Any:
    return SimpleNamespace(commons_data=commons_settings)


def paper(environ: Any) -> Founding:
    made = founding(KEYS, checked=1, origin=ORIGIN, log=log_key(environ.commons_data, ORIGIN).verifier.vkey)
    stewards = tuple(NamedKey(name, KEYS.signer(name, marked=False).key) for name in STEWARDS)
    return replace(made, stewards=stewards, agencies=(), record=KEYS.signer("record", marked=False).key)


def written(tmp_path: Path, made: Founding, signers: int = 3) -> Path:
    sigs = [sign(made, made.origin, KEYS.signer(name, marked=False), "steward") for name in STEWARDS[:signers]]
    file = tmp_path / "founding.json"
    file.write_bytes(dumps({"paper": made.value(), "sigs": [one.value() for one in sigs]}) + b"\n")
    return file


def test_founded_by_a_quorum_and_steered_by_keys_outside_browsers(environ: Any, db: None, tmp_path: Path) -> None:
    """Three signatures found it; an invited steward signs with `fanlight agency sign` and pastes the line."""
    assert found_from(environ, written(tmp_path, paper(environ))) == "Maple Hollow"
    clients = [_invited(name, f"steward{number}") for number, name in enumerate(STEWARDS[:3])]
    form = {"form": "soft", "reason": "Decided at the first meeting."}
    path = clients[0].post("/desk/deeds/moratorium/", form)["Location"]
    for client, name in zip(clients, STEWARDS, strict=False):
        assert client.post(path, {"pasted": "nonsense"}).status_code == 400
        assert client.post(path, {"pasted": _signed_by_tool(client, path, name, tmp_path)}).status_code == 302
    assert PendingPaper.objects.get().state == "written"
    assert not standing().copy.state.voids


def _invited(name: str, username: str) -> Client:
    key = KEYS.signer(name, marked=False).key
    token = invite(name=name, role="steward", key_id=key.id, now=Clock().at)
    client = Client()
    values = {"username": username, "password": "three blue kettles"}
    assert client.post(f"/join/{token}/", values)["Location"] == "/desk/"
    return client


def _signed_by_tool(client: Client, path: str, name: str, tmp_path: Path) -> str:
    file, key, out = tmp_path / "paper.json", tmp_path / "key.pem", tmp_path / f"{name}.json"
    file.write_bytes(client.get(f"{path}bytes/").content)
    private = KEYS.signer(name, marked=False).private
    key.write_bytes(private.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))
    page = client.get(path).content.decode()
    command = re.search(r"fanlight agency sign FILE --key KEY.pem --origin (\S+) --role (\w+)", page)
    assert command and command.groups() == (ORIGIN, "steward")
    assert tool.callback
    tool.callback(paper=file, key=key, origin=ORIGIN, role="steward", out=out, yes=True)
    return out.read_text()


def test_what_is_no_founding_of_this_machine_is_refused(environ: Any, db: None, tmp_path: Path) -> None:
    """Too few signatures, another log key, broken bytes: refused in words, and no log begins."""
    good = paper(environ)
    broken = tmp_path / "broken.json"
    broken.write_bytes(b'{"paper": {}}')
    other = replace(good, log=KEYS.vkey(ORIGIN))
    for file in (written(tmp_path, good, signers=2), written(tmp_path, other), broken):
        with pytest.raises(NotThisLog):
            found_from(environ, file)
    assert not (environ.commons_data / "log" / "head").exists()
