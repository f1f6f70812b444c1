"""Forms of sign-in and of the first owner."""

from __future__ import annotations

from typing import Any
from zoneinfo import available_timezones

from allauth.account.forms import ChangePasswordForm, LoginForm, ReauthenticateForm
from allauth.mfa.base.forms import AuthenticateForm
from allauth.mfa.webauthn.forms import AddWebAuthnForm
from django import forms
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError

from fanlight.people.models import Person

PASSKEY, PASSWORD = "passkey", "password"  # names of two ways, no secret


class StartForm(forms.Form):
    """The first owner: a name, and either a passkey or a password."""

    code = forms.CharField(widget=forms.HiddenInput, max_length=64)
    name = forms.CharField(
        label="Your name",
        max_length=60,
        help_text="As the house calls you. You type it when you sign in with a password.",
        widget=forms.TextInput(attrs={"autocomplete": "username", "autocapitalize": "words", "spellcheck": "false"}),
        error_messages={"required": "Enter your name."},
    )
    way = forms.ChoiceField(
        label="How you sign in",
        choices=[(PASSWORD, "Password"), (PASSKEY, "Passkey")],
        initial=PASSWORD,
        widget=forms.RadioSelect,
        help_text="A passkey is this device's own lock: finger, face or PIN. You can add one later too.",
    )
    password = forms.CharField(
        label="Password",
        required=False,
        strip=False,
        max_length=256,
        help_text="At least 10 characters. Three unrelated words are good. Leave it empty for a passkey.",
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )
    password.always_asked = True  # type: ignore[attr-defined]  # required for one of the two ways; see clean()
    time_zone = forms.CharField(required=False, max_length=60, widget=forms.HiddenInput)

    def clean_name(self) -> str:
        name: str = self.cleaned_data["name"].strip()
        for validator in Person._meta.get_field("username").validators:
            try:
                validator(name)
            except ValidationError:
                raise ValidationError("Use letters, digits and . - _ @ + only, without spaces.") from None
        return name

    def clean_time_zone(self) -> str:
        zone: str = self.cleaned_data["time_zone"]
        return zone if zone in available_timezones() else ""

    def clean(self) -> dict[str, Any]:
        values = super().clean() or self.cleaned_data
        if values.get("way") == PASSWORD:
            if not values.get("password"):
                self.add_error("password", "Enter a password, or choose a passkey above.")
            else:
                try:
                    validate_password(values["password"], Person(username=values.get("name", "")))
                except ValidationError as error:
                    self.add_error("password", [_PASSWORD_WORDS.get(e.code or "", e.message) for e in error.error_list])
        return values


_PASSWORD_WORDS = {
    "password_too_short": "The password is shorter than 10 characters. Make it longer.",
    "password_too_common": "The password is on the list that thieves try first. Choose another.",
    "password_entirely_numeric": "The password is digits only. Add letters.",
    "password_too_similar": "The password is too much like your name. Choose another.",
}


class SignInForm(LoginForm):  # type: ignore[misc]  # allauth carries no types
    """Name and password."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _plain(self.fields["login"], "Name", autocomplete="username webauthn")
        _plain(self.fields["password"], "Password")
        self.fields["password"].help_text = ""


class ConfirmForm(ReauthenticateForm):  # type: ignore[misc]
    """The password once more, before keys are changed."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _plain(self.fields["password"], "Password")


class NewPasswordForm(ChangePasswordForm):  # type: ignore[misc]
    """The old password, and the new one twice."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _plain(self.fields["oldpassword"], "Password now")
        _plain(self.fields["password1"], "New password", help_text="At least 10 characters.")
        _plain(self.fields["password2"], "New password again")


class CodeForm(AuthenticateForm):  # type: ignore[misc]
    """A code of the authenticator app, or one of the recovery codes."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _plain(self.fields["code"], "Code", autocomplete="one-time-code", inputmode="numeric")


class PasskeyForm(AddWebAuthnForm):  # type: ignore[misc]
    """A key of this device that signs in by itself."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _plain(self.fields["name"], "Name of this device", help_text="Phone, laptop: so that you find it in the list.")
        self.initial["name"] = ""
        self.fields["passwordless"].initial = True
        self.fields["passwordless"].widget = forms.HiddenInput(attrs={"checked": "checked"})


def _plain(field: forms.Field, label: str, help_text: str = "", **attributes: str) -> None:
    field.label = label
    field.error_messages["required"] = f"Fill in: {label.lower()}."
    field.help_text = help_text
    field.widget.attrs.pop("placeholder", None)
    field.widget.attrs.update(attributes)
