"""What a paper says, in words for whoever signs or reads it: every member, nothing else. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from fanlight.commons.agencies.rules.area import area_words, names_of, sheet_of
from fanlight.commons.agencies.rules.policy import NUMBERS, OTHERS, REVIEWERS
from fanlight.trust.papers import acts, neighbourhood
from fanlight.trust.papers.agency_paper import Agency
from fanlight.trust.papers.founding import Founding
from fanlight.trust.papers.keys import Key
from fanlight.trust.papers.members import Paper
from fanlight.trust.papers.policy_paper import Policy
from fanlight.trust.papers.report import Report
from fanlight.trust.papers.request import Request
from fanlight.trust.policy.in_force.views import InForce
from fanlight.trust.policy.offences import offences
from fanlight.trust.policy.rules.asked import ATTESTED

DEEDS = {
    "agency:admitted": "Admit an agency",
    "agency:changed": "Change an agency's paper",
    "agency:verified": "Verify an agency again",
    "agency:suspended": "Suspend an agency",
    "agency:reinstated": "Take an agency up again",
    "agency:revoked": "Send an agency away for good",
    "agency:key-revoked": "Revoke a key of an agency",
    "steward:added": "Add a steward",
    "steward:removed": "Remove a steward",
    "witness:added": "Add a witness",
    "policy:changed": "Change the policy",
    "moratorium:set": "Set a moratorium",
    "moratorium:lifted": "Lift a moratorium",
    "request:noticed": "Ask for footage",
    "request:resolved": "Resolve a request",
    "request:withdrawn": "Withdraw a request",
    "request:suspended": "Suspend a request",
    "request:reported": "Report on a request",
    "body:erased": "Erase a body of the log",
    "log:founded": "Found the log",
    "forward:opened": "Open forwarding of posts",
    "forward:ended": "End forwarding of posts",
    "partnership:signed": "Sign a partnership",
    "partnership:ended": "End a partnership",
}
EFFECTS = {
    "agency:admitted": "It acts 14 days after it stands in the log.",
    "agency:changed": "It acts 14 days after it stands in the log.",
    "agency:verified": "The agency stays verified for 90 days more; if it has lapsed, this acts after 14 days.",
    "agency:suspended": "It acts at once: no request of this agency is open while it stands.",
    "agency:reinstated": "It acts 14 days after it stands in the log.",
    "agency:revoked": "It acts at once and cannot be undone: the agency's name is never used again.",
    "agency:key-revoked": "It acts at once and cannot be undone.",
    "steward:added": "It acts 14 days after it stands in the log.",
    "steward:removed": "It acts at once.",
    "witness:added": "It acts 14 days after it stands in the log.",
    "policy:changed": "It acts at once where no limit grows, else after 14 days.",
    "moratorium:set": "It acts at once, at every home by itself.",
    "moratorium:lifted": "It acts 14 days after it stands in the log.",
    "request:noticed": "Once two officers and the reviewers signed, it stands in public and opens after the notice.",
    "request:resolved": "It ends the request at once; a report is due 30 days later.",
    "request:withdrawn": "It ends the request at once.",
    "request:suspended": "It ends the request at once.",
    "request:reported": "It stands in public; nobody can change it afterwards.",
    "body:erased": "The words go, here and at every home; their hash stays. Erasing a request withdraws it.",
    "forward:opened": "It acts 14 days after it stands in the log, and ends by itself on its day.",
    "forward:ended": "One signature ends it at once: what waits or is queued is destroyed, and nothing more is sent.",
    "partnership:signed": "It runs from its first day to its last, and ends by itself.",
    "partnership:ended": "One signature ends it at once.",
}

MOST_BLOCKS = 40  # of a jurisdiction, in words; the paper's bytes have them all
Line = tuple[str, str]
Names = Mapping[str, str]
"""Key id → who holds it."""


def heading(paper: Paper) -> str:
    """What the paper does, with its object."""
    match paper:
        case acts.MoratoriumAct():
            return f"{DEEDS[paper.kind]}, {paper.form}"
        case neighbourhood.ForwardOpened() | neighbourhood.ForwardEnded() | neighbourhood.Partnership():
            return f"{DEEDS[paper.kind]}: {paper.agency}"
        case acts.AgencyAct() | acts.KeyRevoked():
            return f"{DEEDS[paper.kind]}: {paper.agency}"
        case Agency():
            return f"{DEEDS[paper.kind]}: {paper.name}"
        case acts.StewardAct() | acts.WitnessAct():
            return f"{DEEDS[paper.kind]}: {paper.name}"
        case Request():
            return f"{DEEDS[paper.kind]}: {offence_words(paper.offence)}"
        case acts.RequestAct() | Report():
            return f"{DEEDS[paper.kind]}: {paper.request[:8]}"
    return DEEDS[paper.kind]


def lines(paper: Paper, names: Names, units: Mapping[int, int]) -> list[Line]:
    """Label and words of each member."""
    match paper:
        case Request():
            return _of_request(paper, names, units)
        case Agency():
            return _of_agency(paper, units)
        case Policy():
            return policy_lines(paper)
        case Report():
            return [
                ("Request", paper.request),
                ("Outcome", paper.outcome.replace("-", " ")),
                ("Packages received", BANDS_IN_WORDS[paper.disclosures]),
                ("All of it deleted", "yes" if paper.deleted else "no"),
                ("In words", paper.words),
            ]
        case Founding():
            return _of_founding(paper)
    return _of_act(paper, names)


def before(paper: Paper, now: InForce) -> dict[str, str]:
    """What a paper that takes another's place changes: label → the words that stand there now."""
    held: Paper | None = None
    if isinstance(paper, Policy):
        held = now.policy
    elif isinstance(paper, Agency) and paper.agency in now.agencies:
        held = now.agencies[paper.agency].paper
    if held is None:
        return {}
    was, becomes = (lines(one, {}, now.founding.units) for one in (held, paper))
    gone = [(label, words) for label, words in was if (label, words) not in becomes]
    return {label: "; ".join(words for of, words in gone if of == label) for label, _ in gone}


def policy_lines(paper: Policy) -> list[Line]:
    limits = [(number.label, number.words(getattr(paper.limits, number.member))) for number in NUMBERS]
    algs = [(f"Keys that count for {kind}", ", ".join(algs)) for kind, algs in paper.algs.items()]
    return [*limits, (OTHERS[REVIEWERS], str(paper.reviewers)), ("Legal basis", ", ".join(paper.basis)), *algs]


def _of_founding(paper: Founding) -> list[Line]:
    return [
        ("Community", paper.community),
        ("Log", paper.origin),
        ("Log's key", paper.log),
        ("Keys are used at", paper.rp.origin),
        ("Zone", paper.zone),
        *((f"Steward {number}", f"{one.name}, {key_words(one.key)}") for number, one in enumerate(paper.stewards, 1)),
        ("Stewards who must sign", str(paper.quorum)),
        *((f"Witness {number}", f"{one.name}, {one.url}") for number, one in enumerate(paper.witnesses, 1)),
        ("Witnesses who must cosign", str(paper.witness_quorum)),
        ("The record is signed by", key_words(paper.record)),
        ("Its ground", area_words(paper.units, paper.units)),
        ("Agencies", ", ".join(one.name for one in paper.agencies) or "none"),
        *policy_lines(paper.policy),
    ]


BANDS_IN_WORDS = {"none": "none", "1-4": "1 to 4", "5-9": "5 to 9", "10+": "10 or more"}


def _of_act(paper: Paper, names: Names) -> list[Line]:
    found: list[Line] = []
    for member, value in paper.value().items():
        if member in ("v", "kind", "id"):
            continue
        if member == "key":
            words = key_words(paper.key) if isinstance(paper, acts.StewardAct) else names.get(str(value), str(value))
            found.append(("Key", words))
        elif member in ("since", "until") and isinstance(value, int):
            found.append((member.capitalize(), day_words(value)))
        elif isinstance(value, list):
            found.append((member.capitalize(), "; ".join(map(str, value)) or "none"))
        else:
            found.append((member.capitalize(), str(value)))
    return found


def _of_request(paper: Request, names: Names, units: Mapping[int, int]) -> list[Line]:
    not_about = [words for member, words in ATTESTED.items() if not getattr(paper.attests, member)]
    return [
        ("Agency", paper.agency),
        ("Requester", names.get(paper.requester, paper.requester[:16])),
        ("Supervisor", names.get(paper.supervisor, paper.supervisor[:16])),
        ("Case number", paper.case),
        ("Offence", offence_words(paper.offence)),
        ("Legal basis", "voluntary: residents are free to decline" if paper.basis == "voluntary" else paper.basis),
        ("Facts", paper.facts),
        ("What is sought", paper.sought),
        ("Area", area_words(paper.area, units)),
        ("Hours", window_words(paper.since, paper.until, paper.zone)),
        ("Only outdoor cameras", "yes" if paper.outdoor else "no"),
        ("Open for", f"{paper.open_days} days"),
        ("Kept for at most", f"{paper.retention_days} days"),
        ("Who will see it", ", ".join(paper.recipients)),
        ("It is not about", ", ".join(not_about)),
        ("Under policy", paper.policy[:16]),
    ]


def _of_agency(paper: Agency, units: Mapping[int, int]) -> list[Line]:
    blocks = names_of(paper.cells, sheet_of(units.keys() or paper.cells))
    more = f" and {len(blocks) - MOST_BLOCKS} more" if len(blocks) > MOST_BLOCKS else ""
    rungs = [
        (f"Checked: {member.replace('_', ' ')}", rung.words if (rung := getattr(paper.ladder, member)) else "not done")
        for member in ("officers", "call_back", "ori", "terms", "dns")
    ]
    officers = [(f"Officer, {one.role}", f"{one.name}, {key_words(one.key)}") for one in paper.officers]
    return [
        ("Agency", paper.agency),
        ("Name", paper.name),
        ("Kind", paper.agency_kind),
        ("ORI", paper.ori or "none"),
        ("In the record as", paper.record or "not linked"),
        ("Jurisdiction", f"{len(paper.cells):,} cells: {' '.join(blocks[:MOST_BLOCKS])}{more}"),
        *officers,
        ("Packages are sealed to", paper.recipient),
        ("Receipts are signed by", key_words(paper.signer)),
        *rungs,
    ]


def offence_words(code: str) -> str:
    known = offences().get(code)
    return known.words if known else code


def key_words(key: Key) -> str:
    """What kind of key, and the beginning of its id."""
    kind = "a key that a program holds" if key.software else "passkey" if key.alg == "webauthn-es256" else "Ed25519 key"
    return f"{kind} {key.id[:16]}"


def day_words(seconds: int) -> str:
    """Day and hour in UTC: these papers name no zone."""
    at = datetime.fromtimestamp(seconds, UTC)
    return f"{at.day} {at:%b %Y, %H:%M} UTC"


def window_words(since: int, until: int, zone: str) -> str:
    """Both ends in the request's zone, with the offsets where the clocks change between them."""
    place = ZoneInfo(zone)
    begin, end = (datetime.fromtimestamp(at, UTC).astimezone(place) for at in (since, until))
    day = "" if begin.date() == end.date() else f"{end.day} {end:%b} "
    changed = begin.utcoffset() != end.utcoffset()
    offsets = (f" ({begin:%Z})", f" ({end:%Z}), the clocks change between") if changed else ("", f" ({begin:%Z})")
    return f"{begin:%A} {begin.day} {begin:%b %Y}, {begin:%H:%M}{offsets[0]} to {day}{end:%H:%M}{offsets[1]}"
