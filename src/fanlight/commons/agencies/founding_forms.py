"""One form a question of the founding; each error says what to do, what was typed stays."""

from __future__ import annotations

import re
from typing import Any
from zoneinfo import available_timezones

from django import forms
from django.core.exceptions import ValidationError

from fanlight.commons.agencies.change_forms import PUBLIC, PolicyForm
from fanlight.commons.agencies.rules import founding as rules
from fanlight.commons.agencies.rules.policy import NUMBERS, composed
from fanlight.trust.papers.forms import PaperError, Shaped, Text
from fanlight.trust.papers.founding import FEWEST_STEWARDS, LOWEST_QUORUM, LOWEST_WITNESS_QUORUM

ORIGIN = Shaped(r"[a-z0-9.-]{1,200}(?:/[A-Za-z0-9._/-]{0,100})?", "a log origin")
WEB = re.compile(r"(?:https://[a-z0-9.-]{1,200}|http://(?:localhost|127\.0\.0\.1))(?::[0-9]{1,5})?")


class NameForm(forms.Form):
    community = forms.CharField(label="Name", max_length=120, error_messages={"required": "Enter a name."})
    zone = forms.CharField(
        label="Zone of its clocks",
        max_length=60,
        help_text="As America/New_York or Europe/Berlin.",
        error_messages={"required": "Enter the zone."},
    )

    def clean_community(self) -> str:
        return _text(self.cleaned_data["community"], "Write the name in one line.")

    def clean_zone(self) -> str:
        zone = str(self.cleaned_data["zone"]).strip()
        if zone not in available_timezones():
            raise ValidationError("No such zone. Names are as America/New_York.")
        return zone


class AddressForm(forms.Form):
    web = forms.CharField(
        label="Address of these pages",
        max_length=220,
        help_text="As https://commons.example.org, without a path. To try it here: http://localhost with its port.",
        error_messages={"required": "Enter the address."},
    )
    origin = forms.CharField(
        label="Name of the log",
        max_length=220,
        help_text="As commons.example.org/log.",
        error_messages={"required": "Enter a name for the log."},
    )

    def clean_web(self) -> str:
        web = str(self.cleaned_data["web"]).strip().rstrip("/").lower()
        if not WEB.fullmatch(web):
            raise ValidationError("Write https:// and the name alone: browsers make keys for no other address.")
        return web

    def clean_origin(self) -> str:
        try:
            return str(ORIGIN.read(str(self.cleaned_data["origin"]).strip(), ""))
        except PaperError:
            raise ValidationError("Write it without https://, as commons.example.org/log.") from None


class GroundForm(forms.Form):
    """Rows of a census, or an even ground round a middle."""

    table = forms.CharField(
        label="Homes by place",
        required=False,
        strip=True,
        widget=forms.Textarea(attrs={"rows": 6, "spellcheck": "false"}),
        help_text="Rows of latitude, longitude, homes: as 40.0008, -75.0012, 34. Blocks of a census do well.",
    )
    latitude = forms.FloatField(label="Or its middle: latitude", required=False, min_value=-85, max_value=85)
    longitude = forms.FloatField(label="Longitude", required=False, min_value=-180, max_value=180)
    rings = forms.IntegerField(
        label="Cells from the middle to the edge",
        required=False,
        min_value=1,
        max_value=100,
        help_text="A cell is about 200 to 300 m wide.",
    )
    homes = forms.IntegerField(label="Homes in each cell", required=False, min_value=0, max_value=10_000)
    EVEN = ("latitude", "longitude", "rings", "homes")

    def clean(self) -> dict[str, Any]:
        values = super().clean() or self.cleaned_data
        if values.get("table"):
            units, wrong = rules.read_ground(values["table"])
            if wrong:
                self.add_error("table", f"Write latitude, longitude, homes. Not so: {'; '.join(wrong[:3])}.")
        elif self.errors:
            return values
        elif any(values.get(name) is None for name in self.EVEN):
            self.add_error("table", "Paste rows, or give middle, cells and homes.")
            return values
        else:
            units = rules.even_ground(*(values[name] for name in self.EVEN))
        if not self.errors:
            if sum(units.values()) < 200 or len(units) > rules.MOST_ROWS:
                self.add_error(
                    "table", "A request needs an area of 200 homes; this ground has fewer, or too many cells."
                )
            values["units"] = sorted(units.items())
        return values


class StewardsForm(forms.Form):
    people = forms.CharField(
        label="Names, one a line",
        widget=forms.Textarea(attrs={"rows": 7}),
        help_text="Somebody whose Ed25519 key is not in a browser: name, comma, the 64 digits of its public half.",
        error_messages={"required": "Name five people or more."},
    )
    quorum = forms.IntegerField(
        label="How many of them sign a paper?",
        min_value=LOWEST_QUORUM,
        max_value=100,
        initial=3,
        help_text="At least three. It cannot change later.",
        widget=forms.NumberInput(attrs={"class": "short"}),
        error_messages={"required": "Enter a number.", "min_value": "At least three."},
    )

    def clean_people(self) -> list[dict[str, str]]:
        people = rules.read_people(str(self.cleaned_data["people"]))
        if not FEWEST_STEWARDS <= len(people) <= 100:
            raise ValidationError(f"Name five people or more, one a line; these are {len(people)}.")
        if len({name for name, _ in people}) < len(people):
            raise ValidationError("Two have the same name. Tell them apart.")
        for name, public in people:
            _text(name, f"Write the name in one line: {name[:40]}")
            if public and not _is_public(public):
                raise ValidationError(f"Behind {name} stand no 64 digits of a key.")
        return [{"name": name, "public": public} for name, public in people]

    def clean(self) -> dict[str, Any]:
        values = super().clean() or self.cleaned_data
        people, quorum = values.get("people"), values.get("quorum")
        if people and quorum and quorum > len(people):
            self.add_error("quorum", f"There are {len(people)} stewards.")
        return values


class WitnessesForm(forms.Form):
    witnesses = forms.CharField(
        label="What each witness printed, one a line",
        widget=forms.Textarea(attrs={"rows": 4, "spellcheck": "false"}),
        help_text="The line of fanlight witness: the word witness, its address, its key.",
        error_messages={"required": "Paste the lines of two witnesses or more."},
    )
    quorum = forms.IntegerField(
        label="How many of them must cosign?",
        min_value=LOWEST_WITNESS_QUORUM,
        max_value=100,
        initial=2,
        widget=forms.NumberInput(attrs={"class": "short"}),
        error_messages={"required": "Enter a number.", "min_value": "At least two."},
    )

    def clean_witnesses(self) -> list[dict[str, str]]:
        found, wrong = rules.read_witnesses(str(self.cleaned_data["witnesses"]))
        if wrong:
            raise ValidationError(f"This is no line of a witness: {wrong[0]}")
        if len(found) < LOWEST_WITNESS_QUORUM:
            raise ValidationError("Two witnesses or more are needed.")
        if len({one["name"] for one in found}) < len(found) or len({one["vkey"] for one in found}) < len(found):
            raise ValidationError("Two of these lines are of one witness.")
        return found

    def clean(self) -> dict[str, Any]:
        values = super().clean() or self.cleaned_data
        found, quorum = values.get("witnesses"), values.get("quorum")
        if found and quorum and quorum > len(found):
            self.add_error("quorum", f"There are {len(found)} witnesses.")
        return values


class RecordForm(forms.Form):
    public = forms.CharField(
        label="Public half of an Ed25519 key",
        required=False,
        help_text="64 digits. Empty: this machine makes one and keeps it as keys/record.pem, for fanlight record sign.",
    )

    def clean_public(self) -> str:
        public = str(self.cleaned_data["public"]).strip().lower()
        if public and not _is_public(public):
            raise ValidationError("Paste all 64 digits, or leave it empty.")
        return public


def _is_public(text: str) -> bool:
    try:
        PUBLIC.read(text, "")
    except PaperError:
        return False
    return True


def _text(value: str, words: str) -> str:
    try:
        return str(Text(120).read(value.strip(), ""))
    except PaperError:
        raise ValidationError(words) from None


FORMS: dict[str, type[forms.Form]] = {
    "name": NameForm,
    "address": AddressForm,
    "ground": GroundForm,
    "stewards": StewardsForm,
    "witnesses": WitnessesForm,
    "record": RecordForm,
}


def form_for(slug: str, answers: dict[str, Any], data: Any, address: str) -> forms.Form:
    """The question's form with its answer, or with what it begins with; `address` is where these pages are now."""
    if slug == "policy":
        stewards = len(answers.get("stewards", {}).get("people", ())) or FEWEST_STEWARDS
        return PolicyForm(rules.policy(answers), stewards, data)
    held = answers.get(slug)
    return FORMS[slug](data, initial=_initial(slug, held, address))


def _initial(slug: str, held: Any, address: str) -> dict[str, Any]:
    if slug == "address" and held is None:
        return {"web": address, "origin": f"{rules.rp_id(address)}/log"}
    if held is None or slug == "ground":
        return {}
    if slug == "stewards":
        lines = [", ".join(part for part in (one["name"], one["public"]) if part) for one in held["people"]]
        return {**held, "people": "\n".join(lines)}
    if slug == "witnesses":
        return {**held, "witnesses": "\n".join(f"witness {one['url']} {one['vkey']}" for one in held["witnesses"])}
    return dict(held)


def answer_of(slug: str, form: forms.Form, answers: dict[str, Any]) -> dict[str, Any]:
    """As the draft keeps it: JSON."""
    values = form.cleaned_data
    if slug == "policy":
        chosen = composed(rules.policy(answers), values)
        numbers = {number.member: getattr(chosen.limits, number.member) for number in NUMBERS}
        return {**numbers, "reviewers": chosen.reviewers}
    if slug == "ground":
        return {"units": [list(pair) for pair in values["units"]]}
    return dict(values)
