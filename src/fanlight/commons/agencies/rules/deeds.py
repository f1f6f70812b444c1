"""What stewards can do by a paper of their quorum, as a table: what its form asks, which paper it becomes. Pure."""

from __future__ import annotations

from dataclasses import dataclass

from fanlight.trust.papers import acts
from fanlight.trust.papers.agency_paper import Agency
from fanlight.trust.papers.members import Paper
from fanlight.trust.papers.signing import new_id
from fanlight.trust.policy.in_force.views import InForce


@dataclass(frozen=True)
class Deed:
    """`asks` names the fields of its form besides the reason."""

    slug: str
    kind: str
    words: str
    asks: tuple[str, ...]
    group: str


DEEDS = (
    Deed("moratorium", "moratorium:set", "Set a moratorium", ("form",), "The community"),
    Deed("moratorium-lifted", "moratorium:lifted", "Lift a moratorium", ("form",), "The community"),
    Deed("steward-removed", "steward:removed", "Remove a steward", ("steward",), "The community"),
    Deed("agency-verified", "agency:verified", "Verify an agency again", ("agency",), "Agencies"),
    Deed("agency-suspended", "agency:suspended", "Suspend an agency", ("agency",), "Agencies"),
    Deed("agency-reinstated", "agency:reinstated", "Take an agency up again", ("agency",), "Agencies"),
    Deed("agency-revoked", "agency:revoked", "Send an agency away for good", ("agency",), "Agencies"),
    Deed("key-revoked", "agency:key-revoked", "Revoke a key of an agency", ("agency_key",), "Agencies"),
    Deed("request-suspended", "request:suspended", "Suspend a request", ("request",), "Requests"),
    Deed("body-erased", "body:erased", "Erase words from the log", ("body",), "Requests"),
)
BY_SLUG = {deed.slug: deed for deed in DEEDS}
FORMS = {
    "soft": "Soft: no new requests; what is open stays open",
    "hard": "Hard: nothing leaves any home, even what is waiting",
}


def choices(field: str, kind: str, now: InForce) -> list[tuple[str, str]]:
    """What a field may be, with words. What stands can be set again: so a lifting that waits is overtaken."""
    match field:
        case "form":
            stand = {halt.form for halt in now.state.moratoria_at(now.at)}
            return [(form, words) for form, words in FORMS.items() if kind != "moratorium:lifted" or form in stand]
        case "agency":
            return [
                (id, view.paper.name)
                for id, view in now.agencies.items()
                if not view.revoked and (view.suspended or kind != "agency:reinstated")
            ]
        case "steward":
            return [(term.key.id, term.name) for term in now.stewards]
        case "agency_key":
            return [
                (f"{id} {key}", f"{view.paper.name}: {name}, {key[:16]}")
                for id, view in now.agencies.items()
                for name, key in _keys(view.paper)
                if key not in view.revoked_keys and not view.revoked
            ]
        case "request":
            return [
                (id, f"{view.paper.agency}, {view.paper.case}: {view.state}")
                for id, view in now.requests.items()
                if view.closed is None
            ]
    raise ValueError(field)


def _keys(agency: Agency) -> list[tuple[str, str]]:
    """Whose key, and its id: officers and the tool that signs receipts."""
    officers = [(officer.name, officer.key.id) for officer in agency.officers]
    return [*officers, ("its own tool, which signs receipts", agency.signer.id)]


def paper(deed: Deed, values: dict[str, str], now: InForce) -> Paper:
    """The paper that the quorum signs; raises PaperError where it is not in its form."""
    reason, id = values["reason"], new_id()
    match deed.kind:
        case "moratorium:set" | "moratorium:lifted":
            return acts.MoratoriumAct(deed.kind, id, values["form"], reason)
        case "steward:removed":
            term = next(term for term in now.stewards if term.key.id == values["steward"])
            return acts.StewardAct(deed.kind, id, term.name, term.key, reason)
        case "agency:key-revoked":
            agency, _, key = values["agency_key"].partition(" ")
            return acts.KeyRevoked(deed.kind, id, agency, key, reason)
        case "request:suspended":
            return acts.RequestAct(deed.kind, id, values["request"], reason)
        case "body:erased":
            return acts.Erasure(deed.kind, id, values["body"], reason)
    return acts.AgencyAct(deed.kind, id, values["agency"], reason)


def conflicts(steward_name: str, agency: str, now: InForce) -> list[str]:
    """What a steward should say before she decides about this agency; names only, the rest is hers to know."""
    view = now.agencies.get(agency)
    if view is None:
        return []
    return [
        f"{officer.name} of {view.paper.name} has your name."
        for officer in view.paper.officers
        if officer.name.split()[-1].lower() == steward_name.split()[-1].lower()
    ]
