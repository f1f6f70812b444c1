"""Forms about the home itself and about this device."""

from __future__ import annotations

from zoneinfo import available_timezones

from django import forms

from fanlight.home.household.device import THEMES


def zone_choices() -> list[tuple[str, str]]:
    """Places first; the abbreviations of the database (EST5EDT and such) are left out."""
    zones = sorted(zone for zone in available_timezones() if "/" in zone and not zone.startswith(("Etc/", "SystemV/")))
    return [("UTC", "UTC"), *((zone, zone.replace("_", " ")) for zone in zones)]


class HouseForm(forms.Form):
    """What the home is called and whose clock it follows."""

    name = forms.CharField(
        label="Name of the home",
        max_length=60,
        help_text="As on the letter box: 14 Larch Street.",
        error_messages={"required": "Give the home a name."},
    )
    time_zone = forms.ChoiceField(label="Time zone", choices=zone_choices)


class ThemeForm(forms.Form):
    """How pages look on this device."""

    theme = forms.ChoiceField(
        label="How pages look on this device",
        choices=list(zip(THEMES, ("As the device", "Light", "Dark"), strict=True)),
        widget=forms.RadioSelect,
    )
