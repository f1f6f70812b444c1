"""Lights and their rules. A light's own row says what is wanted of it, so that a restart forgets no lamp."""

from __future__ import annotations

from django.db import models

from fanlight.home.archive.models.cameras import Camera


class Light(models.Model):
    """A lamp or relay that answers to a web address. Times are microseconds UTC."""

    ON, OFF, UNKNOWN = "on", "off", ""

    name = models.CharField(max_length=60, unique=True)
    sealed = models.BinaryField(default=b"", help_text="Addresses and token (target.py), sealed with keys/light.key.")
    shown = models.CharField(max_length=120, help_text="Host; all of the address that is shown.")
    demo = models.BooleanField(default=False)

    state = models.CharField(max_length=3, default=UNKNOWN, blank=True, help_text="What it last took.")
    since_us = models.BigIntegerField(default=0)
    off_at_us = models.BigIntegerField(null=True, blank=True, help_text="When it goes off by itself; none by hand.")

    wanted = models.CharField(max_length=3, default="", blank=True, help_text="What it has yet to take.")
    wanted_us = models.BigIntegerField(default=0)
    attempts = models.PositiveSmallIntegerField(default=0)
    next_us = models.BigIntegerField(default=0)
    leased_until_us = models.BigIntegerField(default=0)
    failing_since_us = models.BigIntegerField(null=True, blank=True)
    failure = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ("id",)

    def __str__(self) -> str:
        return self.name

    @property
    def meant(self) -> str:
        """What it is, or is about to be."""
        return self.wanted or self.state


class LightRule(models.Model):
    """When such an event happens at this camera, the light goes on for a while."""

    light = models.ForeignKey(Light, on_delete=models.CASCADE, related_name="rules")
    camera = models.ForeignKey(Camera, on_delete=models.CASCADE, related_name="+")
    kinds = models.JSONField(help_text="List of event kinds.")
    only_dark = models.BooleanField(default=True, help_text="Between dusk and dawn at the home's place.")
    minutes = models.PositiveSmallIntegerField(default=5)

    class Meta:
        ordering = ("id",)
        constraints = (
            models.CheckConstraint(
                condition=models.Q(minutes__gte=1) & models.Q(minutes__lte=720), name="light_rule_minutes_1_720"
            ),
        )
