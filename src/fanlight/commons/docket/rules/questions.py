"""The questions of a request in their order, and which of them a broken rule belongs to. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from fanlight.commons.agencies.rules.area import area_words
from fanlight.commons.agencies.rules.words import offence_words, window_words
from fanlight.trust.papers.request import Attests, Request


@dataclass(frozen=True)
class Question:
    """`members` are those of the paper that it answers."""

    slug: str
    title: str
    label: str
    members: tuple[str, ...]
    hint: str = ""


QUESTIONS = (
    Question("case", "What is the case number?", "Case", ("case",), "At most two requests for one case."),
    Question(
        "offence", "Which offence is it?", "Offence", ("offence", "basis"), "A street is not asked for anything else."
    ),
    Question(
        "facts",
        "What happened?",
        "Facts",
        ("facts",),
        "Plain words for people who live there: what, when, and why footage may show it. At least 80 characters.",
    ),
    Question("area", "Where?", "Area", ("area",), "Mark the cells. They must hang together."),
    Question("hours", "Between which hours?", "Hours", ("from", "until"), "Local time there."),
    Question("sought", "What are you looking for?", "Sought", ("sought",), "What somebody should see in the footage."),
    Question("promise", "How long?", "Promise", ("open_days", "retention_days")),
    Question("recipients", "Who will see it?", "Recipients", ("recipients",), "Names, one a line, at most ten."),
    Question("attests", "What it is not about", "Attestations", ("attests", "outdoor")),
    Question(
        "supervisor", "Who signs after you?", "Supervisor", ("supervisor",), "Another person, who reads it first."
    ),
)
BY_SLUG = {question.slug: question for question in QUESTIONS}


def question_of(member: str) -> Question | None:
    """Where a broken rule is mended; None where no answer can mend it."""
    return next((question for question in QUESTIONS if member in question.members), None)


def after(slug: str) -> Question | None:
    at = QUESTIONS.index(BY_SLUG[slug])
    return QUESTIONS[at + 1] if at + 1 < len(QUESTIONS) else None


def unanswered(answers: Mapping[str, Any]) -> list[Question]:
    return [question for question in QUESTIONS if question.slug not in answers]


def composed(
    answers: Mapping[str, Any], *, id: str, agency: str, requester: str, zone: str, policy: str, written: int
) -> Request:
    """The paper, once every question is answered; raises PaperError where a reader would."""
    paper = Request(
        "request:noticed",
        id,
        agency,
        requester,
        answers["supervisor"],
        answers["case"],
        answers["offence"],
        "voluntary",
        None,
        answers["facts"],
        answers["sought"],
        tuple(sorted(answers["area"])),
        zone,
        answers["hours"]["from"],
        answers["hours"]["until"],
        True,
        answers["promise"]["open_days"],
        answers["promise"]["retention_days"],
        tuple(answers["recipients"]),
        Attests(False, False, False, False),
        policy,
        written,
    )
    return Request.parse(paper.to_bytes())


def answer_words(
    slug: str, answers: Mapping[str, Any], *, zone: str, units: Mapping[int, int], names: Mapping[str, str]
) -> str:
    """An answer as "check your answers" shows it."""
    if slug not in answers:
        return "not answered yet"
    value = answers[slug]
    match slug:
        case "offence":
            return offence_words(value)
        case "area":
            return area_words(value, units)
        case "hours":
            return window_words(value["from"], value["until"], zone)
        case "promise":
            return f"Open for {value['open_days']} days, kept for at most {value['retention_days']} days"
        case "recipients":
            return "\n".join(value)
        case "attests":
            return "Not about assembly, immigration, reproductive health or face recognition; outdoor cameras only"
        case "supervisor":
            return names.get(value, value[:16])
    return str(value)
