"""A letter to a council about an agency's partnership: to be copied, printed or mailed by whoever sends it."""

from __future__ import annotations

from fanlight.ground.letter import Letter
from fanlight.record.pages import words
from fanlight.record.pages.summary import AgencyRecord, Summary


def letter(agency: AgencyRecord, summary: Summary) -> Letter | None:
    """None where nothing on record says that the agency has or had a partnership."""
    facts = _facts(agency, summary)
    if not facts:
        return None
    return Letter(
        f"The partnership of {agency.name}",
        (
            "To the council,",
            *facts,
            "I ask the council to say in public whether this partnership or one like it stands today, on what terms, "
            "what footage was asked for and received under it, and on which day it ends.",
            "I ask for its end.",
        ),
    )


def _facts(agency: AgencyRecord, summary: Summary) -> list[str]:
    found = []
    if agency.partner:
        began = words.begun(agency.partner.start, agency.partner.month_only)
        found.append(
            f"{agency.name} ({words.state(agency.state)}) stands on Ring’s list of partners of "
            f"{words.list_day(summary)}, since {began}. The list gives a start and no end. Source: "
            f"{agency.partner.file}, row {agency.partner.row}."
        )
    for commons in agency.commons:
        for one in commons.newest:
            if one.runs:
                found.append(
                    f"{one.name} has a partnership with the community {commons.name}, from {words.day(one.since)} to "
                    f"{words.day(one.ends)}. Its terms: {one.page}"
                )
    return found
