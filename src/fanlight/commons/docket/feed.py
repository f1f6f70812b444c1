"""The feed of requests as an Atom document (RFC 4287): one entry a request, from the log alone. Pure."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from xml.etree import ElementTree as Xml

from fanlight.commons.docket.cards import Card
from fanlight.commons.docket.rules import story
from fanlight.trust.policy.in_force.views import InForce, RequestView

ATOM = "http://www.w3.org/2005/Atom"
TYPE = "application/atom+xml; charset=utf-8"
NO_XML = re.compile("[\ufffe\uffff\x00-\x08\x0b\x0c\x0e-\x1f]")
MOST = 50  # entries; older ones stand on the page


def changed(view: RequestView, now: int) -> int:
    """The second of its last step so far, by the witnesses: noticed, opened, closed, reported, overdue."""
    record = view.record
    due = view.due if record.reported is None else None
    reported = record.reported.at if record.reported else None
    steps = (record.judged, record.noticed, record.opens, view.closed_at, reported, due)
    return max(at for at in steps if at is not None and at <= now)


def feed(now: InForce, cards: list[Card], site: str) -> bytes:
    """`site` is the community's own address, as the founding has it: ids stay where the log is copied."""
    Xml.register_namespace("", ATOM)
    root = Xml.Element(f"{{{ATOM}}}feed")
    shown = sorted(cards, key=lambda card: (-changed(card.view, now.at), card.id))[:MOST]
    _text(root, "id", f"{site}/requests/")
    _text(root, "title", f"Requests for footage, {now.founding.community}")
    _text(root, "updated", _time(max((changed(one.view, now.at) for one in shown), default=now.state.latest)))
    _author(root, now.founding.community)
    _link(root, "self", f"{site}/requests/feed.atom")
    _link(root, "alternate", f"{site}/requests/")
    for card in shown:
        _entry(root, card, now, site)
    return f'<?xml version="1.0" encoding="utf-8"?>\n{Xml.tostring(root, encoding="unicode")}\n'.encode()


def _entry(root: Xml.Element, card: Card, now: InForce, site: str) -> None:
    entry = Xml.SubElement(root, f"{{{ATOM}}}entry")
    _text(entry, "id", f"{site}/requests/{card.id}/")
    _text(entry, "title", f"{card.agency_name}: {card.offence}, {card.state}")
    _text(entry, "updated", _time(changed(card.view, now.at)))
    if card.view.record.noticed is not None:
        _text(entry, "published", _time(card.view.record.noticed))
    _author(entry, card.agency_name)
    _link(entry, "alternate", f"{site}/requests/{card.id}/")
    _text(entry, "summary", summary(card))


def summary(card: Card) -> str:
    """What is asked and where, and nothing that was erased."""
    if card.view.record.erased:
        return "Its words were removed; the entry stands."
    return f"{story.sentence(card.view.paper, card.agency_name)} {card.area[0].upper()}{card.area[1:]}."


def _author(parent: Xml.Element, name: str) -> None:
    _text(Xml.SubElement(parent, f"{{{ATOM}}}author"), "name", name)


def _link(parent: Xml.Element, rel: str, href: str) -> None:
    Xml.SubElement(parent, f"{{{ATOM}}}link", {"rel": rel, "href": href})


def _text(parent: Xml.Element, name: str, words: str) -> None:
    """What XML 1.0 cannot hold and a paper can (two code points that are no characters) is marked as unreadable."""
    Xml.SubElement(parent, f"{{{ATOM}}}{name}").text = NO_XML.sub("\ufffd", words)


def _time(seconds: int) -> str:
    """RFC 3339."""
    return datetime.fromtimestamp(seconds, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
