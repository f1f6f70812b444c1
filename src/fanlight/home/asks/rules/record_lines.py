"""What stands about an agency on the decision page: the record's own lines, untouched, and its conduct here. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from fanlight.home.asks.rules.phrases import counted

NOT_CHECKED = "No record could be checked for this agency."


@dataclass(frozen=True, slots=True)
class Line:
    """One line: what counts, and what goes with it in small."""

    bold: str
    small: str = ""


def conduct_lines(counts: Mapping[str, int], since: datetime | None) -> list[Line]:
    """Requests, reports, deletions: counted from the log by this home."""
    number = counts.get("asked", 0)
    first = f" since {since:%B %Y}" if since and number else ""
    refused = [
        counted(counts.get("refused", 0), "refused by reviewers", "refused by reviewers"),
        counted(counts.get("withdrawn", 0), "withdrawn", "withdrawn"),
    ]
    found = [Line(f"{counted(number, 'request', 'requests')} here{first}.", f"{', '.join(refused)}.".capitalize())]
    late = counts.get("late", 0)
    reports = f"{counted(counts.get('on_time', 0), 'report', 'reports')} on time, {late} late."
    missing = counts.get("missing", 0)
    owed = counted(missing, "report is overdue", "reports are overdue") if missing else "None is overdue"
    found.append(Line(reports, f"A report says what became of the footage. {owed}."))
    received, deleted = counts.get("received", 0), counts.get("deleted", 0)
    if received:
        overdue = counts.get("deletion_due", 0)
        small = counted(overdue, "is overdue", "are overdue") if overdue else "None is overdue"
        found.append(Line(f"{deleted} of {counted(received, 'deletion', 'deletions')} attested.", f"{small}."))
    else:
        found.append(Line("No footage was received here yet.", "So there is nothing to delete."))
    return found
