"""Forms of lights, rules, and the home's place."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms

from fanlight.ground.errors import FanlightError
from fanlight.home.archive.models.cameras import Camera
from fanlight.home.lights.actions.lights import RuleWish
from fanlight.home.lights.page import KIND_WORDS
from fanlight.home.lights.rules import KINDS, USUAL_KINDS
from fanlight.home.lights.target import LONGEST_BODY, METHODS, Target, call

_PLAIN = {"autocomplete": "off", "autocapitalize": "off", "spellcheck": "false"}


class LightForm(forms.Form):
    """A light and its two addresses. Addresses and token are not shown again: they are the key to the lamp."""

    name = forms.CharField(label="Name", max_length=60, help_text="As it follows “Switch on”: porch light.")
    method = forms.ChoiceField(label="How it is asked", choices=[(one, one) for one in METHODS], initial="POST")
    on_url = forms.CharField(
        label="Address that switches it on",
        max_length=2000,
        help_text="http:// inside the house, https:// outside: http://192.168.1.60/relay/0?turn=on",
        widget=forms.TextInput(attrs=_PLAIN),
    )
    on_body = forms.CharField(
        label="What is sent along", required=False, max_length=LONGEST_BODY, widget=forms.TextInput(attrs=_PLAIN)
    )
    off_url = forms.CharField(
        label="Address that switches it off", max_length=2000, widget=forms.TextInput(attrs=_PLAIN)
    )
    off_body = forms.CharField(
        label="What is sent along then", required=False, max_length=LONGEST_BODY, widget=forms.TextInput(attrs=_PLAIN)
    )
    token = forms.CharField(
        label="Token",
        required=False,
        max_length=500,
        help_text="Sent as “Authorization: Bearer”. Kept encrypted, never shown again.",
        widget=forms.PasswordInput(attrs={"autocomplete": "off"}),
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        self.target: Target | None = None
        calls = {}
        for position in ("on", "off"):
            url = cleaned.get(f"{position}_url")
            if not url:
                continue
            try:
                calls[position] = call(cleaned.get("method", ""), url, cleaned.get(f"{position}_body", ""))
            except FanlightError as error:
                self.add_error(f"{position}_url", error.words())
        if len(calls) == 2:
            self.target = Target(calls["on"], calls["off"], cleaned.get("token", ""))
        return cleaned


class RenameForm(LightForm):
    """The same, but empty addresses leave what was saved."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for position in ("on", "off"):
            self.fields[f"{position}_url"].required = False
        self.fields["on_url"].help_text = "Stays as it is while both addresses are empty."
        # kept for a new address it would go to whoever answers there
        self.fields["token"].help_text = "With new addresses it is entered again; else none is sent there."

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if bool(cleaned.get("on_url")) != bool(cleaned.get("off_url")) and not self.errors:
            self.add_error("off_url", "Give both addresses, or neither.")
        return cleaned


class RuleForm(forms.Form):
    """When a light goes on, and for how long."""

    camera = forms.ChoiceField(label="At this camera")
    kinds = forms.MultipleChoiceField(
        label="When there is",
        choices=[(kind, KIND_WORDS[kind]) for kind in KINDS],
        initial=list(USUAL_KINDS),
        widget=forms.CheckboxSelectMultiple,
    )
    minutes = forms.IntegerField(label="For how many minutes", min_value=1, max_value=720, initial=5)
    only_dark = forms.BooleanField(label="Only between dusk and dawn", required=False, initial=True)

    def __init__(self, cameras: Sequence[Camera], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._cameras = {str(row.pk): row for row in cameras}
        field = self.fields["camera"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [(number, row.name) for number, row in self._cameras.items()]

    def wish(self) -> RuleWish:
        """What was chosen."""
        given = self.cleaned_data
        return RuleWish(self._cameras[given["camera"]], given["kinds"], given["only_dark"], given["minutes"])


class PlaceForm(forms.Form):
    """Degrees; one decimal is enough for dusk."""

    latitude = forms.FloatField(
        label="Latitude", min_value=-90, max_value=90, help_text="North is positive: 51.5", widget=forms.TextInput
    )
    longitude = forms.FloatField(
        label="Longitude", min_value=-180, max_value=180, help_text="East is positive: -0.1", widget=forms.TextInput
    )
