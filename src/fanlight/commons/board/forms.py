"""What is typed on the board: behaviour first, a named area, when. What somebody typed stays; errors say what to do."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet

from fanlight.commons.agencies.forms import ReasonField, paragraph
from fanlight.commons.board.models.members import Area
from fanlight.commons.board.rules.board_rules import RULES, better, refused
from fanlight.trust.policy.in_force.neighbours import FORWARDING_S
from fanlight.trust.policy.limits import DAY, LOOSENING_S

LEAST, MOST = 20, 1_000  # characters of a post
OLDEST = timedelta(days=14)  # what is older is no news of the neighbourhood


class WordsField(forms.CharField):
    """Words in several lines, without control characters."""

    def __init__(self, *, rows: int = 4, **kwargs: Any) -> None:
        super().__init__(widget=forms.Textarea(attrs={"rows": rows}), **kwargs)

    def clean(self, value: Any) -> str:
        text = str(super().clean(paragraph(value or "")))
        if any(ord(letter) < 32 and letter != "\n" for letter in text):
            raise ValidationError("Leave out control characters.")
        return text


class PostForm(forms.Form):
    """What did somebody do? `better` are pieces of advice that were not shown before."""

    what = WordsField(
        label="What did somebody do?",
        rows=5,
        min_length=LEAST,
        max_length=MOST,
        help_text="What happened, in the order it happened. Describe deeds and things, not people's looks.",
        error_messages={"required": "Write what somebody did.", "min_length": "Say a little more: 20 characters."},
    )
    day = forms.DateField(
        label="Which day?",
        widget=forms.DateInput(attrs={"type": "date"}),
        error_messages={"required": "Enter the day.", "invalid": "Enter the day as 2026-11-24."},
    )
    hour = forms.TimeField(
        label="At what time, about?",
        widget=forms.TimeInput(attrs={"type": "time"}),
        error_messages={"required": "Enter the time, about.", "invalid": "Enter the time as 21:30."},
    )
    area = forms.ModelChoiceField(
        Area.objects.none(),
        label="Where, by area?",
        empty_label="Choose",
        help_text="The area is as fine as it gets: no address.",
        error_messages={"required": "Choose the area.", "invalid_choice": "Choose an area of the list."},
    )
    urgent = forms.BooleanField(
        label="It is urgent: an alert",
        required=False,
        help_text="For danger now. It stands on top until it is resolved; at most three a day.",
    )
    seen = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, areas: QuerySet[Area], now: datetime, zone: ZoneInfo, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["area"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = areas
        self._now, self._zone = now, zone
        self.better: list[str] = []

    def clean_what(self) -> str:
        what = str(self.cleaned_data["what"])
        if found := refused(what):
            raise ValidationError(found)
        return what

    def clean(self) -> dict[str, Any]:
        values = super().clean() or self.cleaned_data
        if "day" in values and "hour" in values:
            at = datetime.combine(values["day"], values["hour"], tzinfo=self._zone)
            values["happened"] = at
            if at > self._now:
                self.add_error("day", "This lies ahead. Enter when it happened.")
            elif at < self._now - OLDEST:
                self.add_error("day", "This is more than two weeks ago; the board is for what is new.")
        if "what" in values:
            self.better = better(values["what"])
        return values

    @property
    def wants_another_look(self) -> bool:
        """Whether there is advice that the writer has not seen about these words yet."""
        return bool(self.better) and self.cleaned_data.get("seen") != self.cleaned_data["what"]


class ReplyForm(forms.Form):
    words = WordsField(label="Your reply", rows=3, max_length=MOST, error_messages={"required": "Write your reply."})

    def clean_words(self) -> str:
        words = str(self.cleaned_data["words"])
        if found := refused(words):
            raise ValidationError(found)
        return words


class ResolveForm(forms.Form):
    words = WordsField(label="How did it end?", rows=2, max_length=500, required=False)


class RuleForm(forms.Form):
    """Which rule, and why."""

    rule = forms.ChoiceField(
        label="Which rule does it break?",
        choices=RULES,
        widget=forms.RadioSelect,
        error_messages={"required": "Choose the rule."},
    )
    words = ReasonField(label="Why", help_text="The steward reads it.")


class RemoveForm(RuleForm):
    words = ReasonField(label="Reason", help_text="Its author reads it, and can appeal.")


class AppealForm(forms.Form):
    words = ReasonField(label="Why should it stand?", help_text="Another steward decides.")


class OutcomeForm(forms.Form):
    outcome = forms.ChoiceField(
        label="Your decision",
        choices=[("restored", "It is shown again"), ("kept", "It stays removed")],
        widget=forms.RadioSelect,
        error_messages={"required": "Choose one."},
    )
    words = ReasonField(label="Reason", help_text="Its author reads it.")


class ForwardForm(forms.Form):
    """To whom, and with or without the author's name."""

    agency = forms.ChoiceField(
        label="To which agency?", widget=forms.RadioSelect, error_messages={"required": "Choose the agency."}
    )
    named = forms.BooleanField(label="Send my name with it", required=False, help_text="Without it, it goes unsigned.")

    def __init__(self, agencies: list[tuple[str, str]], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["agency"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = agencies
        if len(agencies) == 1:
            field.initial = agencies[0][0]


class InviteForm(forms.Form):
    name = forms.CharField(
        label="Name of the neighbour",
        max_length=120,
        help_text="As others will read it beside their posts.",
        error_messages={"required": "Enter a name."},
    )


class AreaForm(forms.Form):
    name = forms.CharField(
        label="Name of an area",
        max_length=60,
        help_text="A few hundred homes at least, so that it points at no house.",
        error_messages={"required": "Enter a name."},
    )


class StopForm(forms.Form):
    words = ReasonField(label="Reason", help_text="Whoever is stopped reads it.")


class OpenForm(forms.Form):
    """Forwarding is opened until a day."""

    until = forms.DateField(
        label="Until which day?",
        widget=forms.DateInput(attrs={"type": "date"}),
        help_text="At most 90 days ahead; the first 14 pass before it begins.",
        error_messages={"required": "Enter the day.", "invalid": "Enter the day as 2027-02-01."},
    )
    reason = ReasonField(label="Reason", help_text="It stands in the log, for everybody.")

    def __init__(self, now: datetime, zone: ZoneInfo, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._now, self._zone = now, zone

    def clean_until(self) -> int:
        at = datetime.combine(self.cleaned_data["until"], datetime.min.time(), tzinfo=self._zone)
        ahead = at.timestamp() - self._now.timestamp()
        if ahead > FORWARDING_S - DAY:  # signatures and witnesses take time too
            raise ValidationError("At most 89 days ahead, so that the signatures come in time.")
        if ahead <= LOOSENING_S:
            raise ValidationError("It begins 14 days after its entry. Enter a later day.")
        return int(at.timestamp())


class EndForm(forms.Form):
    """One act, with its reason."""

    reason = ReasonField(label="Reason", help_text="It stands in the log, for everybody.")


class PartnershipForm(forms.Form):
    """Terms of a partnership, in words."""

    terms = WordsField(
        label="What is agreed?",
        rows=6,
        min_length=40,
        max_length=2_000,
        error_messages={"required": "Write the terms.", "min_length": "Write the terms in at least 40 characters."},
    )
    since = forms.DateField(
        label="From which day?",
        widget=forms.DateInput(attrs={"type": "date"}),
        error_messages={"required": "Enter the first day.", "invalid": "Enter the day as 2027-02-01."},
    )
    until = forms.DateField(
        label="Until which day?",
        widget=forms.DateInput(attrs={"type": "date"}),
        help_text="At most a year. It ends by itself on that day.",
        error_messages={"required": "Enter the last day.", "invalid": "Enter the day as 2027-11-01."},
    )
    shared = WordsField(
        label="Which data are shared?",
        rows=3,
        required=False,
        max_length=2_000,
        help_text="One kind a line; empty: none.",
    )
    contact = forms.CharField(
        label="Whom can anybody ask?", max_length=120, error_messages={"required": "Enter whom to ask."}
    )

    def __init__(self, now: datetime, zone: ZoneInfo, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._now, self._zone = now, zone

    def clean_shared(self) -> tuple[str, ...]:
        found = tuple(line.strip() for line in str(self.cleaned_data["shared"]).split("\n") if line.strip())
        if len(found) > 20 or any(len(line) > 200 for line in found):
            raise ValidationError("At most 20 lines of 200 characters.")
        return found

    def clean(self) -> dict[str, Any]:
        values = super().clean() or self.cleaned_data
        if "since" in values and "until" in values:
            since, until = (
                int(datetime.combine(values[name], datetime.min.time(), tzinfo=self._zone).timestamp())
                for name in ("since", "until")
            )
            if until <= since:
                self.add_error("until", "It ends after it begins.")
            elif until - since > 366 * DAY:
                self.add_error("until", "At most a year; a new one can be signed then.")
            elif since > self._now.timestamp() + 80 * DAY:
                self.add_error("since", "It begins within 80 days.")
            values["since"], values["until"] = since, until
        return values
