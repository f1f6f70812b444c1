"""What a petition and a signature are written in."""

from __future__ import annotations

from django import forms

from fanlight.commons.petitions.rules.address import Address, AddressRefused, parse_address
from fanlight.commons.petitions.rules.review import RULES

LINE_BREAKS = "\r\n\x0b\x0c\x1c\x1d\x1e\x85\u2028\u2029"


def _one_line(text: str) -> str:
    """Names and demands stand in headings and mails: a line break in one is refused, not mended."""
    if any(letter in text for letter in LINE_BREAKS) or any(ord(letter) < 32 for letter in text):
        raise forms.ValidationError("Write it in one line.")
    return text.strip()


class PetitionForm(forms.Form):
    """One demand, to whom, why."""

    demand = forms.CharField(
        label="What do you ask for?",
        max_length=140,
        min_length=10,
        help_text="One demand, in one sentence: “End the partnership of our police with the camera company”.",
    )
    addressee = forms.CharField(
        label="Whom do you ask?", max_length=120, help_text="Who can do it: a council, a chief, a company."
    )
    why = forms.CharField(
        label="Why?",
        max_length=4000,
        min_length=80,
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text="What happened, with sources where you accuse. At least 80 characters.",
    )
    goal = forms.IntegerField(
        label="How many signatures do you hope for?", min_value=10, max_value=1_000_000, initial=100
    )

    def clean_demand(self) -> str:
        return _one_line(self.cleaned_data["demand"])

    def clean_addressee(self) -> str:
        return _one_line(self.cleaned_data["addressee"])


class SignatureForm(forms.Form):
    """Name and mail; names are public only where the signer ticks it."""

    name = forms.CharField(label="Your name", max_length=120)
    mail = forms.CharField(
        label="Your mail address",
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        help_text="We send one mail to confirm, and keep no address.",
    )
    shown = forms.BooleanField(label="Show my name on this page", required=False)
    updates = forms.BooleanField(label="The stewards may write to me about this petition", required=False)
    website = forms.CharField(required=False, label="Leave this empty")  # a trap for programs; people do not see it

    def clean_name(self) -> str:
        return _one_line(self.cleaned_data["name"])

    def clean_mail(self) -> Address:
        try:
            return parse_address(_one_line(self.cleaned_data["mail"]))
        except AddressRefused as error:
            raise forms.ValidationError(error.words()) from None


class UpdateForm(forms.Form):
    """What those who want news are sent; it stands on the page too."""

    words = forms.CharField(
        label="What is new?",
        min_length=20,
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text="It is published on the petition’s page at once, and cannot be changed.",
    )


class RecipientsForm(forms.Form):
    """Keys of the stewards."""

    recipients = forms.CharField(
        label="Keys that addresses are sealed to",
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 4, "spellcheck": "false"}),
        help_text="One a line, each begins with age1. Without one nobody is asked whether they want updates.",
    )


class StepForm(forms.Form):
    """A step with its public reason."""

    words = forms.CharField(label="Reason", required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 3}))
    rule = forms.ChoiceField(
        label="Rule that it breaks", required=False, choices=[("", "None"), *((code, words) for code, words in RULES)]
    )
