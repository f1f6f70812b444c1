"""The review page's HTML: one doubt, its candidates side by side, a key and a button for each answer."""

from __future__ import annotations

from html import escape

from rapidfuzz import fuzz

from fanlight.record.linkage.aliases import NONE
from fanlight.record.linkage.index import Entry, Index
from fanlight.record.linkage.review.queue import Doubt
from fanlight.trust.agency.name import parse_name

REASONS = {
    "twins": "Several bodies of this name.",
    "elsewhere": "One body of this name, but the row lies elsewhere.",
    "near": "The name is close to these, and to none for certain.",
    "conflict": "The row's code and its name mean different bodies.",
    "no place given": "The row says no place, and the body's name says more than the row's.",
}


def _candidate(doubt: Doubt, entry: Entry, key: int) -> str:
    agency, place = entry.agency, parse_name(doubt.name, doubt.state).place
    facts = [
        ("Kind", agency.kind.value),
        ("County", ", ".join(county.title() for county in agency.counties) or "not given"),
        ("ORI", agency.ori or agency.id),
        ("Residents", f"{agency.population:,}" if agency.population else "not known"),
        ("Spelling", f"{fuzz.ratio(place, entry.name.place):.0f} of 100"),
    ]
    if agency.from_crosswalk:
        facts.append(("Known from", "the crosswalk alone"))
    if doubt.opinion and doubt.opinion.agency == agency.id:
        facts.append(("Splink", f"weight {doubt.opinion.weight:.1f}"))
    listed = "".join(f"<div><dt>{escape(name)}</dt><dd>{escape(value)}</dd></div>" for name, value in facts)
    return (
        f'<li><button name="agency" value="{escape(agency.id)}" data-key="{key}">'
        f"<kbd>{key}</kbd> {escape(agency.name)}</button><dl>{listed}</dl></li>"
    )


def _frame(title: str, body: str) -> bytes:
    return (
        f'<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{escape(title)}</title>'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        '<link rel="stylesheet" href="/review.css"><script type="module" src="/review.js"></script></head>'
        f"<body><main>{body}</main></body></html>"
    ).encode()


def _undo(token: str, given: int) -> str:
    off = "" if given else " disabled"
    return (
        f'<form method="post" action="/undo"><input type="hidden" name="token" value="{token}">'
        f'<button data-key="u"{off}><kbd>U</kbd> Undo the last answer</button> {given} given</form>'
    )


def doubt_page(doubt: Doubt, index: Index, *, token: str, left: int, given: int, note: str = "") -> bytes:
    """One doubt."""
    shown = "".join(_candidate(doubt, index.entries[one], key) for key, one in enumerate(doubt.candidates, 1))
    where = escape(doubt.city or ", ".join(doubt.cities) or "no city given")
    rows = "".join(f"<li>{escape(row)}</li>" for row in doubt.rows)
    scope = "this city alone" if doubt.city else "every city of the state"
    return _frame(
        f"{doubt.name}: review",
        f"<p>{left} left{', of the list of partners' if doubt.partner else ''}</p>"
        f"<h1>{escape(doubt.name)}</h1><p>{where}, {escape(doubt.state)} · {doubt.count} mentions · "
        f"{escape(REASONS.get(doubt.reason, doubt.reason))}</p>"
        + (f'<p role="alert">{escape(note)}</p>' if note else "")
        + f'<details id="evidence"><summary><kbd>?</kbd> Evidence</summary><ul>{rows}</ul>'
        f"<p>The answer holds for {scope}.</p></details>"
        f'<form method="post" action="/answer"><input type="hidden" name="token" value="{token}">'
        f'<input type="hidden" name="doubt" value="{escape(doubt.key)}"><ol class="candidates">{shown}</ol>'
        f'<p><button name="agency" value="{NONE}" data-key="n"><kbd>N</kbd> None of these</button></p>'
        '<p><label>Reason <input name="reason" maxlength="200" autocomplete="off"></label></p></form>'
        + _undo(token, given),
    )


def done_page(*, token: str, given: int) -> bytes:
    """Nothing is left."""
    return _frame("Review", f"<h1>Nothing is left to review</h1>{_undo(token, given)}")
