"""The one row that says what this home is called and where it stands."""

from __future__ import annotations

from django.db import models


class House(models.Model):
    """Name, time zone and place; latitude and longitude only if a resident gave them (for dusk and dawn)."""

    name = models.CharField(max_length=60, default="Home")
    time_zone = models.CharField(max_length=60, default="UTC", help_text="IANA name.")
    latitude = models.FloatField(null=True, blank=True)
    longitude = models.FloatField(null=True, blank=True)

    def __str__(self) -> str:
        return self.name
