"""Forms of a review, of an end before time, and of the after-action report."""

from __future__ import annotations

from typing import Any

from django import forms

from fanlight.commons.agencies.forms import ReasonField
from fanlight.commons.docket.models.reviews import Review
from fanlight.commons.docket.rules.checking import GROUNDS
from fanlight.trust.papers.report import BANDS, OUTCOMES


class ReviewForm(forms.Form):
    """One decision with its reason; a refusal names the rules."""

    verdict = forms.ChoiceField(
        label="Decision",
        choices=[
            (Review.Verdict.ACCEPT, "Accept it; you sign on the next page"),
            (Review.Verdict.RETURN, "Return it to the officer, to be mended"),
            (Review.Verdict.REFUSE, "Refuse it; the log gets agency, month and rules, no word of it"),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": "Choose one of the three."},
    )
    words = ReasonField(label="Reason", help_text="Published beside the request, with your name.")
    codes = forms.MultipleChoiceField(
        label="Refused because",
        required=False,
        choices=list(GROUNDS.items()),
        widget=forms.CheckboxSelectMultiple,
    )

    def clean(self) -> dict[str, Any]:
        values = super().clean() or self.cleaned_data
        if values.get("verdict") == Review.Verdict.REFUSE and not values.get("codes"):
            self.add_error("codes", "Tick at least one ground for the refusal.")
        return values


class EndForm(forms.Form):
    """Resolved or withdrawn, with the reason."""

    kind = forms.ChoiceField(
        label="What happened?",
        choices=[
            ("request:resolved", "Resolved: nothing more is needed"),
            ("request:withdrawn", "Withdrawn: it should not have been asked"),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": "Choose one."},
    )
    reason = ReasonField(label="Reason", help_text="It stands in the log, for everybody.")


class ReportForm(forms.Form):
    """What became of a request, in bands; two officers sign it."""

    outcome = forms.ChoiceField(
        label="Did footage help?",
        choices=list(
            zip(
                OUTCOMES,
                ("It was useful", "It was not useful", "It led to a charge", "None was received"),
                strict=True,
            )
        ),
        widget=forms.RadioSelect,
        error_messages={"required": "Choose one."},
    )
    disclosures = forms.ChoiceField(
        label="How many packages were for this request?",
        choices=list(zip(BANDS, ("None", "1 to 4", "5 to 9", "10 or more"), strict=True)),
        widget=forms.RadioSelect,
        error_messages={"required": "Choose a band."},
    )
    deleted = forms.TypedChoiceField(
        label="Is all of it deleted?",
        choices=[("yes", "Yes"), ("no", "No, it is still needed")],
        coerce=lambda value: value == "yes",
        widget=forms.RadioSelect,
        error_messages={"required": "Choose one."},
    )
    words = ReasonField(label="In words", help_text="For everybody to read.")
