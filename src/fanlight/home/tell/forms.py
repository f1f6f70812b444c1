"""Forms of the notifications page."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms

from fanlight.ground.errors import FanlightError
from fanlight.home.archive.models.cameras import Camera
from fanlight.home.tell import channel
from fanlight.home.tell.rules import KINDS

EVERYWHERE = "all"
SPANS = (("hour", "1 hour"), ("morning", "Until tomorrow 07:00"))


class SnoozeForm(forms.Form):
    """For how long, and where."""

    camera = forms.ChoiceField(label="Where", initial=EVERYWHERE)
    span = forms.ChoiceField(label="For how long", choices=SPANS)

    def __init__(self, cameras: Sequence[Camera], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._cameras = {str(row.pk): row for row in cameras}
        field = self.fields["camera"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [(EVERYWHERE, "All cameras"), *((number, row.name) for number, row in self._cameras.items())]

    def chosen_camera(self) -> Camera | None:
        """None: everywhere."""
        return self._cameras.get(self.cleaned_data["camera"])


class ChoicesForm(forms.Form):
    """A box for each kind at each camera; names as `3-person`."""

    def __init__(self, cameras: Sequence[Camera], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for camera in cameras:
            for kind in KINDS:
                self.fields[f"{camera.pk}-{kind}"] = forms.BooleanField(required=False)

    def wishes(self) -> dict[tuple[int, str], bool]:
        """By camera and kind."""
        parts = ((name.partition("-"), on) for name, on in self.cleaned_data.items())
        return {(int(camera), kind): bool(on) for (camera, _, kind), on in parts}


class ChannelForm(forms.Form):
    """One Apprise address. What was typed is not shown again: it carries a password."""

    url = forms.CharField(
        label="Address of the service",
        max_length=channel.LONGEST,
        help_text="As Apprise writes it: ntfys://ntfy.sh/your-topic, gotify://host/token, mailtos://you:password@host",
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "off", "spellcheck": "false"}),
    )
    picture = forms.BooleanField(
        label="Send it the picture too", required=False, help_text="Then this service can see it. Words go either way."
    )

    def clean_url(self) -> str:
        try:
            return channel.checked(str(self.cleaned_data["url"]))
        except FanlightError as error:
            raise forms.ValidationError(error.words()) from None
