"""One address of another service, sent to by Apprise in a process of its own that ends within its time."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from urllib.parse import parse_qsl, urlsplit

from fanlight.ground.errors import FanlightError
from fanlight.ground.web_push.outcome import Outcome

SECONDS = 20.0  # that one message may take; Apprise's plugins wait 4 s to connect and 4 s to read, some ask twice

# Apprise knows schemas that start programs, write to the desktop or read files. These only speak to a network service;
# a schema joins the list when its plugin was read.
SCHEMAS = frozenset(
    (
        "bark",
        "barks",
        "discord",
        "form",
        "forms",
        "gchat",
        "gotify",
        "gotifys",
        "hassio",
        "hassios",
        "join",
        "json",
        "jsons",
        "mailto",
        "mailtos",
        "matrix",
        "matrixs",
        "mmost",
        "mmosts",
        "ncloud",
        "nclouds",
        "nctalk",
        "nctalks",
        "ntfy",
        "ntfys",
        "pbul",
        "pover",
        "prowl",
        "rocket",
        "rockets",
        "signal",
        "signals",
        "slack",
        "tgram",
        "threema",
        "zulip",
    )
)
# Parameters of those plugins that name a file of this computer or a page to fetch.
FILE_PARAMETERS = frozenset(
    (
        "attach",
        "attachment",
        "config",
        "keyfile",
        "pgp",
        "pgppub",
        "pgpprv",
        "template",
        "wkd",
    )
)
LONGEST = 1000


class ChannelRefused(FanlightError):
    """This address cannot be used."""


def checked(untrusted_url: str) -> str:
    """The address as it is kept, or ChannelRefused in words. Apprise itself is asked when it is sent to."""
    url = untrusted_url.strip()
    schema, separator, rest = url.partition("://")
    schema = schema.lower()
    if not separator or not rest or len(url) > LONGEST or any(ord(sign) < 33 for sign in url):
        raise ChannelRefused("This is no Apprise address.", remedy="One for ntfy looks like ntfys://ntfy.sh/your-topic")
    if schema not in SCHEMAS:
        raise ChannelRefused(
            f"“{schema[:20]}” is not among the services that Fanlight sends to.",
            remedy="ntfy, Gotify, Telegram, mail, Matrix, Signal and others work.",
        )
    names = {name.lower().lstrip("+-:") for name, _ in parse_qsl(url.partition("?")[2], keep_blank_values=True)}
    if refused := sorted(names & FILE_PARAMETERS):
        raise ChannelRefused(f"The part “{refused[0]}=” of this address reads files.", remedy="Leave it out.")
    return f"{schema}://{rest}"


def shown(url: str) -> str:
    """Kind and host: what a page may show of it. Some services carry their token where others have the host."""
    schema = url.partition("://")[0]
    try:
        host = urlsplit(url).hostname or ""
    except ValueError:
        host = ""
    return f"{schema}://{host}" if "." in host or host == "localhost" else f"{schema}://…"


def send(url: str, *, title: str, body: str, kind: str, picture: Path | None) -> Outcome:
    """One attempt. The address goes by standard input, so that it stands in no process list."""
    asked = {"url": url, "title": title, "body": body, "kind": kind, "picture": str(picture) if picture else None}
    try:
        done = subprocess.run(
            [sys.executable, "-I", "-m", "fanlight.home.tell.channel_process"],
            input=json.dumps(asked).encode(),
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,  # Apprise logs addresses
            timeout=SECONDS,
            env={"LANG": "C.UTF-8"},
        )
    except subprocess.TimeoutExpired:
        return Outcome("again", f"{shown(url)} did not answer within {SECONDS:.0f} s.")
    return _read(done.stdout, shown(url))


def _read(untrusted_answer: bytes, name: str) -> Outcome:
    answer = untrusted_answer.decode(errors="replace").strip()
    if answer == "sent":
        return Outcome("sent")
    if answer == "unknown":
        return Outcome("refused", f"Apprise cannot read the address for {name}. Enter it again.")
    return Outcome("again", f"{name} did not take the message.")
