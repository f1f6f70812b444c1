"""What somebody may see of a petition: open ones are everybody's, drafts are their author's and the stewards'."""

from __future__ import annotations

import re

from django.contrib.auth.models import AnonymousUser
from django.db.models import QuerySet
from django.http import Http404

from fanlight.commons.agencies import standing
from fanlight.commons.agencies.access import hats
from fanlight.commons.log.operated import NotFounded
from fanlight.commons.petitions.models.kept_mail import KeptMail
from fanlight.commons.petitions.models.petition import Petition, PetitionQuery, Turn
from fanlight.commons.petitions.models.signature import Signature
from fanlight.commons.petitions.rules import states
from fanlight.people.models import Person

Visitor = Person | AnonymousUser

MOST_NAMES = 50
NUMBER = re.compile(r"[0-9a-f]{32}")


def is_steward(visitor: Visitor) -> bool:
    """Whether the log names a key of theirs as a steward's now."""
    if not isinstance(visitor, Person):
        return False
    try:
        return hats(visitor, standing.now()).steward is not None
    except NotFounded:
        return False


def public_petitions() -> PetitionQuery:
    """Newest first."""
    return Petition.objects.public().order_by("-changed_us")


def _numbered(untrusted_number: str) -> Petition | None:
    """Anything but a number is nobody's: a database may refuse to look for it."""
    return Petition.objects.filter(number=untrusted_number).first() if NUMBER.fullmatch(untrusted_number) else None


def checked_number(untrusted_number: str) -> str:
    """For what is looked up later, in a batch; 404 for anything that is no number."""
    if not NUMBER.fullmatch(untrusted_number):
        raise Http404
    return untrusted_number


def petition_for(visitor: Visitor, number: str) -> Petition:
    """The petition, or one dull 404 for absent and forbidden."""
    petition = _numbered(number)
    if petition is None or not (petition.state in states.PUBLIC or may_tend(visitor, petition)):
        raise Http404
    return petition


def may_tend(visitor: Visitor, petition: Petition) -> bool:
    """Its author, and the stewards."""
    return isinstance(visitor, Person) and (petition.author_id == visitor.pk or is_steward(visitor))


def told_by_steward(visitor: Visitor, number: str) -> Petition:
    """A petition whose updates this steward may write; one dull 404 for everybody else."""
    petition = _numbered(number)
    if petition is None or petition.state not in states.PUBLIC or not is_steward(visitor):
        raise Http404
    return petition


def updates_of(petition: Petition) -> QuerySet[Turn]:
    """Newest first."""
    return Turn.objects.filter(petition=petition, step="update").order_by("-pk")


def update_of(petition: Petition, number: int) -> Turn:
    update = updates_of(petition).filter(pk=number).select_related("petition").first()
    if update is None:
        raise Http404
    return update


def wanting_updates(petition: Petition) -> int:
    """How many who were counted want them."""
    return Signature.objects.filter(petition=petition, confirmed_us__isnull=False, updates__isnull=False).count()


def own_or_waiting(visitor: Person) -> list[Petition]:
    """What somebody who signed in has to do with: their own, and what waits for a steward."""
    own = list(Petition.objects.filter(author=visitor).order_by("-changed_us"))
    waiting = list(Petition.objects.waiting().exclude(author=visitor)) if is_steward(visitor) else []
    return [*waiting, *own]


def shown_names(petition: Petition, most: int = MOST_NAMES) -> list[str]:
    """Names of those who wanted theirs shown, newest first."""
    rows = Signature.objects.filter(petition=petition, place__isnull=False).exclude(name="")
    return list(rows.order_by("-place").values_list("name", flat=True)[:most])


def counted(petition: Petition, number: str) -> Signature:
    """A signature of the tree by its number, which only its signer knows; 404 otherwise."""
    if not NUMBER.fullmatch(number):
        raise Http404
    signature = Signature.objects.filter(petition=petition, number=number).first()
    if signature is None or signature.confirmed_us is None:
        raise Http404
    return signature


def kept_mails() -> list[KeptMail]:
    """Newest first; empty where mails go out."""
    return list(KeptMail.objects.all()[:50])
