"""The made-up community's petition: written by its neighbour, opened by a steward, to be signed by whoever tries it."""

from __future__ import annotations

from fanlight.commons.agencies import standing
from fanlight.commons.petitions.actions import writing
from fanlight.commons.petitions.models.petition import Petition
from fanlight.demo.community.founding import STEWARDS
from fanlight.people.models import Person
from fanlight.project.cast.persons import NEIGHBOUR, username

DEMAND = "Let the stewards hear neighbours before they admit another agency"
WHY = (
    "Two agencies have asked to be admitted since the spring, and both times the notice hung in the log and nowhere "
    "else. Fourteen days are long enough for one evening in the library at which anybody can ask the agency what it "
    "wants to know and what it does with it.\n\nWe ask that such an evening is held within those fourteen days, and "
    "that its minutes stand beside the stewards’ signatures."
)


def prepare_petition() -> None:
    """Once; a petition that somebody wrote meanwhile is left alone."""
    if Petition.objects.exists():
        return
    now = standing.now()
    author = Person.objects.get(username=NEIGHBOUR.username)
    steward = Person.objects.get(username=username(next(iter(STEWARDS))))
    made = writing.write(
        author=author, demand=DEMAND, addressee="The stewards of Maple Hollow", why=WHY, goal=50, agency="", now=now
    )
    writing.take(petition=made, step="submit", person=author, is_steward=False, now=now)
    writing.take(petition=made, step="open", person=steward, is_steward=True, now=now)
