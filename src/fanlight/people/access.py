"""Who is there: the people who can sign in."""

from __future__ import annotations

from allauth.mfa.models import Authenticator
from django.db.models import Exists, OuterRef, QuerySet

from fanlight.people.models import Person


def people_who_can_sign_in() -> QuerySet[Person]:
    """Active, and with a password or a passkey."""
    passkeys = Authenticator.objects.filter(user=OuterRef("pk"), type=Authenticator.Type.WEBAUTHN)
    with_password = Person.objects.filter(is_active=True).exclude(password="").exclude(password__startswith="!")
    return with_password | Person.objects.filter(is_active=True).filter(Exists(passkeys))


def has_owner() -> bool:
    """Whether somebody can open this home. A person who stopped half-way through making a passkey does not count."""
    return people_who_can_sign_in().exists()


def people() -> QuerySet[Person]:
    """Everybody with an account here, by name."""
    return Person.objects.filter(is_active=True).order_by("username")
