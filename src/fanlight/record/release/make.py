"""The summary release from facts: nothing of the Washington Post and of the crosswalk, no person but the named six."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from fanlight.ground.errors import FanlightError
from fanlight.record.deaths.facts import Facts
from fanlight.record.linkage.verdict import Tier, Verdict
from fanlight.record.release.corrections import row_marks
from fanlight.record.release.paper import paper
from fanlight.record.release.published import LIMIT, PUBLISHED, write_published
from fanlight.record.release.sections import statistics_sections
from fanlight.record.release.summarise import summarise

NEVER = frozenset({"wapo", "crosswalk", "pdap"})  # share-alike and not needed; restricted; without a licence


class ReleaseTooLarge(FanlightError):
    """The summary release is larger than a repository should carry."""

    remedy = "Leave a source out with --without."


def without_crosswalk(facts: Facts) -> Facts:
    """Facts in which a mention of an agency that only the crosswalk knows is not linked: it may not be shipped."""
    register = {id: one for id, one in facts.register.items() if not one.from_crosswalk}

    def kept(verdict: Verdict) -> Verdict:
        if verdict.agency is None or verdict.agency in register:
            return verdict
        return replace(verdict, tier=Tier.UNLINKED, agency=None, reason="absent")

    return replace(
        facts,
        register=register,
        partnerships=[replace(one, verdict=kept(one.verdict)) for one in facts.partnerships],
        involvements={
            name: [replace(one, verdict=kept(one.verdict)) for one in found]
            for name, found in facts.involvements.items()
        },
    )


def make_release(facts: Facts, folder: Path = PUBLISHED, *, without: frozenset[str] = frozenset()) -> dict[str, int]:
    """Writes the release; returns the sizes of its files."""
    facts = without_crosswalk(facts)
    extra = statistics_sections(facts, without=NEVER | without)
    summary = summarise(facts, without=NEVER | without, extra=extra)
    sizes = write_published(summary, row_marks(facts, summary), paper(summary), folder)
    if sum(sizes.values()) > LIMIT:
        raise ReleaseTooLarge(f"The release has {sum(sizes.values()):,} bytes, {LIMIT:,} are allowed.")
    return sizes
