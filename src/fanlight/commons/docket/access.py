"""What the pages about requests may show, and of whose drafts."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import Http404

from fanlight.commons.agencies.access import Hats
from fanlight.commons.agencies.models.papers import PendingPaper
from fanlight.commons.agencies.standing import index_of, standing
from fanlight.commons.docket.models.drafts import Draft
from fanlight.commons.docket.models.reviews import Review
from fanlight.commons.docket.rules.checking import GROUNDS
from fanlight.trust.policy.in_force.views import AgencyView, InForce, RequestView

UNSIGNED = (Draft.State.DRAFT, Draft.State.RETURNED)


def request_or_404(id: str, now: InForce) -> RequestView:
    view = now.requests.get(id)
    if view is None:
        raise Http404
    return view


@dataclass(frozen=True)
class Removed:
    """What is left of a request whose words the stewards erased: its entry's header, hash and their reason."""

    index: int
    agency: str
    body: str
    reason: str


def removed_request(id: str) -> Removed | None:
    copy = standing().copy
    index = index_of("request:noticed", id)
    entry = copy.parsed[index] if index is not None else None
    if index is None or entry is None or entry.body not in copy.state.erased:
        return None
    return Removed(index, str(entry.pub.get("agency", "")), str(entry.body), copy.state.erased[str(entry.body)])


def agency_or_404(id: str, now: InForce) -> AgencyView:
    view = now.agencies.get(id)
    if view is None:
        raise Http404
    return view


def reviews_of(paper_id: str) -> list[Review]:
    """Published reasons of a request that stands."""
    return list(Review.objects.filter(paper__paper_id=paper_id))


@dataclass(frozen=True)
class Reason:
    """One steward's decision as the officer reads it, with the grounds in words."""

    review: Review
    grounds: tuple[str, ...]

    @property
    def name(self) -> str:
        return self.review.name

    @property
    def words(self) -> str:
        return self.review.words

    def get_verdict_display(self) -> str:
        return {"accept": "accepted it", "return": "returned it", "refuse": "refused it"}[self.review.verdict]


def reasons_of(draft: Draft) -> list[Reason]:
    """What stewards wrote about the last paper of a draft."""
    if draft.paper is None:
        return []
    return [
        Reason(one, tuple(GROUNDS.get(code, code) for code in one.codes)) for one in reviews_of(draft.paper.paper_id)
    ]


def drafts_of(hats: Hats) -> list[Draft]:
    """Those of an officer's agency that are not in public."""
    held = Draft.objects.select_related("paper").filter(agency=hats.agency).exclude(state=Draft.State.NOTICED)
    return list(held) if hats.officer else []


def draft_or_404(pk: int, hats: Hats) -> Draft:
    """Of the officer's own agency."""
    found = Draft.objects.select_related("paper").filter(pk=pk, agency=hats.agency).first() if hats.officer else None
    if found is None:
        raise Http404
    return found


def own_draft(pk: int, hats: Hats) -> Draft | None:
    """Hers, signed or not; None where it was given up, is older than 30 days, or is somebody else's."""
    return Draft.objects.select_related("paper").filter(pk=pk, agency=hats.agency, officer=hats.person).first()


def own_draft_or_404(pk: int, hats: Hats) -> Draft:
    """Hers, and not signed yet."""
    found = own_draft(pk, hats)
    if found is None or found.state not in UNSIGNED:
        raise Http404
    return found


def in_review() -> list[Draft]:
    """Oldest first."""
    return list(Draft.objects.select_related("paper").filter(state=Draft.State.REVIEW).order_by("changed_us"))


def review_or_404(paper_id: str) -> tuple[Draft, PendingPaper]:
    """A request that waits for stewards."""
    draft = Draft.objects.select_related("paper").filter(paper__paper_id=paper_id).first()
    if draft is None or draft.paper is None or draft.state != Draft.State.REVIEW:
        raise Http404
    return draft, draft.paper


def has_reviewed(paper: int | None, hats: Hats) -> bool:
    """Whether this steward has decided about it."""
    return Review.objects.filter(paper_id=paper, steward=hats.person).exists()
