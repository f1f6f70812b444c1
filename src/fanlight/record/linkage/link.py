"""Linkage as one step: mentions in, verdicts out, and a stop where a tier finds suspiciously nothing or everything."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

from fanlight.ground.errors import FanlightError
from fanlight.record.linkage.aliases import COMMITTED, by_name, read_aliases
from fanlight.record.linkage.evidence import build_atlas
from fanlight.record.linkage.index import build_index
from fanlight.record.linkage.tiers import Linker
from fanlight.record.linkage.verdict import LINKED, Tier, Verdict
from fanlight.record.register.build import Register
from fanlight.record.sources.folder import Folder
from fanlight.record.sources.rows import Mention

ENOUGH = 200  # mentions below which a share of 0 or 100 % is no surprise


class SuspiciousJoin(FanlightError):
    """A file's mentions link in a way that no real file does."""

    remedy = "Look at the file's state and agency columns: a changed format looks like this."


def linker_for(folder: Folder, register: Register, aliases: Path = COMMITTED) -> Linker:
    """A linker over a register, with what the folder's rows tell of cities."""
    reviewed = [alias for alias in read_aliases(aliases) if alias.agency in register or alias.agency == "none"]
    return Linker(build_index(register), build_atlas(folder, register.values()), by_name(reviewed))


def link_all(linker: Linker, mentions: Iterable[Mention]) -> list[Verdict]:
    """Every mention's verdict, in the mentions' order."""
    return [linker.verdict(mention) for mention in mentions]


def check_shares(file: str, verdicts: Sequence[Verdict]) -> None:
    """Stops where a whole file links nowhere, everywhere, or where codes that it has are never found."""
    if len(verdicts) < ENOUGH:
        return
    linked = sum(verdict.tier in LINKED for verdict in verdicts)
    if linked in (0, len(verdicts)):
        raise SuspiciousJoin(f"{file}: {linked} of {len(verdicts)} mentions link.")
    coded = [verdict for verdict in verdicts if verdict.mention.oris]
    if len(coded) >= ENOUGH and not any(verdict.tier is Tier.ORI for verdict in coded):
        raise SuspiciousJoin(f"{file}: {len(coded)} mentions carry an ORI and none is in the register.")
