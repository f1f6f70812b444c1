"""How django-allauth behaves here: nobody signs up by themselves, nothing is mailed, no words of its own on pages."""

from __future__ import annotations

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest

from fanlight.people.models import Person


class PeopleAdapter(DefaultAccountAdapter):  # type: ignore[misc]  # allauth carries no types
    """Accounts are made by the first owner's code or by an invitation, never by a form of allauth."""

    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "username_password_mismatch": "Name and password do not fit together. Check both.",
        "too_many_login_attempts": "Too many wrong tries. Wait five minutes, then try again.",
        "incorrect_password": "The password does not fit.",
        "incorrect_code": "The code does not fit.",
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def get_reauthentication_methods(self, user: Person) -> list[dict[str, Any]]:
        """A passkey first where there is one: it is one touch, and cannot be guessed."""
        ways: list[dict[str, Any]] = super().get_reauthentication_methods(user)
        return sorted(ways, key=lambda way: "passkey" not in way["url"])

    def add_message(self, *args: Any, **kwargs: Any) -> None:
        """allauth announces each deed; our pages show it by what they are."""

    def send_mail(self, *args: Any, **kwargs: Any) -> None:
        """A home sends no mail unless told how."""
