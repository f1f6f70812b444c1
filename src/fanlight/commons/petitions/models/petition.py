"""A petition and the steps that it took."""

from __future__ import annotations

from django.db import models

from fanlight.commons.petitions.rules import states


class PetitionQuery(models.QuerySet["Petition"]):
    def public(self) -> PetitionQuery:
        return self.filter(state__in=states.PUBLIC)

    def waiting(self) -> PetitionQuery:
        """For a steward, those that wait longest first."""
        return self.filter(state=states.REVIEW).order_by("changed_us")


class Petition(models.Model):
    """One demand to one addressee. `number` (hex16) is its address and the name of its tree of signatures."""

    number = models.CharField(max_length=32, unique=True)
    demand = models.CharField(max_length=140)
    addressee = models.CharField(max_length=120)
    agency = models.CharField(max_length=40, blank=True)  # id in the record, where it is about one
    why = models.TextField(max_length=4000)
    goal = models.PositiveIntegerField(default=100)
    state = models.CharField(max_length=10, default=states.DRAFT, choices=[(s, s) for s in states.STATES])
    author = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    written_us = models.BigIntegerField()
    changed_us = models.BigIntegerField()
    signed = models.PositiveIntegerField(default=0)  # confirmed and in the tree

    objects = PetitionQuery.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=models.Q(state__in=states.STATES), name="petition_state_known"),
            models.CheckConstraint(condition=models.Q(goal__gte=1), name="petition_goal_positive"),
        ]

    def __str__(self) -> str:
        return self.demand


SAID = {
    "submit": "Handed in for review",
    "return": "Returned by a steward",
    "refuse": "Refused by a steward",
    "appeal": "Appealed by its author",
    "open": "Opened for signatures",
    "deliver": "Delivered",
    "answer": "Answered",
    "update": "The stewards wrote to those who wanted news",
    "close": "Closed",
}


class Turn(models.Model):
    """A step that was taken, with its public reason."""

    petition = models.ForeignKey(Petition, on_delete=models.CASCADE, related_name="turns")
    step = models.CharField(max_length=10)
    rule = models.CharField(max_length=10, blank=True)
    words = models.TextField(max_length=2000, blank=True)
    at_us = models.BigIntegerField()

    class Meta:
        ordering = ["pk"]

    @property
    def said(self) -> str:
        return SAID[self.step]
