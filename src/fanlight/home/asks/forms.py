"""Forms about requests: the address of a commons, which clips, which track."""

from __future__ import annotations

import json
import re
from typing import Any

from django import forms

from fanlight.home.asks.actions.lookouts import STRIPS, Outline
from fanlight.home.asks.models.asked import Ask, Fit

MOST_SPANS = 200
_PLACE = re.compile(r"(-?\d{1,2}\.\d{3,})°?[,\s]+(-?\d{1,3}\.\d{3,})°?")


class AddressForm(forms.Form):
    """Where a commons is."""

    url = forms.CharField(
        label="Address of the commons",
        max_length=280,
        help_text="As the community gives it: https://commons.example.org",
        widget=forms.TextInput(attrs={"inputmode": "url", "autocomplete": "off", "spellcheck": "false"}),
        error_messages={"required": "Paste the address of the commons."},
    )


class JoinForm(forms.Form):
    """What was shown is what is pinned."""

    url = forms.CharField(max_length=300, widget=forms.HiddenInput)
    pinned = forms.RegexField("^[0-9a-f]{64}$", widget=forms.HiddenInput)


class ChooseForm(forms.Form):
    """Some of the clips that fit."""

    fits = forms.ModelMultipleChoiceField(
        queryset=Fit.objects.none(),
        error_messages={
            "required": "Choose at least one clip, or decline.",
            "invalid_choice": "One of these clips does not fit any more. Choose again.",
            "invalid_pk_value": "One of these clips does not fit any more. Choose again.",
        },
    )

    def __init__(self, *args: Any, ask: Ask, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["fits"].queryset = ask.fits.select_related("camera")  # type: ignore[attr-defined]


class TrackForm(forms.Form):
    """Show or cover one track."""

    track = forms.IntegerField(min_value=0, max_value=1_000_000)
    shown = forms.TypedChoiceField(choices=[("1", "show"), ("0", "cover")], coerce=lambda value: value == "1")


class WatchedForm(forms.Form):
    """Spans of the film that were played, as JSON [[from, until], …] in milliseconds; of one version of the film."""

    version = forms.IntegerField(min_value=1)
    spans = forms.CharField(max_length=8000)

    def clean_spans(self) -> list[tuple[int, int]]:
        try:
            spans = json.loads(self.cleaned_data["spans"])
            return [(int(begin), int(end)) for begin, end in spans][:MOST_SPANS]
        except (ValueError, TypeError, RecursionError):
            raise forms.ValidationError("These are no spans.") from None


class DigestForm(forms.Form):
    """Whether one resident wants the day's digest."""

    digest = forms.BooleanField(label="Tell me once a day how the day was", required=False)


class PlaceForm(forms.Form):
    """Where the house stands, as maps write it: two numbers in degrees."""

    place = forms.CharField(
        label="Latitude and longitude of the house",
        max_length=60,
        help_text="In a map, press and hold on your house and copy the two numbers: 40.71284, -74.00602",
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
        error_messages={"required": "Give the two numbers."},
    )

    def clean_place(self) -> tuple[float, float]:
        """(latitude, longitude) with at least three digits behind the point: a hundred metres."""
        found = _PLACE.fullmatch(self.cleaned_data["place"].strip())
        if found is None:
            raise forms.ValidationError("Give two numbers with at least three digits behind the point.")
        latitude, longitude = float(found[1]), float(found[2])
        if abs(latitude) > 85 or abs(longitude) > 180:
            raise forms.ValidationError("Latitude lies between -85 and 85, longitude between -180 and 180.")
        return latitude, longitude


class CameraPlaceForm(PlaceForm):
    """Where one camera stands; `place` becomes None where that is the house's place."""

    where = forms.ChoiceField(
        label="Where it stands",
        choices=[("house", "Where the house stands"), ("own", "At a place of its own")],
        widget=forms.RadioSelect,
    )
    field_order = ("where", "place")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["place"].required = False
        self.fields["place"].always_asked = True  # type: ignore[attr-defined]  # its hint says when
        self.fields["place"].label = "Latitude and longitude of the camera"
        self.fields["place"].help_text = "Only for a place of its own, as maps write it: 40.71284, -74.00602"

    def clean_place(self) -> tuple[float, float] | None:  # type: ignore[override]
        if self.cleaned_data.get("where") != "own":
            return None
        return super().clean_place()


class PrintedForm(forms.Form):
    """Strips that are accepted by name, or outlines as drawn: JSON [[[x, y], …], …] in 1/10000."""

    strips = forms.ChoiceField(choices=[("top", ""), ("bottom", ""), ("both", ""), ("none", "")], required=False)
    outlines = forms.CharField(max_length=8000, required=False)

    def clean_outlines(self) -> list[Outline] | None:
        text = self.cleaned_data["outlines"]
        if not text:
            return None
        try:
            return [[[_whole(x), _whole(y)] for x, y in outline] for outline in json.loads(text)]
        except (ValueError, TypeError, RecursionError):
            raise forms.ValidationError("These are no outlines.") from None

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("outlines") is None and not cleaned.get("strips"):
            raise forms.ValidationError("Nothing was chosen.")
        return cleaned

    def chosen(self) -> list[Outline]:
        """What is to be filled from now on."""
        drawn: list[Outline] | None = self.cleaned_data["outlines"]
        if drawn is not None:
            return drawn
        wanted = self.cleaned_data["strips"]
        return [outline for name, outline in STRIPS.items() if wanted in (name, "both")]


def _whole(value: Any) -> int:
    if isinstance(value, bool) or not isinstance(value, int | float) or abs(value) > 1e6:
        raise ValueError("a corner is two numbers")
    return round(value)
