"""The log as files under /log/: C2SP tlog-tiles. Anybody may read it, and nobody is told apart."""

from __future__ import annotations

import re
from pathlib import Path

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, HttpResponseNotFound
from django.views.decorators.http import require_safe

from fanlight.trust.ledger.faults import Malformed
from fanlight.trust.ledger.store import Store
from fanlight.trust.ledger.tiles import HEIGHT, WIDTH, parse_path

FOR_EVER = "public, max-age=31536000, immutable"
BRIEFLY = "public, max-age=5"  # s; tlog-tiles: a checkpoint is not kept beyond a few seconds
A_WHILE = "public, max-age=300"  # s: a body can be erased
TEXT = "text/plain; charset=utf-8"
BYTES = "application/octet-stream"

_BODY = re.compile("[0-9a-f]{64}")


@login_not_required
@require_safe
def checkpoint(request: HttpRequest) -> HttpResponse:
    return _file("checkpoint", TEXT, BRIEFLY)


@login_not_required
@require_safe
def vkey(request: HttpRequest) -> HttpResponse:
    return _file("vkey", TEXT, A_WHILE)


@login_not_required
@require_safe
def tile(request: HttpRequest, rest: str) -> HttpResponse:
    """Only what a published head covers: the writer may be ahead of it."""
    try:
        wanted = parse_path(f"tile/{rest}")
    except Malformed:
        return _absent()
    published = Store(log_folder()).published()
    end = (wanted.index * WIDTH + wanted.width) << HEIGHT * (wanted.level or 0)
    if published is None or end > published[0].size:
        return _absent()
    return _file(wanted.path, BYTES, FOR_EVER)


@login_not_required
@require_safe
def body(request: HttpRequest, name: str) -> HttpResponse:
    if not _BODY.fullmatch(name):
        return _absent()
    return _file(f"body/{name}", BYTES, A_WHILE)


@login_not_required
@require_safe
def absent(request: HttpRequest, rest: str = "") -> HttpResponse:
    """Whatever else is asked for here: no page, no cookie."""
    return _absent()


def log_folder() -> Path:
    return Path(settings.DATA) / "log"


def _file(path: str, content_type: str, kept: str) -> HttpResponse:
    try:
        content = (log_folder() / path).read_bytes()
    except (FileNotFoundError, NotADirectoryError, IsADirectoryError):
        return _absent()
    return HttpResponse(content, content_type=content_type, headers={"Cache-Control": kept})


def _absent() -> HttpResponse:
    return HttpResponseNotFound("Not found.\n", content_type=TEXT)
