"""Who is there: the people who can sign in."""

from __future__ import annotations

from allauth.mfa.models import Authenticator
from django.contrib.auth.hashers import UNUSABLE_PASSWORD_PREFIX
from django.db.models import Exists, OuterRef, Q, QuerySet

from fanlight.people.models import Person


def people_who_can_sign_in() -> QuerySet[Person]:
    """Active, and with a password or a passkey."""
    passkeys = Authenticator.objects.filter(user=OuterRef("pk"), type=Authenticator.Type.WEBAUTHN)
    active = Person.objects.filter(is_active=True)
    usable = ~Q(password="") & ~Q(password__startswith=UNUSABLE_PASSWORD_PREFIX)
    return active.filter(usable | Q(Exists(passkeys)))


def has_owner() -> bool:
    """Whether somebody can open this home. A person who stopped half-way through making a passkey does not count."""
    return people_who_can_sign_in().exists()


def people() -> QuerySet[Person]:
    """Everybody with an account here, by name."""
    return Person.objects.filter(is_active=True).order_by("username")
