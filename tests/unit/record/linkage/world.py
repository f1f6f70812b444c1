"""A linker over the made-up register, with aliases of a test's own."""

from __future__ import annotations

from pathlib import Path

from fanlight.record.linkage.link import linker_for
from fanlight.record.linkage.tiers import Linker
from fanlight.record.register.build import Register, build_register
from fanlight.record.sources.folder import read_folder
from fanlight.record.sources.rows import Mention
from tests.unit.record.made_up import data_folder

HEADER = "name,state,city,agency,valid_from,valid_to,reviewer,date,reason,evidence\n"


def world(folder: Path, *aliases: str) -> tuple[Linker, Register]:
    """Linker and register of the made-up set."""
    files = read_folder(data_folder(folder / "data"))
    register = build_register(files)
    path = folder / "aliases.csv"
    path.write_text(HEADER + "".join(f"{line}\n" for line in aliases))
    return linker_for(files, register, path), register


def mention(text: str, **other: object) -> Mention:
    """A mention in Oregon unless said otherwise."""
    fields: dict[str, object] = {"file": "f", "row": 1, "position": 0, "of": 1, "state": "OR", **other}
    return Mention(text=text, **fields)  # type: ignore[arg-type]
