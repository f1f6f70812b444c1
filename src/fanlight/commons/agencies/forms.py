"""Forms of stewards and of those who are invited. What somebody typed stays; each error says what to do."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError

from fanlight.commons.agencies.rules.area import read_names, sheet_of
from fanlight.commons.agencies.rules.deeds import Deed, choices
from fanlight.people.models import Person
from fanlight.trust.agency.kind import AgencyKind
from fanlight.trust.papers.agency_paper import DOMAIN, ORI
from fanlight.trust.papers.forms import Form as PaperForm
from fanlight.trust.papers.forms import PaperError, Shaped
from fanlight.trust.policy.in_force.views import InForce

REASON_LEAST, REASON_MOST = 10, 2_000  # characters, as papers.md has them
LABELS = {
    "form": "Which moratorium",
    "agency": "Agency",
    "steward": "Steward",
    "agency_key": "Key",
    "request": "Request",
}
SHORT = Shaped(r"[a-z0-9-]{3,40}", "3 to 40 small letters, digits or -")
RECIPIENT = Shaped(r"age1[02-9ac-hj-np-z]{58,4000}", "what `fanlight agency key` prints, beginning with age1")
SIGNER = Shaped(r"[0-9a-f]{64}", "64 digits as `fanlight agency key` prints them")


def paragraph(value: str) -> str:
    """Line ends as papers have them."""
    return value.replace("\r\n", "\n").replace("\r", "\n").strip()


class DeedForm(forms.Form):
    """One decision, with its reason. `nothing` says that there is nothing to choose from."""

    nothing = False

    def __init__(self, deed: Deed, now: InForce, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in deed.asks:
            if name == "body":
                self.fields[name] = forms.RegexField(
                    r"^[0-9a-f]{64}$",
                    label="Hash of the body",
                    help_text="64 digits; it stands with the entry on the ledger's page.",
                    error_messages={"required": "Enter the hash.", "invalid": "Enter all 64 digits of the hash."},
                )
                continue
            offered = choices(name, deed.kind, now)
            self.nothing = self.nothing or not offered
            self.fields[name] = forms.ChoiceField(
                label=LABELS[name],
                choices=offered if name == "form" else [("", "Choose"), *offered],
                widget=forms.RadioSelect if name == "form" else forms.Select,
                error_messages={"required": f"Choose: {LABELS[name].lower()}."},
            )
        self.fields["reason"] = ReasonField(label="Reason", help_text="It stands in the log, for everybody.")


class ReasonField(forms.CharField):
    """Words that will be public."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            min_length=REASON_LEAST,
            max_length=REASON_MOST,
            widget=forms.Textarea(attrs={"rows": 4}),
            error_messages={
                "required": "Write the reason.",
                "min_length": f"Write the reason in at least {REASON_LEAST} characters.",
            },
            **kwargs,
        )

    def clean(self, value: Any) -> str:
        return str(super().clean(paragraph(value or "")))


class AgencyForm(forms.Form):
    """Who an agency is."""

    agency = forms.CharField(
        label="Short name",
        max_length=40,
        help_text="Small letters, digits and -. It is never used again.",
        error_messages={"required": "Enter a short name."},
    )
    name = forms.CharField(label="Name", max_length=120, error_messages={"required": "Enter the agency's name."})
    agency_kind = forms.ChoiceField(label="Kind", choices=[(kind.value, kind.value) for kind in AgencyKind])
    ori = forms.CharField(label="ORI", max_length=9, required=False, help_text="Nine characters.")
    record = forms.CharField(
        label="Its id in the record", max_length=80, required=False, help_text="Under which the record lists it."
    )
    domain = forms.CharField(label="Domain", max_length=253, required=False)
    cells = forms.CharField(
        label="Jurisdiction",
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Cells of the community's sheet: A1-F9, or one by one.",
        error_messages={"required": "Name the cells of its jurisdiction."},
    )
    recipient = forms.CharField(
        label="Packages are sealed to", required=False, help_text="The recipient that its `fanlight agency key` prints."
    )
    signer = forms.CharField(
        label="Receipts are signed by", required=False, help_text="The signer that its `fanlight agency key` prints."
    )

    def __init__(self, now: InForce, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.sheet = sheet_of(now.founding.units.keys()) if now.founding.units else None

    def _shaped(self, name: str, form: PaperForm, words: str, *, may_be_empty: bool = True) -> str:
        value = str(self.cleaned_data.get(name, "")).strip()
        if value or not may_be_empty:
            try:
                form.read(value, name)
            except PaperError:
                raise ValidationError(words) from None
        return value

    def clean_agency(self) -> str:
        return self._shaped("agency", SHORT, "Use 3 to 40 small letters, digits or -.", may_be_empty=False)

    def clean_ori(self) -> str:
        return self._shaped("ori", ORI, "An ORI has two letters and seven letters or digits, as CA0123400.")

    def clean_domain(self) -> str:
        return self._shaped("domain", DOMAIN, "Write the domain alone, as police.example.org.")

    def clean_recipient(self) -> str:
        return self._shaped("recipient", RECIPIENT, "Paste the line that begins with age1.")

    def clean_signer(self) -> str:
        return self._shaped("signer", SIGNER, "Paste the 64 digits of the signer.")

    def clean_cells(self) -> list[int]:
        if self.sheet is None:
            raise ValidationError("This community has no table of homes by cell.")
        cells, wrong = read_names(str(self.cleaned_data["cells"]), self.sheet)
        if wrong or not cells:
            raise ValidationError(f"No cell of the community's sheet: {', '.join(wrong) or 'nothing named'}.")
        return cells


class RungForm(forms.Form):
    """What a steward found out."""

    rung = forms.ChoiceField(
        label="Which check",
        choices=[
            ("call_back", "Called back at a number from an independent directory"),
            ("ori", "Compared the ORI with the register"),
            ("terms", "Read its published terms"),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": "Choose which check."},
    )
    words = ReasonField(label="What you found", help_text="Which directory, which number, who answered, when.")


class NameForm(forms.Form):
    """Somebody, by a link of her own."""

    name = forms.CharField(label="Name", max_length=120, error_messages={"required": "Enter a name."})


class InviteForm(forms.Form):
    """One officer, by a link of their own."""

    name = forms.CharField(label="Name and rank", max_length=120, error_messages={"required": "Enter a name."})
    role = forms.ChoiceField(
        label="Role",
        choices=[("requester", "Requester"), ("supervisor", "Supervisor; may also request")],
        widget=forms.RadioSelect,
        error_messages={"required": "Choose a role."},
    )


class JoinForm(forms.Form):
    """An account for whoever holds the link."""

    username = forms.CharField(
        label="Name to sign in by",
        max_length=60,
        widget=forms.TextInput(attrs={"autocomplete": "username", "spellcheck": "false"}),
        error_messages={"required": "Enter a name to sign in by."},
    )
    password = forms.CharField(
        label="Password",
        strip=False,
        max_length=256,
        help_text="At least 10 characters. You can add a passkey for signing in afterwards.",
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        error_messages={"required": "Enter a password."},
    )

    def clean_username(self) -> str:
        name = str(self.cleaned_data["username"]).strip()
        for validator in Person._meta.get_field("username").validators:
            try:
                validator(name)
            except ValidationError:
                raise ValidationError("Use letters, digits and . - _ @ + only, without spaces.") from None
        return name

    def clean(self) -> dict[str, Any]:
        values = super().clean() or self.cleaned_data
        if values.get("password"):
            try:
                validate_password(values["password"], Person(username=values.get("username", "")))
            except ValidationError as error:
                self.add_error("password", error.messages)
        return values
