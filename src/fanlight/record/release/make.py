"""The summary release from facts: nothing of the Washington Post and of the crosswalk, no person but the named six."""

from __future__ import annotations

from pathlib import Path

from fanlight.ground.errors import FanlightError
from fanlight.record.deaths.facts import Facts
from fanlight.record.release.corrections import row_marks
from fanlight.record.release.paper import paper
from fanlight.record.release.published import LIMIT, PUBLISHED, write_published
from fanlight.record.release.summarise import summarise

NEVER = frozenset({"wapo", "crosswalk", "pdap"})  # share-alike and not needed; restricted; without a licence


class ReleaseTooLarge(FanlightError):
    """The summary release is larger than a repository should carry."""

    remedy = "Leave a source out with --without."


def make_release(facts: Facts, folder: Path = PUBLISHED, *, without: frozenset[str] = frozenset()) -> dict[str, int]:
    """Writes the release; returns the sizes of its files."""
    summary = summarise(facts, without=NEVER | without, crosswalk=False)
    sizes = write_published(summary, row_marks(facts, summary), paper(summary), folder)
    if sum(sizes.values()) > LIMIT:
        raise ReleaseTooLarge(f"The release has {sum(sizes.values()):,} bytes, {LIMIT:,} are allowed.")
    return sizes
