"""One form a question of a request. Each hands back its answer as the draft keeps it."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.core.exceptions import ValidationError

from fanlight.commons.agencies.access import Hats
from fanlight.commons.agencies.forms import paragraph
from fanlight.commons.agencies.rules.area import Sheet, read_names, sheet_of
from fanlight.commons.docket.rules.hours import end_day, instants
from fanlight.trust.papers.forms import PaperError, Text
from fanlight.trust.policy.offences import offences
from fanlight.trust.policy.rules.asked import ATTESTED

MOST_CELLS = 4_096
MOST_RECIPIENTS = 10


class Question(forms.Form):
    """`answer()` after `is_valid()`."""

    def __init__(self, hats: Hats, answer: Any, data: Any = None) -> None:
        self.hats = hats
        super().__init__(data, initial=self.shown(answer) if answer is not None else {})

    def shown(self, answer: Any) -> dict[str, Any]:
        return {next(iter(self.base_fields)): answer}

    def answer(self) -> Any:
        return self.cleaned_data[next(iter(self.fields))]


def _text(value: str, *, most: int, lines: bool = False) -> str:
    """As a paper takes it, or what is wrong in words."""
    value = paragraph(value) if lines else value.strip()
    try:
        Text(most, lines=lines).read(value, "")
    except PaperError:
        raise ValidationError("It holds characters that no paper takes. Type it without them.") from None
    return value


class CaseForm(Question):
    case = forms.CharField(label="Case number", max_length=40, error_messages={"required": "Enter the case number."})

    def clean_case(self) -> str:
        return _text(self.cleaned_data["case"], most=40)


def _offence_choices() -> list[tuple[str, list[tuple[str, str]]]]:
    groups: dict[str, list[tuple[str, str]]] = {}
    for one in offences().values():
        groups.setdefault(one.group, []).append((one.code, f"{one.words} ({one.code})"))
    return list(groups.items())


class OffenceForm(Question):
    offence = forms.ChoiceField(label="Offence", error_messages={"required": "Choose an offence."})

    def __init__(self, hats: Hats, answer: Any, data: Any = None) -> None:
        super().__init__(hats, answer, data)
        field = self.fields["offence"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [("", "Choose"), *_offence_choices()]


class WordsForm(Question):
    """Facts, or what is sought; advice on the words is not an error."""

    words = forms.CharField(
        label="In plain words",
        max_length=2_000,
        widget=forms.Textarea(attrs={"rows": 8}),
        error_messages={"required": "Write it in plain words."},
    )

    def clean_words(self) -> str:
        return _text(self.cleaned_data["words"], most=2_000, lines=True)


class AreaForm(Question):
    """Boxes of the drawn map, or names of cells, or both."""

    cells = forms.TypedMultipleChoiceField(coerce=int, required=False)
    names = forms.CharField(
        label="Or by name",
        required=False,
        max_length=4_000,
        help_text="As C4 D4-E6: one by one, or from corner to corner.",
    )

    def __init__(self, hats: Hats, answer: Any, data: Any = None) -> None:
        jurisdiction = hats.in_force.agencies[hats.agency].paper.cells
        self.sheet: Sheet = sheet_of(hats.in_force.founding.units.keys() or jurisdiction)
        self.jurisdiction = frozenset(jurisdiction)
        super().__init__(hats, answer, data)
        field = self.fields["cells"]
        assert isinstance(field, forms.TypedMultipleChoiceField)
        field.choices = [(number, self.sheet.name(number)) for number in jurisdiction]

    def shown(self, answer: Any) -> dict[str, Any]:
        return {"cells": answer}

    def chosen(self) -> set[int]:
        """For drawing: what was sent, or what is kept."""
        sent = (
            self.data.getlist("cells")
            if self.is_bound and hasattr(self.data, "getlist")
            else self.initial.get("cells", [])
        )
        return {int(one) for one in sent if str(one).isdecimal()}

    def clean(self) -> dict[str, Any]:
        values = super().clean() or self.cleaned_data
        named, wrong = read_names(str(values.get("names", "")), self.sheet)
        if wrong:
            self.add_error("names", f"No cell of this map: {', '.join(wrong)}. Names are as C4, or C4-E6.")
        outside = [self.sheet.name(number) for number in named if number not in self.jurisdiction]
        if outside:
            self.add_error("names", f"Outside your jurisdiction: {', '.join(outside[:8])}.")
        values["area"] = sorted(set(values.get("cells") or []) | set(named))
        if not self.errors and not 0 < len(values["area"]) <= MOST_CELLS:
            self.add_error("names", "Mark at least one cell.")
        return values

    def answer(self) -> Any:
        return self.cleaned_data["area"]


class HoursForm(Question):
    """A day and two times in the community's zone; asks which one where the clocks go back."""

    day = forms.DateField(
        label="Day",
        widget=forms.DateInput(attrs={"type": "date"}),
        error_messages={"required": "Enter the day.", "invalid": "Write the day as 2026-11-24."},
    )
    start = forms.TimeField(
        label="From",
        widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
        error_messages={"required": "Enter when it begins.", "invalid": "Write the time as 14:30."},
    )
    end = forms.TimeField(
        label="To",
        help_text="A time that is not after the first is on the next day.",
        widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
        error_messages={"required": "Enter when it ends.", "invalid": "Write the time as 16:30."},
    )
    start_which = forms.ChoiceField(required=False, choices=[("0", "the first"), ("1", "the second")])
    end_which = forms.ChoiceField(required=False, choices=[("0", "the first"), ("1", "the second")])
    doubtful: tuple[str, ...] = ()

    @property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.hats.in_force.founding.zone)

    def shown(self, answer: Any) -> dict[str, Any]:
        begin, end = (datetime.fromtimestamp(answer[name], UTC).astimezone(self.zone) for name in ("from", "until"))
        return {
            "day": begin.date(),
            "start": begin.time(),
            "end": end.time(),
            "start_which": str(begin.fold),
            "end_which": str(end.fold),
        }

    def clean(self) -> dict[str, Any]:
        values = super().clean() or self.cleaned_data
        if not {"day", "start", "end"} <= values.keys():
            return values
        last: date = end_day(values["day"], values["start"], values["end"])
        values["from"] = self._one("start", values["day"], values)
        values["until"] = self._one("end", last, values)
        if None not in (values["from"], values["until"]) and values["until"] <= values["from"]:
            self.add_error("end", "It ends before it begins, by the clock change. Choose the other hour.")
        return values

    def _one(self, name: str, day: date, values: dict[str, Any]) -> int | None:
        try:
            found = instants(day, values[name], self.zone)
        except (OverflowError, ValueError):
            self.add_error(name, "That day is beyond the calendar.")
            return None
        if not found:
            self.add_error(name, f"{values[name]:%H:%M} did not exist that day: the clocks went forward.")
            return None
        if len(found) == 1:
            return found[0]
        self.doubtful = (*self.doubtful, name)
        which = values.get(f"{name}_which")
        if which not in ("0", "1"):
            self.add_error(name, f"{values[name]:%H:%M} came twice that day: the clocks went back. Say which.")
            return None
        return found[int(which)]

    def answer(self) -> Any:
        return {"from": self.cleaned_data["from"], "until": self.cleaned_data["until"]}


class PromiseForm(Question):
    open_days = forms.IntegerField(
        label="Open for how many days?",
        min_value=1,
        max_value=10_000,
        initial=7,
        widget=forms.NumberInput(attrs={"class": "short"}),
        error_messages={"required": "Enter a number of days."},
    )
    retention_days = forms.IntegerField(
        label="Kept for at most how many days?",
        min_value=1,
        max_value=10_000,
        initial=90,
        help_text="Then it is deleted, and the agency attests it.",
        widget=forms.NumberInput(attrs={"class": "short"}),
        error_messages={"required": "Enter a number of days."},
    )

    def shown(self, answer: Any) -> dict[str, Any]:
        return dict(answer)

    def answer(self) -> Any:
        return {name: self.cleaned_data[name] for name in ("open_days", "retention_days")}


class RecipientsForm(Question):
    recipients = forms.CharField(
        label="Names, one a line",
        max_length=1_400,
        widget=forms.Textarea(attrs={"rows": 5}),
        error_messages={"required": "Name at least one person."},
    )

    def shown(self, answer: Any) -> dict[str, Any]:
        return {"recipients": "\n".join(answer)}

    def clean_recipients(self) -> list[str]:
        names = [line.strip() for line in str(self.cleaned_data["recipients"]).splitlines() if line.strip()]
        if not 1 <= len(names) <= MOST_RECIPIENTS:
            raise ValidationError(f"Name 1 to {MOST_RECIPIENTS} people, one a line; these are {len(names)}.")
        return [_text(name, most=120) for name in names]


class AttestsForm(Question):
    """Each must be ticked: what cannot be attested cannot be asked."""

    def __init__(self, hats: Hats, answer: Any, data: Any = None) -> None:
        super().__init__(hats, None, data)
        for name, words in ATTESTED.items():
            self.fields[name] = self._box(f"It is not about {words}.", answer)
        self.fields["outdoor"] = self._box("Only what outdoor cameras see is asked for.", answer)

    @staticmethod
    def _box(label: str, answer: Any) -> forms.BooleanField:
        words = f"Tick “{label}” No request can be made otherwise."
        return forms.BooleanField(label=label, initial=bool(answer), error_messages={"required": words})

    def answer(self) -> Any:
        return True


class SupervisorForm(Question):
    supervisor = forms.ChoiceField(
        label="Supervisor", widget=forms.RadioSelect, error_messages={"required": "Choose who signs after you."}
    )

    def __init__(self, hats: Hats, answer: Any, data: Any = None) -> None:
        super().__init__(hats, answer, data)
        view = hats.in_force.agencies[hats.agency]
        own = hats.officer_key.key_id if hats.officer_key else ""
        field = self.fields["supervisor"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [
            (one.key.id, one.name)
            for one in view.paper.officers
            if one.role == "supervisor" and one.key.id != own and one.key.id not in view.revoked_keys
        ]


FORMS: dict[str, type[Question]] = {
    "case": CaseForm,
    "offence": OffenceForm,
    "facts": WordsForm,
    "area": AreaForm,
    "hours": HoursForm,
    "sought": WordsForm,
    "promise": PromiseForm,
    "recipients": RecipientsForm,
    "attests": AttestsForm,
    "supervisor": SupervisorForm,
}
