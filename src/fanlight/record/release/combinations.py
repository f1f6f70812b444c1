"""Every combination of a specification curve as rows of a download, and the short form in which they are shipped."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, cast

from fanlight.record.pages.summary import Summary
from fanlight.record.statistics.limits import COUNT_DIGITS, DIGITS
from fanlight.record.statistics.rounding import fixed

if TYPE_CHECKING:
    from fanlight.record.statistics.multiverse import Multiverse

MEMBER = "combinations"  # of a section; shipped in a file of its own
SCALE = 10**COUNT_DIGITS
Row = tuple[str | int | float, ...]


def short_form(made: Multiverse, choices: Sequence[str], counted: str, of: str) -> dict[str, Any]:
    """Options once each and by number; a line holds a combination's options, its count in thousandths and its whole."""
    options = [list(dict.fromkeys(cell.options[place] for cell in made.cells)) for place in range(len(choices))]
    options = [sorted(one) for one in options]
    lines = sorted(
        [*(options[place].index(one) for place, one in enumerate(cell.options)), round(SCALE * cell.count), cell.total]
        for cell in made.cells
    )
    return {"choices": list(choices), "options": options, "counted": counted, "of": of, "lines": lines}


def header(form: Mapping[str, Any]) -> list[str]:
    """One column a choice, then the count, the whole and the share."""
    return [*form["choices"], form["counted"], form["of"], "share"]


def rows(form: Mapping[str, Any]) -> Iterable[Row]:
    """One row a combination, in the order of the options."""
    width = len(form["choices"])
    for line in form["lines"]:
        *numbers, count, total = line
        named = (form["options"][place][number] for place, number in enumerate(numbers[:width]))
        whole = count // SCALE if count % SCALE == 0 else count / SCALE
        yield (*named, whole, total, fixed(count / (SCALE * total), DIGITS))


def forms(summary: Summary) -> dict[str, Mapping[str, Any]]:
    """The short forms of a summary, by their section."""
    return {
        key: cast(Mapping[str, Any], section[MEMBER]) for key, section in summary.extra.items() if section.get(MEMBER)
    }


def file_name(key: str) -> str:
    """Of the download."""
    return f"combinations-{key}.csv"
