"""Papers about forwarding and partnerships: proposed here, signed on the page of papers; one ending is one act."""

from __future__ import annotations

from datetime import datetime

from fanlight.commons.agencies.access import Hats
from fanlight.commons.agencies.actions.papers import propose, sign_by_software
from fanlight.commons.agencies.models.papers import PendingPaper
from fanlight.commons.agencies.models.people import SigningKey
from fanlight.commons.agencies.software import software_signer
from fanlight.trust.papers.members import Paper
from fanlight.trust.papers.neighbourhood import ForwardEnded, ForwardOpened, Partnership, PartnershipEnded
from fanlight.trust.papers.signing import new_id


def open_forwarding(*, agency: str, until: int, reason: str, hats: Hats, now: datetime) -> PendingPaper:
    """Waits for the stewards' quorum."""
    return propose(paper=ForwardOpened("forward:opened", new_id(), agency, until, reason), by=hats.person, now=now)


def end_forwarding(*, agency: str, reason: str, hats: Hats, now: datetime) -> PendingPaper:
    """With the demo's software key signed and done; else one signature is left, on the paper's page."""
    return _at_once(ForwardEnded("forward:ended", new_id(), agency, reason), hats, hats.steward, now)


def propose_partnership(
    *,
    agency: str,
    terms: str,
    since: int,
    until: int,
    data: tuple[str, ...],
    contact: str,
    hats: Hats,
    now: datetime,
) -> PendingPaper:
    """Waits for two officers, then for the stewards' quorum."""
    paper = Partnership("partnership:signed", new_id(), agency, terms, since, until, data, contact)
    return propose(paper=paper, by=hats.person, now=now)


def end_partnership(*, partnership: str, reason: str, hats: Hats, now: datetime) -> PendingPaper:
    paper = PartnershipEnded("partnership:ended", new_id(), partnership, reason)
    return _at_once(paper, hats, hats.steward or hats.officer_key, now)


def _at_once(paper: Paper, hats: Hats, key: SigningKey | None, now: datetime) -> PendingPaper:
    pending = propose(paper=paper, by=hats.person, now=now)
    if key is not None and key.software and software_signer(key.key_id) is not None:
        sign_by_software(pending=pending, key=key, now=now)
        pending.refresh_from_db()
    return pending
