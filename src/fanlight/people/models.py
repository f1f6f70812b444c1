"""A person who signs in: a name, and an e-mail address only if they like."""

from __future__ import annotations

from django.contrib.auth.models import AbstractUser


class Person(AbstractUser):
    """One account; `username` is the name that the house calls them by."""
