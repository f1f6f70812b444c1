"""The log for people: its size, who cosigned it, each entry, and how to check all of it without this page."""

from __future__ import annotations

from dataclasses import dataclass

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from fanlight.commons.agencies.access import note_of
from fanlight.commons.agencies.rules.words import DEEDS
from fanlight.commons.agencies.standing import Standing, log_vkey, standing
from fanlight.commons.docket.views.founded import founded
from fanlight.trust.ledger.cosignature import cosignatures
from fanlight.trust.ledger.note import parse_note, parse_vkey
from fanlight.trust.papers.kinds import KINDS
from fanlight.trust.papers.members import Witness
from fanlight.trust.policy.in_force.records import Void

PAGE = 50
MOST_LETTERS = 100
UNSIGNED = {
    "log:witnessed": "Anchor: a head that witnesses cosigned",
    "request:refused": "A request was refused",
    "disclosure:posted": "A package was posted",
    "disclosure:received": "A package was received",
    "disclosure:deleted": "A package was deleted",
    "record:published": "The agencies' record",
}


@dataclass(frozen=True)
class Row:
    """One entry in the list."""

    index: int
    kind: str
    words: str
    time: int | None
    about: str
    void: Void | None


def rows(here: Standing) -> list[Row]:
    voids = {void.index: void for void in here.copy.state.voids}
    found = []
    for index, entry in enumerate(here.copy.parsed[: here.published]):
        kind = entry.kind if entry else "?"
        words = DEEDS.get(kind) or UNSIGNED.get(kind) or ("newer than this program" if entry else "out of form")
        about = " ".join(str(value) for value in entry.pub.values() if isinstance(value, str)) if entry else ""
        found.append(Row(index, kind, words, here.copy.time(index), about[:400], voids.get(index)))
    return found


def witnesses_of(here: Standing) -> list[Witness]:
    """Those in force by the log's newest time."""
    state = here.copy.state
    return [term.witness for term in state.witnesses if term.since <= state.latest]


def cosigned(here: Standing) -> dict[str, int]:
    """vkey → when that witness saw the published head; those that were added later too."""
    if here.head is None:
        return {}
    known = [parse_vkey(one.vkey) for one in witnesses_of(here)]
    note = parse_note(here.head.content)
    return {one.witness.vkey: one.time for one in cosignatures(note, known)}


@login_not_required
@require_safe
@founded
def ledger(request: HttpRequest) -> HttpResponse:
    """`?q=` looks in kinds, ids and headers; `?before=` pages."""
    here = standing()
    wanted = request.GET.get("q", "")[:MOST_LETTERS].strip()
    kind = request.GET.get("kind", "")
    before = request.GET.get("before", "")
    found = [
        row
        for row in reversed(rows(here))
        if (not kind or row.kind == kind)
        and (not before.isdecimal() or row.index < int(before[:15]))
        and (not wanted or wanted.lower() in f"{row.index} {row.kind} {row.words} {row.about}".lower())
    ]
    shown = found[:PAGE]
    head = here.head
    signed = cosigned(here)
    context = {
        "rows": shown,
        "older": shown[-1].index if len(found) > PAGE else None,
        "wanted": wanted,
        "kind": kind if kind in KINDS else "",
        "kinds": list(KINDS),
        "count": len(found),
        "size": here.published,
        "appended": len(here.copy.entries),
        "root": head.checkpoint.root.hex() if head else "",
        "origin": here.founding.origin,
        "witnesses": [(one.name, one.url, signed.get(one.vkey)) for one in witnesses_of(here)],
        "signed": len(signed),
        "voids": len(here.copy.state.voids),
        "vkey": log_vkey(),
        "log": request.build_absolute_uri("/log/"),
    }
    return render(request, "commons_docket/ledger.html", context)


@login_not_required
@require_safe
@founded
def entry(request: HttpRequest, index: int) -> HttpResponse:
    """One entry as it stands, byte for byte."""
    here = standing()
    if index >= len(here.copy.entries):
        raise Http404
    held = here.copy.parsed[index]
    void = next((one for one in here.copy.state.voids if one.index == index), None)
    kind = held.kind if held else ""
    context = {
        "index": index,
        "entry": held,
        "words": DEEDS.get(kind) or UNSIGNED.get(kind) or "An entry that this program does not know",
        "time": here.copy.time(index),
        "content": here.copy.entries[index].decode(errors="replace"),
        "void": void,
        "published": index < here.published,
        "note": note_of(index),
        "erased": here.copy.state.erased.get(held.body or "") if held else None,
        "request_id": held.pub.get("request") if held and kind.startswith("request:") else None,
        "agency_id": held.pub.get("agency") if held else None,
    }
    return render(request, "commons_docket/entry.html", context)
