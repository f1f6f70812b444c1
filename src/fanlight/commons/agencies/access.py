"""Who somebody is on this commons: steward, officer, or only signed in; it follows from the log, not from a table."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.contrib.auth.models import AnonymousUser
from django.db.models import Q, QuerySet
from django.http import Http404

from fanlight.commons.agencies.models.applications import Application
from fanlight.commons.agencies.models.founding import FoundingDraft
from fanlight.commons.agencies.models.papers import PendingPaper
from fanlight.commons.agencies.models.people import Invitation, SigningKey
from fanlight.commons.agencies.rules.founding import rp_id
from fanlight.commons.agencies.rules.roles import officer_of
from fanlight.commons.agencies.standing import standing
from fanlight.people.models import Person
from fanlight.trust.papers.agency_paper import Officer
from fanlight.trust.papers.founding import Founding
from fanlight.trust.papers.keys import Key
from fanlight.trust.papers.signatures import RelyingParty
from fanlight.trust.policy.in_force.views import InForce


@dataclass(frozen=True)
class Hats:
    """What a person's keys make her at this moment."""

    person: Person
    in_force: InForce
    keys: tuple[SigningKey, ...]
    steward: SigningKey | None
    officer: Officer | None
    agency: str
    officer_key: SigningKey | None

    @property
    def now_s(self) -> int:
        return self.in_force.at


def hats(person: Person | AnonymousUser, now: datetime) -> Hats:
    """For somebody who is signed in."""
    assert isinstance(person, Person)
    in_force = standing().at(now)
    keys = tuple(SigningKey.objects.filter(person=person))
    stewards = {term.key.id for term in in_force.stewards}
    steward = next((key for key in keys if key.key_id in stewards), None)
    for key in keys:
        for agency in in_force.agencies:
            officer = officer_of(agency, key.key_id, in_force)
            if officer is not None:
                return Hats(person, in_force, keys, steward, officer, agency, key)
    return Hats(person, in_force, keys, steward, None, "", None)


def steward_or_404(person: Person | AnonymousUser, now: datetime) -> Hats:
    """One dull 404 for all who are no steward."""
    found = hats(person, now)
    if found.steward is None:
        raise Http404
    return found


def officer_or_404(person: Person | AnonymousUser, now: datetime) -> Hats:
    found = hats(person, now)
    if found.officer is None:
        raise Http404
    return found


def pending_or_404(paper_id: str) -> PendingPaper:
    found = PendingPaper.objects.prefetch_related("signatures").filter(paper_id=paper_id).first()
    if found is None:
        raise Http404
    return found


def note_of(entry: int) -> str:
    """Why, as the proposer wrote it beside a paper that has no member for it."""
    found = PendingPaper.objects.filter(entry=entry, state=PendingPaper.State.WRITTEN).first()
    return found.note if found else ""


def open_papers(*kinds: str) -> QuerySet[PendingPaper]:
    """Those that wait for signatures, oldest first."""
    wanted = Q()
    for kind in kinds:
        wanted |= Q(kind=kind)
    return PendingPaper.objects.prefetch_related("signatures").filter(wanted, state=PendingPaper.State.OPEN)


def stewards_papers() -> list[PendingPaper]:
    """Open papers that the stewards' quorum signs."""
    return [one for one in open_papers() if not one.kind.startswith("request:") or one.kind == "request:suspended"]


def application_or_404(pk: int) -> Application:
    found = Application.objects.prefetch_related("officers__key", "invitations").filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


def applications() -> QuerySet[Application]:
    """Those that no paper was made of yet, or whose paper is not in the log."""
    return Application.objects.prefetch_related("officers").exclude(paper__state=PendingPaper.State.WRITTEN)


def steward_candidates(in_force: InForce) -> list[tuple[str, str, Key]]:
    """Key id, name and key of those who came by a steward's link and enrolled a key that is no steward's yet."""
    held = {term.key.id for term in in_force.state.stewards}
    came = Invitation.objects.filter(role="steward").exclude(person=None)
    names = {one.person_id: one.name for one in came}
    keys = SigningKey.objects.filter(person__in=names)
    return [(key.key_id, names[key.person_id], key.key) for key in keys if key.key_id not in held]


def officer_candidates(agency: str) -> list[Officer]:
    """Who came by a link of this agency and enrolled a key; in its paper or not."""
    came = {one.person_id: one for one in Invitation.objects.filter(agency=agency).exclude(person=None)}
    keys = SigningKey.objects.filter(person__in=came)
    return [Officer(came[key.person_id].name, came[key.person_id].role, key.key) for key in keys]


def waiting_links(**of: str) -> list[Invitation]:
    """Links that nobody has used, of a role or an agency."""
    return list(Invitation.objects.filter(spent_us=None, application=None, **of))


def invitation_of(token_sha256: str) -> Invitation | None:
    return Invitation.objects.filter(token_sha256=token_sha256).first()


def key_names(in_force: InForce) -> dict[str, str]:
    """Key id → name, of all whom the log names."""
    found = {term.key.id: f"{term.name}, steward" for term in in_force.state.stewards}
    for agency in in_force.agencies.values():
        found |= {one.key.id: f"{one.name}, {agency.paper.name}" for one in agency.paper.officers}
        found[agency.paper.signer.id] = f"{agency.paper.name}, its own tool"
    return found


def signed_by(pending: PendingPaper, in_force: InForce) -> list[tuple[str, str, str]]:
    """Role, who holds the key by the log, and the key's id, in the order of signing."""
    names = key_names(in_force)
    return [
        (one.role, names.get(one.key_id, "a key that the log does not name"), one.key_id)
        for one in pending.signatures.all()
    ]


def founding_or_404(person: Person | AnonymousUser) -> FoundingDraft:
    """For whoever came by the founder's link; a dull 404 for all others."""
    found = FoundingDraft.objects.select_related("paper", "founder").first()
    if found is None or found.founder_id != person.pk:
        raise Http404
    return found


def founding_paper_or_404(person: Person | AnonymousUser) -> tuple[FoundingDraft, PendingPaper, Founding]:
    """For the founder, and for the stewards whom the paper names."""
    found = FoundingDraft.objects.select_related("paper", "founder").first()
    pending = found.paper if found is not None else None
    if found is None or pending is None:
        raise Http404
    paper = pending.paper
    assert isinstance(paper, Founding)
    if found.founder_id != person.pk and founding_key(person, paper) is None:
        raise Http404
    return found, pending, paper


def waits_for_founding(person: Person | AnonymousUser) -> bool:
    """Whether this is a steward to be, or the founder, and no paper was made yet."""
    found = FoundingDraft.objects.first()
    if found is None or found.paper is not None or not isinstance(person, Person):
        return False
    return found.founder_id == person.pk or Invitation.objects.filter(role="steward", person=person).exists()


def founding_key(person: Person | AnonymousUser, paper: Founding) -> SigningKey | None:
    """This person's key that the founding names."""
    ids = {one.key.id for one in paper.stewards}
    return next((key for key in keys_of(person) if key.key_id in ids), None)


def founding_party() -> RelyingParty | None:
    """Where keys are enrolled before the founding, once its address is chosen."""
    draft = FoundingDraft.objects.first()
    held = draft.answers.get("address") if draft is not None else None
    return RelyingParty(rp_id(held["web"]), held["web"]) if held else None


def keys_of(person: Person | AnonymousUser) -> tuple[SigningKey, ...]:
    return tuple(SigningKey.objects.filter(person=person)) if isinstance(person, Person) else ()
