"""Forms about cameras: where one is, what it is called, how it is recorded."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import QueryDict

from fanlight.ground.errors import FanlightError
from fanlight.home.archive.actions.cameras import LONGEST_NAME
from fanlight.home.archive.rules.addresses import LONGEST, Address, address

NAMES = ("Front door", "Drive", "Garden", "Side gate", "Back door", "Garage", "Hall", "Street")
PLACES = ("at the front door", "on the drive", "in the garden", "at the side gate", "at the back door", "in the garage")
RECORDING = [("events", "On movement"), ("always", "Always"), ("never", "Never")]
_PLAIN = {"autocomplete": "off", "autocapitalize": "off", "spellcheck": "false"}


class AddressForm(forms.Form):
    """Where the camera is and how it lets us in. The password never comes back to the page."""

    url = forms.CharField(
        label="Address",
        max_length=LONGEST,
        help_text="The camera's number in your network (192.168.1.40), or its RTSP address (rtsp://…).",
        widget=forms.TextInput(attrs={**_PLAIN, "inputmode": "url"}),
        error_messages={"required": "Enter the camera's address."},
    )
    username = forms.CharField(
        label="Name that the camera asks for", max_length=200, required=False, widget=forms.TextInput(attrs=_PLAIN)
    )
    password = forms.CharField(
        label="Password of the camera",
        max_length=200,
        required=False,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "off"}),
    )
    sub_url = forms.CharField(
        label="Address of its small stream",
        max_length=LONGEST,
        required=False,
        help_text="If it has one: watching then costs less, and tiles move.",
        widget=forms.TextInput(attrs={**_PLAIN, "inputmode": "url"}),
    )

    def clean_url(self) -> str:
        return self._address(self.cleaned_data["url"]).url

    def clean_sub_url(self) -> str:
        typed: str = self.cleaned_data["sub_url"].strip()
        return self._address(typed).url if typed else ""

    def _address(self, typed: str) -> Address:
        """Also takes a bare number or name; credentials inside an address are taken out of it."""
        text = typed.strip()
        if text and "://" not in text and " " not in text:
            text = f"rtsp://{text}" if "/" in text or ":" in text else f"rtsp://{text}:554/"
        try:
            found = address(text)
        except FanlightError as error:
            raise forms.ValidationError(error.words()) from None
        if found.username or found.password:
            self.pasted = found
        return found

    pasted: Address | None = None

    def clean(self) -> dict[str, Any]:
        values = super().clean() or self.cleaned_data
        if self.pasted is not None:
            values["username"], values["password"] = self.pasted.username, self.pasted.password
            # what stays on the page after a failed look must not hold the password that was pasted with the address
            shown: dict[str, Any] = {one: values[one] for one in ("url", "sub_url", "username") if one in values}
            self.data = {**self.data.dict(), **shown} if isinstance(self.data, QueryDict) else {**self.data, **shown}
        return values


def _with_list(identifier: str) -> dict[str, str]:
    return {"list": identifier, "autocomplete": "off"}


class CameraForm(forms.Form):
    """What it is called and what it does."""

    name = forms.CharField(
        label="Name",
        max_length=LONGEST_NAME,
        widget=forms.TextInput(attrs=_with_list("camera-names")),
        error_messages={"required": "Give the camera a name, as “Front door”."},
    )
    place = forms.CharField(
        label="Where, as you would say it",
        max_length=LONGEST_NAME,
        required=False,
        help_text="“Movement on the path”: then this is “on the path”.",
        widget=forms.TextInput(attrs=_with_list("camera-places")),
    )
    recording = forms.ChoiceField(label="Record", choices=RECORDING, initial="events", widget=forms.RadioSelect)
    sound = forms.BooleanField(
        label="Record sound too",
        required=False,
        help_text="In many places people must be told that they are recorded with sound.",
    )
    doorbell = forms.BooleanField(
        label="It is a doorbell", required=False, help_text="It stands first, and a press rings your phones."
    )


class SettingsForm(CameraForm):
    """The same, and how it watches."""

    prompt = forms.ChoiceField(
        label="Watch",
        choices=[("", "Thrifty"), ("1", "Prompt")],
        required=False,
        widget=forms.RadioSelect,
        help_text="Prompt tells half a second after something moves, thrifty after about one, for less work.",
    )

    def clean_prompt(self) -> bool:
        return bool(self.cleaned_data["prompt"] == "1")
