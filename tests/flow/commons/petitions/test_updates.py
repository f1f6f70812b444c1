"""Updates to signers: sealed to the stewards' keys, sent by their own tool, ended by a link, erased at closing."""

from __future__ import annotations

import json
import re
import socket
import subprocess
import sys
from email import message_from_bytes, policy
from pathlib import Path

import pytest
from aiosmtpd.controller import Controller
from django.db import connection
from django.test import Client

from fanlight.commons.petitions import access, updates
from fanlight.commons.petitions.actions import writing
from fanlight.commons.petitions.models.petition import Petition, Turn
from fanlight.commons.petitions.models.signature import Signature
from fanlight.commons.petitions.rules.update_file import UpdateFileWrong, parse_reader, parse_update_file
from fanlight.people.models import Person
from fanlight.trust.papers.package.identity import NewKeys, new_keys
from tests.flow.commons.petitions.conftest import NOW, Read

pytestmark = pytest.mark.django_db

WORDS = "The council talks about it on 3 December at 19:00; everybody may come and listen."


@pytest.fixture
def keys() -> NewKeys:
    made = new_keys()
    updates.set_recipients([made.recipient])
    return made


@pytest.fixture
def desk(client: Client, steward: Person, monkeypatch: pytest.MonkeyPatch) -> Client:
    """A steward who signed in; who is one stands in the log, which these tests do not found."""
    monkeypatch.setattr(access, "is_steward", lambda visitor: visitor == steward)
    client.force_login(steward)
    return client


def signed(client: Client, petition: Petition, read_mails: Read, *names: str, wanting: bool = True) -> None:
    """Signed on the page and confirmed; the mails' links pressed."""
    page = f"/petitions/{petition.number}/"
    for name in names:
        form = {"name": name, "mail": f"{name}@example.org", **({"updates": "on"} if wanting else {})}
        assert client.post(page + "sign/", form).status_code == 302
    for job in read_mails(NOW.replace(year=2100)):
        client.post(page + f"confirm/{job.token}")


def fetched(desk: Client, petition: Petition) -> bytes:
    page = f"/petitions/{petition.number}/updates/"
    assert desk.post(page, {"words": WORDS}).status_code == 302
    found = re.search(r'href="([^"]+/file)"', desk.get(page).content.decode())
    assert found
    return bytes(desk.get(found.group(1)).content)


def test_the_tick_is_drawn_once_the_stewards_gave_a_key(client: Client, petition: Petition) -> None:
    """Nobody is asked for what nobody could read."""
    page = f"/petitions/{petition.number}/"
    assert b"may write to me" not in client.get(page).content
    updates.set_recipients([new_keys().recipient])
    assert b"may write to me" in client.get(page).content
    updates.set_recipients([])
    assert b"may write to me" not in client.get(page).content


def test_the_whole_way_by_the_stewards_own_tool(
    desk: Client, petition: Petition, read_mails: Read, keys: NewKeys, tmp_path: Path
) -> None:
    """Signed with the tick, confirmed, an update published, its file sent by SMTP; nobody gets it twice."""
    signed(desk, petition, read_mails, "ana", "ben")
    signed(desk, petition, read_mails, "cleo", wanting=False)
    content = fetched(desk, petition)
    assert b"example.org" not in content and b"ana" not in content
    assert WORDS.encode() in desk.get(f"/petitions/{petition.number}/").content, "what is sent is published"
    file, identity = tmp_path / "update.json", tmp_path / "identity.txt"
    file.write_bytes(content)
    identity.write_bytes(keys.identity_file)
    got, said = send(file, identity)
    assert sorted(mail["To"] for mail in got) == ["ana@example.org", "ben@example.org"]
    assert said.startswith("Sent 2; 0 had it already")
    for mail in got:
        assert WORDS in mail.get_content().replace("\r\n", "\n")
        assert mail["List-Unsubscribe"].strip("<>") in mail.get_content()
    again, said = send(file, identity)
    assert again == [] and said.startswith("Sent 0; 2 had it already")
    stop = re.search(r"http://localhost:8090(/petitions/\S+/stop/\S+)", got[0].get_content())
    assert stop
    assert b"Erase my address" in desk.get(stop.group(1)).content
    assert Signature.objects.exclude(updates=None).count() == 2, "opening alone erases nothing"
    assert b"Your address is erased" in desk.post(stop.group(1)).content
    assert Signature.objects.exclude(updates=None).count() == 1
    assert desk.post(stop.group(1)).status_code == 410
    assert len(json.loads(fetched(desk, petition))["sealed"]) == 1
    assert Signature.objects.filter(confirmed_us__isnull=False).count() == 3, "all stay counted"


class Box:
    def __init__(self) -> None:
        self.got: list[bytes] = []

    async def handle_DATA(self, server: object, session: object, envelope: object) -> str:  # noqa: N802 aiosmtpd's name
        self.got.append(envelope.content)  # type: ignore[attr-defined]
        return "250 OK"


def send(file: Path, identity: Path, *more: str):  # type: ignore[no-untyped-def]
    """The tool as a process of its own, with no commons about it."""
    box = Box()
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = int(probe.getsockname()[1])
    controller = Controller(box, hostname="127.0.0.1", port=port)
    controller.start()
    environment = {
        "FANLIGHT_SMTP": f"smtp://127.0.0.1:{port}", "FANLIGHT_CONTACT": "mailto:stewards@maple.example",
        "FANLIGHT_DATA": str(file.parent / "nothing"), "PATH": "/usr/bin",
    }  # fmt: skip
    try:
        code = "from fanlight.project.cli.entry import main; main()"
        command = [sys.executable, "-c", code, "petition", "send", str(file), "--identity", str(identity), *more]
        done = subprocess.run(command, capture_output=True, text=True, env=environment, timeout=60)
    finally:
        controller.stop()
    assert done.returncode == 0, done.stderr
    assert not (file.parent / "nothing").exists(), "the tool makes no data directory"
    return [message_from_bytes(raw, policy=policy.default) for raw in box.got], done.stdout


def test_the_commons_cannot_read_what_it_keeps(
    desk: Client, petition: Petition, read_mails: Read, keys: NewKeys
) -> None:
    """Sealed to the key, different for each, and nothing of the address beside it."""
    signed(desk, petition, read_mails, "findable")
    row = Signature.objects.get()
    assert bytes(row.updates or b"").startswith(b"age-encryption.org/v1")
    assert b"findable" not in bytes(row.updates or b"")
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT * FROM {Signature._meta.db_table}")
        assert "findable" not in repr(cursor.fetchall())


def test_at_closing_all_are_erased(
    desk: Client, petition: Petition, author: Person, read_mails: Read, keys: NewKeys
) -> None:
    """And then no file can be fetched, no update written, and a link in an old mail says so."""
    signed(desk, petition, read_mails, "ana")
    fetched(desk, petition)
    writing.take(petition=petition, step="close", person=author, is_steward=False, now=NOW, words="The council did it.")
    assert not Signature.objects.exclude(updates=None, stop=None).exists()
    page = f"/petitions/{petition.number}/updates/"
    assert b"/file" not in desk.get(page).content
    assert desk.post(page, {"words": WORDS}).status_code == 422
    update = Turn.objects.get(step="update")
    assert json.loads(desk.get(page + f"{update.pk}/file").content)["sealed"] == []


def test_who_has_not_confirmed_is_sent_nothing(desk: Client, petition: Petition, keys: NewKeys) -> None:
    """Somebody else may have typed the address."""
    desk.post(f"/petitions/{petition.number}/sign/", {"name": "A", "mail": "a@example.org", "updates": "on"})
    page = f"/petitions/{petition.number}/updates/"
    desk.post(page, {"words": WORDS})
    assert b"Nobody wants updates yet" in desk.get(page).content
    update = Turn.objects.get(step="update")
    assert json.loads(desk.get(page + f"{update.pk}/file").content)["sealed"] == []


@pytest.mark.parametrize("who", ["stranger", "neighbour", "author"])
def test_only_stewards_see_these_pages(client: Client, petition: Petition, author: Person, who: str) -> None:
    """Absent for everybody else, whether they signed in or wrote the petition."""
    update = Turn.objects.create(petition=petition, step="update", words=WORDS, at_us=1)
    if who != "stranger":
        client.force_login(author if who == "author" else Person.objects.create_user("neighbour"))
    base = f"/petitions/{petition.number}/updates/"
    for address in (base, f"{base}{update.pk}/file", "/petitions/updates-keys/"):
        for answer in (client.get(address), client.post(address, {"words": WORDS, "recipients": ""})):
            assert answer.status_code in ((302, 405) if who == "stranger" else (404, 405))
    assert Turn.objects.filter(step="update").count() == 1


def test_keys_are_checked(desk: Client, petition: Petition) -> None:
    """Several may be given; nonsense is refused in words and nothing changes."""
    ours = [new_keys().recipient for _ in range(2)]
    assert desk.post("/petitions/updates-keys/", {"recipients": "\n".join(ours)}).status_code == 302
    assert updates.recipients() == ours
    for wrong in ("age1nonsense", new_keys().identity_file.decode(), "\n".join(new_keys().recipient for _ in range(9))):
        answer = desk.post("/petitions/updates-keys/", {"recipients": wrong})
        assert answer.status_code == 422
    assert updates.recipients() == ours


@pytest.mark.parametrize("token", ["x", "A" * 22, "é" * 22, "A" * 500])
def test_a_forged_stop_link_erases_nothing(
    desk: Client, petition: Petition, read_mails: Read, keys: NewKeys, token: str
) -> None:
    """A dull answer for whatever somebody types."""
    signed(desk, petition, read_mails, "ana")
    assert desk.post(f"/petitions/{petition.number}/stop/{token}").status_code == 410
    assert Signature.objects.exclude(updates=None).count() == 1


@pytest.mark.parametrize(
    "content",
    [
        b"", b"{}", b"[]", b"\xff", b'{"kind":"petition:update","v":1}', b"[" * 100_000,
        b'{"kind":"petition:update","v":1,"petition":"x","number":1,"origin":"http://a","demand":"d","words":"w","sealed":[]}',
        b'{"kind":"petition:update","v":1,"petition":"' + b"a" * 32 + b'","number":1,"origin":"http://a\\nBcc: x",'
        b'"demand":"d","words":"w","sealed":[]}',
    ],
)  # fmt: skip
def test_a_file_that_is_none_is_refused(content: bytes) -> None:
    """In our own words."""
    with pytest.raises(UpdateFileWrong):
        parse_update_file(content)
    with pytest.raises(UpdateFileWrong):
        parse_reader(content)


def test_signing_without_a_tick_seals_nothing(client: Client, petition: Petition, keys: NewKeys) -> None:
    """Nobody asked for it."""
    client.post(f"/petitions/{petition.number}/sign/", {"name": "A", "mail": "a@example.org"})
    row = Signature.objects.get()
    assert row.updates is None and row.stop is None
