"""What the log amounts to, written into the rows that pages and release read. The log's bytes stay the truth."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from django.db import transaction

from fanlight.ground.clock import micros
from fanlight.home.asks.actions import bodies, lines
from fanlight.home.asks.models.asked import Ask
from fanlight.home.asks.models.disclosures import Disclosure
from fanlight.home.asks.models.following import Following
from fanlight.home.asks.rules import batches, states
from fanlight.trust.papers.acts import MoratoriumAct
from fanlight.trust.papers.agency_paper import Agency
from fanlight.trust.papers.entry import parse_body, parse_entry
from fanlight.trust.papers.forms import PaperError
from fanlight.trust.policy.in_force.conduct import conduct
from fanlight.trust.policy.in_force.records import Attested, Seen
from fanlight.trust.policy.in_force.views import InForce, RequestView, State
from fanlight.trust.policy.states import RequestState

SECOND = 1_000_000
DAY_US = 86_400 * SECOND


@transaction.atomic
def note(*, row: Following, state: State, seen: Sequence[Seen], now: datetime) -> None:
    """All rows, at this moment."""
    in_force = state.at(int(now.timestamp()))
    _note_moratorium(row, in_force, seen)
    for digest in state.erased:
        bodies.forget(digest)
    standing = set()
    for id, view in in_force.requests.items():
        standing.add(id)
        _note_ask(view, in_force, seen, now)
    for gone in Ask.objects.exclude(request__in=standing).exclude(state="void"):
        gone.state, gone.against = "void", ["void"]
        gone.save(update_fields=["state", "against"])
    _note_disclosures(row, state, seen, now)


def _note_moratorium(row: Following, in_force: InForce, seen: Sequence[Seen]) -> None:
    row.moratorium = in_force.moratorium or ""
    row.moratorium_words = ""
    if in_force.state.stops:
        row.moratorium_words = in_force.state.stops[0].words
    elif in_force.moratorium:
        halts = [halt for halt in in_force.state.moratoria_at(in_force.at) if halt.form == in_force.moratorium]
        row.moratorium_words = _reason(seen[halts[-1].index]) if halts else ""
    row.policy = in_force.policy_hash
    row.save(update_fields=["moratorium", "moratorium_words", "policy"])


def _reason(seen: Seen) -> str:
    try:
        paper = parse_body("moratorium:set", seen.body or b"").paper
    except PaperError:
        return "Its reason was erased."
    return paper.reason if isinstance(paper, MoratoriumAct) else ""


def _note_ask(view: RequestView, in_force: InForce, seen: Sequence[Seen], now: datetime) -> None:
    record, paper = view.record, view.paper
    agency = in_force.agencies.get(paper.agency)
    was = Ask.objects.filter(request=paper.id).first()
    ask = was or Ask(request=paper.id, paper=paper.value())
    ask.entry, ask.agency = record.index, paper.agency
    ask.agency_name = agency.paper.name if agency else paper.agency
    ask.body = parse_entry(seen[record.index].entry).body or ""
    ask.recipient = agency.paper.recipient if agency else ""
    ask.asked_by = _asked_by(agency.paper if agency else None, paper.requester, paper.supervisor)
    ask.state = _state(view, in_force, ask.body)
    ask.state_words = ", ".join(view.paused)
    ask.against = list(in_force.against_release(paper.id))
    ask.noticed_us, ask.opens_us = _us(record.noticed), _us(record.opens)
    ask.closes_us = _us(view.closed_at if view.closed_at is not None else record.closes)
    ask.had_body_since_us = _us(seen[record.index].had_body_since)
    ask.conduct = conduct(in_force, paper.agency)
    ask.record = _record(in_force, agency.paper.record if agency else None)
    ask.save()
    if was is None:
        lines.write(what="asked", now=now, request=ask.request, words=f"{ask.agency_name}, entry {ask.entry}")


def _state(view: RequestView, in_force: InForce, body: str) -> str:
    """One of: notice, open, paused, erased, or how it ended."""
    if body in in_force.state.erased:
        return "erased"
    if view.closed is not None:
        return str(view.closed)
    if view.state is RequestState.SUSPENDED:
        return "paused"
    return "open" if view.is_open else "notice"


def _asked_by(agency: Agency | None, requester: str, supervisor: str) -> str:
    names = [officer.name if agency and (officer := agency.officer(key)) else "?" for key in (requester, supervisor)]
    software = agency is not None and any(
        (officer := agency.officer(key)) is not None and officer.key.software for key in (requester, supervisor)
    )
    return f"{names[0]}, agreed by {names[1]}" + (" (software keys: a demo)" if software else "")


def _record(in_force: InForce, id: str | None) -> dict[str, object] | None:
    """The agency's five lines with what the sources cover, or None where nothing could be checked."""
    if in_force.record is None or id is None:
        return None
    lines_of = in_force.record.agency(id)
    if lines_of is None:
        return None
    covers = {source: [one.first, one.last] for source, one in in_force.record.covers.items()}
    return {"name": lines_of.name, "lines": list(lines_of.lines), "covers": covers}


def _us(seconds: int | None) -> int | None:
    return None if seconds is None else seconds * SECOND


def _note_disclosures(followed: Following, state: State, seen: Sequence[Seen], now: datetime) -> None:
    """What the log says of this house's own disclosures: its place, the receipt, the deletion; and what is overdue."""
    for row in Disclosure.objects.exclude(state__in=(*states.BEFORE_CONSENT, "deleted")):
        record = state.disclosures.get(row.identity)
        if record is not None and seen[record.index].entry == bytes(row.entry):
            if row.number != record.index:
                row.number = record.index
                row.save(update_fields=["number"])
            if row.state == "waiting":  # it was taken, and the answer was lost
                row.posted_us = micros(now)
                row.upload_us = row.next_us = micros(batches.upload_at(now, ZoneInfo(followed.zone)))
                _go(row, "post", now, "Its entry stands in the log.")
            _note_receipts(row, record.received, record.deleted, now)
        _note_overdue(row, now)


def _note_receipts(row: Disclosure, received: Attested | None, deleted: Attested | None, now: datetime) -> None:
    paper = received.paper if received else None
    fits = paper is not None and row.sealed_sha256 in ("", paper.package)
    if received and paper and fits and row.received_us is None and states.may(_at(row), "receipt"):
        row.received_us = _us(received.at) or micros(now)
        row.until_us = paper.until * SECOND
        _go(row, "receipt", now, "The agency has it.")
    if deleted and deleted.paper and states.may(_at(row), "attest") and deleted.paper.package == row.sealed_sha256:
        row.deleted_us = deleted.paper.until * SECOND
        _go(row, "attest", now, "The agency says that it deleted it.")


def _note_overdue(row: Disclosure, now: datetime) -> None:
    promised = row.ask.paper["retention_days"] * DAY_US
    until = row.until_us or (row.uploaded_us + promised if row.uploaded_us else None)
    if until is not None and micros(now) > until and states.may(_at(row), "lapse"):
        _go(row, "lapse", now, "The agency has not said that it deleted it.")


def _at(row: Disclosure) -> states.State:
    return row.state  # type: ignore[return-value]


def _go(row: Disclosure, deed: states.Deed, now: datetime, words: str) -> None:
    row.state, row.state_us = states.after(_at(row), deed), micros(now)
    row.save()
    lines.write(what=row.state, now=now, request=row.ask.request, words=f"{words} Clip {row.identity[:8]}.")
