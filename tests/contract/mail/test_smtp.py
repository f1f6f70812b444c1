"""Mails of petitions at a real SMTP server on the loopback: taken, refused for good, refused for now, gone."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from email import message_from_bytes, policy
from typing import Any

import pytest
from aiosmtpd.controller import Controller

from fanlight.commons.petitions.rules.mails import MailJob
from fanlight.commons.petitions.smtp import Server, SmtpSender, WrongServer, letter, parse_server

LONG = "End the partnership of our police with the camera company – now, and not “some day” after the next election"


class Mailboxes:
    """`gone@` is refused for good, `later@` for now; all else is kept."""

    def __init__(self) -> None:
        self.kept: list[bytes] = []
        self.peers: list[object] = []  # the connection that each came over
        self.at = 0.0  # the sender's clock, s

    async def handle_RCPT(  # noqa: N802 aiosmtpd's name
        self, server: Any, session: Any, envelope: Any, address: str, options: list[str]
    ) -> str:
        if address.startswith("gone@"):
            return "550 no such mailbox"
        if address.startswith("later@"):
            return "451 try again"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:  # noqa: N802
        self.kept.append(envelope.content)
        self.peers.append(session.peer)
        return "250 OK"


@pytest.fixture
def mailboxes() -> Iterator[tuple[Mailboxes, SmtpSender]]:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = int(probe.getsockname()[1])
    boxes = Mailboxes()
    controller = Controller(boxes, hostname="127.0.0.1", port=port)
    controller.start()
    sender = SmtpSender(Server("127.0.0.1", port, tls=False), lambda: boxes.at)
    yield boxes, sender
    sender.end()
    controller.stop()


def job(mailbox: str, *, reminder: bool = False) -> MailJob:
    return MailJob(1, mailbox, "to-ken_1", "ab" * 16, LONG, reminder)


def written(mailbox: str, *, reminder: bool = False):  # type: ignore[no-untyped-def]
    return letter(job(mailbox, reminder=reminder), origin="https://commons.example", sender="petitions@commons.example")


def test_some_taken_one_refused_for_good_one_for_now(mailboxes: tuple[Mailboxes, SmtpSender]) -> None:
    """Over one connection, and a refusal does not end the others."""
    boxes, sender = mailboxes
    sent = sender.send([written(f"{name}@example.org") for name in ("ana", "gone", "later", "ben")])
    assert [(one.ok, one.bounced) for one in sent] == [(True, False), (False, True), (False, False), (True, False)]
    assert "no such mailbox" in sent[1].words
    assert len(boxes.kept) == 2


def test_a_connection_is_kept_for_the_next_mails_and_not_for_ever(mailboxes: tuple[Mailboxes, SmtpSender]) -> None:
    """A new one after twenty seconds of silence, after a hundred mails, and where the server ended the old one."""
    boxes, sender = mailboxes
    ana = [written("ana@example.org")]
    for wait in (0.0, 19.0, 21.0):
        boxes.at += wait
        assert all(one.ok for one in sender.send(ana))
    assert boxes.peers[0] == boxes.peers[1] != boxes.peers[2]
    sender._idle[0].connection.sock.shutdown(socket.SHUT_RDWR)  # type: ignore[union-attr]
    assert all(one.ok for one in sender.send(ana))
    assert boxes.peers[3] != boxes.peers[2]
    assert all(one.ok for one in sender.send(ana * 150))
    assert len(boxes.kept) == 154 and len(set(boxes.peers[3:])) == 2


def test_the_mail_is_plain_text_with_one_whole_link(mailboxes: tuple[Mailboxes, SmtpSender]) -> None:
    """A folded link would count nothing; nothing is fetched when the mail is opened."""
    boxes, sender = mailboxes
    sender.send([written("ana@example.org", reminder=True)])
    (raw,) = boxes.kept
    mail = message_from_bytes(raw, policy=policy.default)
    text = mail.get_content().replace("\r\n", "\n")
    assert mail["Subject"] == "Reminder: confirm your signature"
    assert mail["Auto-Submitted"] == "auto-generated"
    assert mail.get_content_type() == "text/plain"
    assert f"https://commons.example/petitions/{'ab' * 16}/confirm/to-ken_1\n" in text
    assert LONG in text
    assert text.count("http") == 1


def test_a_server_that_is_gone_is_tried_again_later() -> None:
    """No exception leaves the sender, and nothing counts as bounced."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = int(probe.getsockname()[1])
    sent = SmtpSender(Server("127.0.0.1", port, tls=False)).send([written("ana@example.org")] * 2)
    assert [(one.ok, one.bounced) for one in sent] == [(False, False)] * 2


@pytest.mark.parametrize("wrong", ["", "mail.example.org", "http://mail.example.org", "smtp://", "smtp://h:port"])
def test_a_wrong_setting_is_refused_in_words(wrong: str) -> None:
    """And does not repeat what may hold a password."""
    with pytest.raises(WrongServer) as refused:
        parse_server(wrong)
    assert "example" not in str(refused.value)


def test_the_setting_is_read_whole() -> None:
    """Name and password may hold what a URL escapes; a Server's text shows neither."""
    server = parse_server("smtps://an%40a:pa%2Fss@mail.example.org")
    assert server == Server("mail.example.org", 465, True, "an@a", "pa/ss")
    assert "pa/ss" not in repr(server) and "an@a" not in repr(server)
    assert parse_server("smtp://mail.example.org").port == 587
