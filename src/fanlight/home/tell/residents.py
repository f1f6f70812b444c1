"""Who lives here and is told: adults and owners, not guests."""

from __future__ import annotations

from fanlight.people.models import Person


def residents() -> list[Person]:
    """Everybody who may decide in this house."""
    return list(Person.objects.filter(is_active=True).order_by("pk"))
