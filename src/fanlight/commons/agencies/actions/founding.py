"""A community's beginning: questions answered, stewards come by links, three sign, the log begins."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
    load_pem_private_key,
)
from django.conf import settings
from django.db import transaction

from fanlight.commons.agencies.actions.papers import PaperGone, SignatureRefused
from fanlight.commons.agencies.actions.people import invite
from fanlight.commons.agencies.models.founding import FoundingDraft
from fanlight.commons.agencies.models.papers import PaperSignature, PendingPaper
from fanlight.commons.agencies.models.people import Invitation, SigningKey
from fanlight.commons.agencies.rules import founding as rules
from fanlight.commons.agencies.standing import is_founded, log_folder
from fanlight.commons.log.actions import Written, found
from fanlight.commons.log.operated import log_key
from fanlight.ground.canonical import dumps
from fanlight.ground.clock import micros
from fanlight.ground.errors import FanlightError
from fanlight.ground.keys import kept_secret
from fanlight.ground.wake import wake_tend
from fanlight.people.models import Person
from fanlight.trust.papers.founding import Founding
from fanlight.trust.papers.keys import ED25519, Key
from fanlight.trust.papers.members import NamedKey
from fanlight.trust.papers.signatures import Signature, SignatureError, verify
from fanlight.trust.papers.signing import sealed, to_sign
from fanlight.trust.policy.in_force.fold import fold
from fanlight.trust.policy.in_force.records import Seen


class NotReady(FanlightError):
    """The founding paper cannot be made yet."""


class SignedAlready(FanlightError):
    """Somebody has signed the founding paper, so its answers stand."""

    remedy = "Take the paper back first; whoever signed signs the new one."


class KeysMade(FanlightError):
    """Stewards have made keys, and a key works at the address alone for which it was made."""

    remedy = "Keep the address; or begin in an empty folder."


class DoesNotHold(FanlightError):
    """The founding would not hold."""


@transaction.atomic
def begin(*, founder: Person, now: datetime) -> FoundingDraft:
    """The draft of this machine, which whoever came by the founder's link answers."""
    if is_founded():
        raise NotReady("A community is founded here already.")
    held = FoundingDraft.objects.first()
    if held is None:
        return FoundingDraft.objects.create(founder=founder, made_us=micros(now))
    held.founder = founder
    held.save(update_fields=["founder"])
    return held


@transaction.atomic
def answer(*, draft: FoundingDraft, slug: str, value: Any) -> None:
    """A paper that nobody has signed goes with the answer that it was made of."""
    if draft.paper is not None:
        if draft.paper.signatures.exists():
            raise SignedAlready
        draft.paper.delete()
        draft.paper = None
    moved = slug == "address" and value["web"] != draft.answers.get("address", value)["web"]
    if moved and any(key is not None and key.credential for key in keys(draft).values()):
        raise KeysMade
    draft.answers = {**draft.answers, slug: value}
    draft.save()


@transaction.atomic
def take_back(*, draft: FoundingDraft) -> None:
    """The paper and what was signed under it."""
    if draft.paper is not None and not is_founded():
        draft.paper.delete()


def link(*, draft: FoundingDraft, name: str, now: datetime) -> str:
    """A steward's one-time token, by the name that the draft has."""
    if name not in {one["name"] for one in draft.answers.get("stewards", {}).get("people", ())}:
        raise NotReady("That is none of the names.")
    Invitation.objects.filter(role="steward", name=name, spent_us=None).delete()
    return invite(name=name, role="steward", by=draft.founder, now=now)


def keys(draft: FoundingDraft) -> dict[str, Key | None]:
    """Name → the steward's key, once there is one."""
    people = draft.answers.get("stewards", {}).get("people", ())
    came = Invitation.objects.filter(role="steward").exclude(person=None)
    persons = {one.name: one.person for one in came}
    enrolled = {row.person: row.key for row in SigningKey.objects.filter(person__in=persons.values())}
    found: dict[str, Key | None] = {}
    for one in people:
        person = persons.get(one["name"])
        has = enrolled.get(person) if person is not None else None
        found[one["name"]] = Key(ED25519, one["public"]) if one["public"] else has
    return found


def missing(draft: FoundingDraft) -> list[str]:
    """What the paper still lacks, in words."""
    found = [f"{one.label}: not answered yet." for one in rules.QUESTIONS if one.slug not in draft.answers]
    found += [f"{name} has no key yet." for name, key in keys(draft).items() if key is None]
    return found


@transaction.atomic
def make_paper(*, draft: FoundingDraft, now: datetime) -> PendingPaper:
    """The founding paper, waiting for its quorum; raises NotReady, PaperError."""
    if draft.paper is not None:
        return draft.paper
    if lacking := missing(draft):
        raise NotReady(" ".join(lacking))
    stewards = [NamedKey(name, key) for name, key in keys(draft).items() if key is not None]
    log = log_key(Path(settings.DATA), draft.answers["address"]["origin"]).verifier.vkey
    paper = rules.composed(draft.answers, log=log, stewards=stewards, record=_record_key(draft))
    draft.paper = PendingPaper.objects.create(
        paper_id=paper.id,
        kind=paper.kind,
        content=paper.to_bytes().decode(),
        made_us=micros(now),
        made_by=draft.founder,
    )
    draft.save(update_fields=["paper"])
    return draft.paper


@transaction.atomic
def sign_founding(*, draft: FoundingDraft, signature: Signature, person: Person | None, now: datetime) -> bool:
    """One steward's signature, verified; True where it was the last that is needed, and the log has begun."""
    pending = PendingPaper.objects.select_for_update().filter(pk=draft.paper.pk).first() if draft.paper else None
    if pending is None or pending.state != PendingPaper.State.OPEN or is_founded():
        raise PaperGone
    paper = pending.paper
    assert isinstance(paper, Founding)
    key = next((one.key for one in paper.stewards if one.key.id == signature.key), None)
    held = pending.signed()
    if key is None or signature.role != "steward" or any(one.key == signature.key for one in held):
        raise SignatureRefused
    try:
        verify(signature, key, to_sign(paper, paper.origin, "steward"), paper.rp)
    except SignatureError:
        raise SignatureRefused from None
    PaperSignature.objects.create(
        paper=pending,
        person=person,
        key_id=key.id,
        role="steward",
        content=dumps(signature.value()).decode(),
        made_us=micros(now),
    )
    if len(held) + 1 < paper.quorum:
        return False
    _begin_log(paper, [*held, signature], now)
    pending.state, pending.entry = PendingPaper.State.WRITTEN, 0
    pending.save(update_fields=["state", "entry"])
    return True


def _begin_log(paper: Founding, signed: list[Signature], now: datetime) -> None:
    """Entry 0, folded before it is written: a founding that no home would take must not begin a log."""
    made = sealed(paper, signed, origin=paper.origin, policy=paper.policy_hash, at=int(now.timestamp()))
    state = fold([Seen(0, made.entry, None, made.body)])
    if state.founded is None:
        raise DoesNotHold(state.voids[0].words)
    key = log_key(Path(settings.DATA), paper.origin)
    found(folder=log_folder(), key=key, founding=Written(made.entry, made.body), now=now)
    wake_tend(Path(settings.DATA))


def _record_key(draft: FoundingDraft) -> Key:
    public = draft.answers["record"]["public"]
    if public:
        return Key(ED25519, public)
    file = Path(settings.DATA) / "keys" / "record.pem"
    pem = kept_secret(file, _new_pem)
    private = load_pem_private_key(pem, None)
    return Key(ED25519, private.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw).hex())


def _new_pem() -> bytes:
    return Ed25519PrivateKey.generate().private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
