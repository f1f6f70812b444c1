"""A paper from its first words to the log: proposed, signed one by one, written when enough have signed."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from django.db import transaction

from fanlight.commons.agencies.models.papers import PaperSignature, PendingPaper
from fanlight.commons.agencies.models.people import SigningKey
from fanlight.commons.agencies.rules import trial
from fanlight.commons.agencies.rules.roles import complete, role_of
from fanlight.commons.agencies.signals import paper_signed, paper_written
from fanlight.commons.agencies.software import software_signer
from fanlight.commons.agencies.standing import index_of, standing
from fanlight.commons.agencies.writing import erase_body, write
from fanlight.ground.canonical import dumps
from fanlight.ground.clock import micros
from fanlight.ground.errors import FanlightError
from fanlight.people.models import Person
from fanlight.trust.papers.acts import Erasure
from fanlight.trust.papers.members import Paper
from fanlight.trust.papers.request import Request
from fanlight.trust.papers.signatures import Signature, SignatureError, verify
from fanlight.trust.papers.signing import sealed, to_sign


class NotYours(FanlightError):
    """This paper does not wait for your signature."""


class SignatureRefused(FanlightError):
    """The signature does not fit this paper and your key."""

    remedy = "Sign again on this page, with the key that you enrolled here."


class PaperGone(FanlightError):
    """This paper waits for nobody any more."""


class WouldBeVoid(FanlightError):
    """Homes would not act on this paper."""

    remedy = "Change what it says; nothing was proposed."


@transaction.atomic
def propose(*, paper: Paper, by: Person | None, now: datetime, note: str = "") -> PendingPaper:
    """Let a paper wait for its signatures; sent twice by one person, the same words are one paper.

    Raises PaperError where it is not in its form, WouldBeVoid where a home's rules would not take it. `note` is the
    reason of a kind whose paper has no member for one.
    """
    type(paper).parse(paper.to_bytes())
    if (same := _same(paper, by)) is not None:
        return same
    if words := _refused(paper, now):
        raise WouldBeVoid(words)
    return PendingPaper.objects.create(
        paper_id=paper.id,
        kind=paper.kind,
        content=paper.to_bytes().decode(),
        made_us=micros(now),
        made_by=by,
        note=note,
    )


def _same(paper: Paper, by: Person | None) -> PendingPaper | None:
    waiting = PendingPaper.objects.filter(kind=paper.kind, state=PendingPaper.State.OPEN, made_by=by)
    return next((one for one in waiting if by is not None and replace(one.paper, id=paper.id) == paper), None)


def _refused(paper: Paper, now: datetime) -> str:
    here = standing()
    return trial.refused(paper, here.copy.state, int(now.timestamp()), here.copy.parsed)


@transaction.atomic
def sign(*, pending: PendingPaper, key: SigningKey, signature: Signature, now: datetime) -> str:
    """Verified offline before it is kept; returns the role. The last one that is needed writes the paper."""
    pending = PendingPaper.objects.select_for_update().get(pk=pending.pk)
    if pending.state != PendingPaper.State.OPEN:
        raise PaperGone
    paper, signed = pending.paper, pending.signed()
    here = standing()
    role = role_of(paper, signed, key.key_id, here.at(now))
    if role is None:
        raise NotYours
    challenge = to_sign(paper, here.founding.origin, role)
    try:
        if signature.role != role:
            raise SignatureRefused
        verify(signature, key.key, challenge, here.founding.rp)
    except SignatureError:
        raise SignatureRefused from None
    PaperSignature.objects.create(
        paper=pending,
        person=key.person,
        key_id=key.key_id,
        role=role,
        content=dumps(signature.value()).decode(),
        made_us=micros(now),
    )
    paper_signed.send(sender=PendingPaper, pending=pending, role=role, now=now)
    if not isinstance(paper, Request) and complete(paper, pending.signed(), here.at(now)):
        write_paper(pending=pending, now=now)
    return role


def sign_by_software(*, pending: PendingPaper, key: SigningKey, now: datetime) -> str:
    """The demo's cast: the key lies with the commons, and its entry in the log says so."""
    signer = software_signer(key.key_id)
    here = standing()
    role = role_of(pending.paper, pending.signed(), key.key_id, here.at(now))
    if signer is None or role is None:
        raise NotYours
    signature = signer.sign(to_sign(pending.paper, here.founding.origin, role), role)
    return sign(pending=pending, key=key, signature=signature, now=now)


@transaction.atomic
def write_paper(*, pending: PendingPaper, now: datetime) -> int | None:
    """Into the log, with all its signatures; the row says where it stands. What would be void by now is dropped."""
    paper = pending.paper
    here = standing()
    policy = paper.policy if isinstance(paper, Request) else here.at(now).policy_hash
    entry = index_of(paper.kind, paper.id)  # there already, if the machine stopped before the row was changed
    if entry is None:
        at = int(now.timestamp())
        if words := _refused(paper, now) or trial.unsigned_now(paper, pending.signed(), here.copy.state, at):
            drop(pending=pending, words=f"It would be void by now. {words}")
            return None
        entry = write(sealed(paper, pending.signed(), origin=here.founding.origin, policy=policy, at=at), now=now)
    if isinstance(paper, Erasure):
        erase_body(paper.body)
    pending.state, pending.entry = PendingPaper.State.WRITTEN, entry
    pending.save(update_fields=["state", "entry"])
    paper_written.send(sender=PendingPaper, pending=pending, paper=paper, now=now)
    return entry


@transaction.atomic
def drop(*, pending: PendingPaper, words: str) -> None:
    """It waits for nobody any more, and this is why."""
    pending.state, pending.dropped_words = PendingPaper.State.DROPPED, words[:400]
    pending.save(update_fields=["state", "dropped_words"])
