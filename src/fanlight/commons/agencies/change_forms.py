"""Forms of what stewards change by a paper of several members: policy, stewards, witnesses, an agency's paper."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from fanlight.commons.agencies.forms import AgencyForm, ReasonField
from fanlight.commons.agencies.rules.policy import NUMBERS, OTHERS, REVIEWERS, Number
from fanlight.trust.ledger.note import COSIGNATURE
from fanlight.trust.papers.forms import PaperError, Shaped, Text
from fanlight.trust.papers.keys import ED25519, Key
from fanlight.trust.papers.members import VkeyForm
from fanlight.trust.papers.policy_paper import Policy
from fanlight.trust.policy.in_force.views import InForce

PUBLIC = Shaped(r"[0-9a-f]{64}", "64 digits")
ADDRESS = Shaped(r"https?://[!-~]{1,300}", "an address")
Candidate = tuple[str, str, Key]
"""Key id, who holds it, the key."""


class PolicyForm(forms.Form):
    """All numbers of a policy, as they are now; what is beyond this program's bounds is refused."""

    def __init__(self, before: Policy, stewards: int, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.stewards = stewards
        for number in NUMBERS:
            self.fields[number.member] = _number_field(number, number.shown(getattr(before.limits, number.member)))
        self.fields[REVIEWERS] = forms.IntegerField(
            label=OTHERS[REVIEWERS],
            min_value=1,
            max_value=20,
            initial=before.reviewers,
            widget=forms.NumberInput(attrs={"class": "short"}),
            error_messages={"required": "Enter a number of stewards."},
        )

    def clean_reviewers(self) -> int:
        value = int(self.cleaned_data[REVIEWERS])
        if value > self.stewards:
            raise ValidationError(f"There are {self.stewards} stewards: no request could be reviewed by {value}.")
        return value


def _number_field(number: Number, shown: str) -> forms.DecimalField:
    bound = number.bound
    edge = number.words(bound.loosest)
    if bound.looser == "more":
        least, most = Decimal(0), Decimal(number.shown(bound.loosest))
        help_text, refused = f"At most {edge}.", {"max_value": f"At most {edge}: no home counts more."}
    else:
        least, most = Decimal(number.shown(bound.loosest)), Decimal(1_000_000)
        help_text, refused = f"At least {edge}.", {"min_value": f"At least {edge}: no home counts less."}
    whole = number.one == 1
    return forms.DecimalField(
        label=number.label,
        help_text=help_text,
        initial=shown,
        max_digits=12,
        decimal_places=0 if whole else 4,
        widget=forms.NumberInput(attrs={"class": "short", "step": "1" if whole else "any"}),
        error_messages={
            "required": "Enter a number.",
            "invalid": "Write a number, as 2.",
            "max_decimal_places": "Write a whole number." if whole else "Write at most four digits after the point.",
            **refused,
        },
        min_value=least,
        max_value=most,
    )


BESIDE = "It stands beside the paper here, for everybody; the log has no place for it."


class ChangePolicyForm(PolicyForm):
    """The numbers with the reason, for which the paper has no member."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reason"] = ReasonField(label="Reason", help_text=BESIDE)


class StewardForm(forms.Form):
    """One more steward: somebody who came by a link and enrolled a key, or the public half of a key from elsewhere."""

    candidate = forms.ChoiceField(label="Who enrolled a key here", required=False)
    name = forms.CharField(label="Or a name", required=False, max_length=120)
    public = forms.CharField(
        label="And the public half of an Ed25519 key",
        required=False,
        help_text="64 digits. For somebody whose key is not in a browser; she signs with fanlight agency sign.",
    )
    reason = ReasonField(label="Reason", help_text="It stands in the log, for everybody.")

    def __init__(self, candidates: Sequence[Candidate], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.candidates = {id: (name, key) for id, name, key in candidates}
        field = self.fields["candidate"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [("", "Nobody of these"), *((id, f"{name}, key {id[:16]}") for id, name, _ in candidates)]

    def clean(self) -> dict[str, Any]:
        values = super().clean() or self.cleaned_data
        name, public = str(values.get("name", "")).strip(), str(values.get("public", "")).strip()
        if values.get("candidate"):
            if name or public:
                self.add_error("candidate", "Choose somebody of the list, or write a name and a key: not both.")
            values["steward"] = self.candidates.get(values["candidate"])
        elif not name and not public:
            self.add_error("candidate", "Choose somebody, or write a name and a key.")
        else:
            values["steward"] = (self._name(name), self._key(public))
        return values

    def _name(self, name: str) -> str:
        try:
            Text(120).read(name, "")
        except PaperError:
            self.add_error("name", "Write the name in one line.")
        return name

    def _key(self, public: str) -> Key | None:
        try:
            return Key(ED25519, PUBLIC.read(public, ""))
        except PaperError:
            self.add_error("public", "Paste all 64 digits of the public half.")
            return None


class WitnessForm(forms.Form):
    """One more witness, as its own program names itself."""

    name = forms.CharField(
        label="Who it is",
        max_length=120,
        help_text="As library.example.org.",
        error_messages={"required": "Enter a name."},
    )
    vkey = forms.CharField(
        label="Its key",
        max_length=400,
        help_text="What fanlight witness prints last: a name, eight digits, letters, with + between.",
        error_messages={"required": "Paste its key."},
    )
    url = forms.CharField(
        label="Its address",
        max_length=310,
        help_text="Where this commons asks it, as https://witness.example.org/.",
        error_messages={"required": "Enter its address."},
    )
    reason = ReasonField(label="Reason", help_text="It stands in the log, for everybody.")

    def clean_name(self) -> str:
        return _read(self.cleaned_data["name"].strip(), Text(120), "Write the name in one line.")

    def clean_vkey(self) -> str:
        return _read(
            self.cleaned_data["vkey"].strip(), VkeyForm(COSIGNATURE), "This is no key of a witness. Paste it whole."
        )

    def clean_url(self) -> str:
        return _read(
            self.cleaned_data["url"].strip(), ADDRESS, "Write an address that begins with https:// or http://."
        )


def _read(value: str, form: Any, words: str) -> str:
    try:
        return str(form.read(value, ""))
    except PaperError:
        raise ValidationError(words) from None


class ChangeForm(AgencyForm):
    """The paper of an agency that takes part, as it is now; its short name never changes."""

    officers = forms.MultipleChoiceField(
        label="Officers",
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Keep at least two officers."},
    )
    call_back = ReasonField(
        label="Who confirmed it",
        help_text="Which number from which directory, who answered, when. It stands in the agency's paper.",
    )
    reason = ReasonField(label="Reason", help_text=BESIDE)

    def __init__(self, now: InForce, officers: Sequence[tuple[str, str]], *args: Any, **kwargs: Any) -> None:
        super().__init__(now, *args, **kwargs)
        del self.fields["agency"]
        self.fields["recipient"].required = self.fields["signer"].required = True
        field = self.fields["officers"]
        assert isinstance(field, forms.MultipleChoiceField)
        field.choices = list(officers)
