"""What somebody may see of a petition: open ones are everybody's, drafts are their author's and the stewards'."""

from __future__ import annotations

from django.contrib.auth.models import AnonymousUser
from django.http import Http404

from fanlight.commons.agencies import standing
from fanlight.commons.agencies.access import hats
from fanlight.commons.log.operated import NotFounded
from fanlight.commons.petitions.models.kept_mail import KeptMail
from fanlight.commons.petitions.models.petition import Petition, PetitionQuery
from fanlight.commons.petitions.models.signature import Signature
from fanlight.commons.petitions.rules import states
from fanlight.people.models import Person

Visitor = Person | AnonymousUser

MOST_NAMES = 50


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


def petition_for(visitor: Visitor, number: str) -> Petition:
    """The petition, or one dull 404 for absent and forbidden."""
    petition = Petition.objects.filter(number=number).first()
    if petition is None or not (petition.state in states.PUBLIC or may_tend(visitor, petition)):
        raise Http404
    return petition


def may_tend(visitor: Visitor, petition: Petition) -> bool:
    """Its author, and the stewards."""
    return isinstance(visitor, Person) and (petition.author_id == visitor.pk or is_steward(visitor))


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
    signature = Signature.objects.filter(petition=petition, number=number).first()
    if signature is None or signature.confirmed_us is None:
        raise Http404
    return signature


def kept_mails() -> list[KeptMail]:
    """Newest first; empty where mails go out."""
    return list(KeptMail.objects.all()[:50])
