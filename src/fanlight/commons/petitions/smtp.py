"""Mails go out by SMTP (RFC 5321) to the server of a setting; what it says decides whether they are tried again."""

from __future__ import annotations

import smtplib
import ssl
import threading
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from email.headerregistry import Address
from email.message import EmailMessage
from typing import Protocol
from urllib.parse import unquote, urlsplit

from fanlight.commons.petitions.rules.mails import MailJob, Sent
from fanlight.ground.errors import FanlightError

SECONDS = 20.0  # for one answer of the server
KEPT = 20.0  # s that a connection waits for the next mails: servers end silent ones after minutes
MOST_OVER_ONE = 100  # mails; some servers take no more


class WrongServer(FanlightError):
    """FANLIGHT_SMTP is no address of a mail server."""

    remedy = "It looks like smtp://name:password@mail.example.org:587 or smtps://mail.example.org"


@dataclass(frozen=True, slots=True)
class Server:
    """Where mails are handed in. `tls`: from the first byte (smtps), else by STARTTLS where the server has it."""

    host: str
    port: int
    tls: bool
    name: str = ""
    password: str = ""

    def __repr__(self) -> str:
        return f"Server({self.host}:{self.port})"


def parse_server(untrusted_url: str) -> Server:
    """Raises WrongServer, which repeats nothing of the address: it holds a password."""
    try:
        parts = urlsplit(untrusted_url)
        port = parts.port
    except ValueError:
        raise WrongServer from None
    if parts.scheme not in ("smtp", "smtps") or not parts.hostname:
        raise WrongServer
    tls = parts.scheme == "smtps"
    return Server(
        parts.hostname, port or (465 if tls else 587), tls, unquote(parts.username or ""), unquote(parts.password or "")
    )


class Sender(Protocol):
    """Sends mails, in a thread, without the database; an outcome for each, in order."""

    def send(self, messages: Sequence[EmailMessage]) -> list[Sent]: ...


@dataclass(slots=True)
class _Kept:
    connection: smtplib.SMTP
    at: float  # monotonic seconds of its last mail
    sent: int = 0


class SmtpSender:
    """Connections are kept for the next mails; where one breaks, the mails left are tried again later.

    Called from several threads; each has a connection to itself while it sends. `monotonic` in seconds.
    """

    def __init__(self, server: Server, monotonic: Callable[[], float] = time.monotonic) -> None:
        self._server = server
        self._monotonic = monotonic
        self._idle: list[_Kept] = []
        self._turn = threading.Lock()

    def send(self, messages: Sequence[EmailMessage]) -> list[Sent]:
        outcomes: list[Sent] = []
        kept: _Kept | None = None
        try:
            while len(outcomes) < len(messages):
                kept = kept or self._taken()
                outcomes.append(_sent(kept.connection, messages[len(outcomes)]))
                kept.sent += 1
                if kept.sent >= MOST_OVER_ONE:
                    _end(kept)
                    kept = None
        except (OSError, smtplib.SMTPException) as error:
            gone = Sent(False, words=f"The mail server did not take it: {type(error).__name__}.")
            outcomes += [gone] * (len(messages) - len(outcomes))
            if kept is not None:
                kept.connection.close()
            return outcomes
        if kept is not None:
            self._keep(kept)
        return outcomes

    def end(self) -> None:
        """Take leave of the server."""
        with self._turn:
            idle, self._idle = self._idle, []
        for kept in idle:
            _end(kept)

    def _taken(self) -> _Kept:
        """One that waits and still answers, else a new one."""
        while True:
            with self._turn:
                kept = self._idle.pop() if self._idle else None
            if kept is None:
                return _Kept(self._connected(), self._monotonic())
            if self._monotonic() - kept.at < KEPT and _answers(kept):
                return kept
            _end(kept)

    def _keep(self, kept: _Kept) -> None:
        kept.at = self._monotonic()
        with self._turn:
            self._idle.append(kept)

    def _connected(self) -> smtplib.SMTP:
        server = self._server
        if server.tls:
            connection: smtplib.SMTP = smtplib.SMTP_SSL(
                server.host, server.port, timeout=SECONDS, context=ssl.create_default_context()
            )
        else:
            connection = smtplib.SMTP(server.host, server.port, timeout=SECONDS)
            connection.ehlo()
            if connection.has_extn("starttls"):
                connection.starttls(context=ssl.create_default_context())
        if server.name:
            connection.login(server.name, server.password)
        return connection


def _answers(kept: _Kept) -> bool:
    try:
        return kept.connection.noop()[0] == 250
    except (OSError, smtplib.SMTPException):
        return False


def _end(kept: _Kept) -> None:
    with suppress(OSError, smtplib.SMTPException):
        kept.connection.quit()
    kept.connection.close()


def _sent(connection: smtplib.SMTP, message: EmailMessage) -> Sent:
    """What the server says of this mail; a connection that broke raises."""
    try:
        connection.send_message(message)
    except smtplib.SMTPRecipientsRefused as error:
        code, said = next(iter(error.recipients.values()))
        return Sent(False, bounced=500 <= code < 600, words=f"{code} {said.decode(errors='replace')}")
    except smtplib.SMTPServerDisconnected:
        raise
    except smtplib.SMTPResponseException as error:
        raw: bytes | str = error.smtp_error
        words = raw if isinstance(raw, str) else raw.decode(errors="replace")
        return Sent(False, bounced=error.smtp_code in (550, 551, 553), words=f"{error.smtp_code} {words}")
    return Sent(True)


def letter(job: MailJob, *, origin: str, sender: str) -> EmailMessage:
    """The mail that asks to confirm. Plain text, one link, nothing that is fetched when it is opened."""
    user, _, host = sender.rpartition("@")
    to, _, to_host = job.mailbox.rpartition("@")
    message = EmailMessage()
    message["Subject"] = "Reminder: confirm your signature" if job.is_reminder else "Confirm your signature"
    message["From"] = Address("Petitions", user, host)
    message["To"] = Address("", to, to_host)
    message["Auto-Submitted"] = "auto-generated"  # RFC 3834
    link = f"{origin}/petitions/{job.petition}/confirm/{job.token}"
    message.set_content(
        f"Somebody, we think you, signed this petition:\n\n  {job.demand}\n\n"
        f"Your signature counts once you open this address and press the button, on any device:\n\n  {link}\n\n"
        "The address is good for seven days and counts one signature. If it was not you, do nothing: "
        "nothing is counted, and your address is forgotten.\n"
    )
    return message
