"""Every page of the site by its path; each is drawn when it is asked for, so that a server need not draw all."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from fanlight.record.pages.agency import agency_values
from fanlight.record.pages.engine import render
from fanlight.record.pages.headline import headline_values
from fanlight.record.pages.lists import counted_rows, registry_values, state_values, states_values, town_values
from fanlight.record.pages.method import method_values
from fanlight.record.pages.statistics import download_values, statistics_values
from fanlight.record.pages.summary import Person, Summary
from fanlight.record.statistics.definitions import DEFINITIONS

OWN = Path(__file__).parent / "static"
SHELL_FILES = ("tokens.css", "base.css")  # the shell's colours and ground, taken as they are
Pages = dict[str, Callable[[], bytes]]


@dataclass(frozen=True, slots=True)
class Link:
    """An entry of the bar."""

    path: str
    name: str
    room: str


NAV = (
    Link("index.html", "Headline", "headline"),
    Link("agencies.html", "Agencies", "agencies"),
    Link("registry.html", "Registry and map", "registry"),
    Link("town.html", "In my town", "town"),
    Link("methods.html", "Methods", "methods"),
)


def _page(summary: Summary, path: str, template: str, room: str, values: Callable[[], Mapping[str, Any]]) -> bytes:
    given = {
        "summary": summary,
        "nav": NAV,
        "definitions": DEFINITIONS,
        "here": path,
        "room": room,
        "root": "../" * path.count("/"),
        **values(),
    }
    return render(template, given)


def pages_of(
    summary: Summary,
    people: Mapping[str, list[Person]],
    *,
    corrections: Mapping[str, Any],
    shapes: Mapping[str, Any] | None = None,
) -> Pages:
    """Path to what draws it."""
    pages: Pages = {}

    def add(path: str, template: str, room: str, values: Callable[[], Mapping[str, Any]] = dict) -> None:
        pages[path] = partial(_page, summary, path, template, room, values)

    add("index.html", "headline.html", "headline", partial(headline_values, summary))
    add("menu.html", "menu.html", "")
    add("agencies.html", "agencies.html", "agencies", partial(states_values, summary))
    add("registry.html", "registry.html", "registry", partial(registry_values, summary, shapes))
    add("town.html", "town.html", "town", partial(states_values, summary))
    add("methods.html", "methods.html", "methods", partial(method_values, summary))
    add("statistics.html", "statistics.html", "methods", partial(statistics_values, summary))
    add("downloads.html", "downloads.html", "", partial(download_values, summary))
    add("corrections.html", "corrections.html", "", lambda: corrections)
    add("contest.html", "contest.html", "")
    for key in summary.headline:
        add(f"rows/{key}.html", "rows.html", "headline", partial(counted_rows, summary, key))
    for state in sorted({agency.state for agency in summary.agencies.values()}):
        add(f"state/{state}.html", "state.html", "agencies", partial(state_values, summary, state))
        add(f"town/{state}.html", "town_state.html", "town", partial(town_values, summary, state))
    for agency in summary.agencies.values():
        if agency.on_record:
            values = partial(agency_values, agency, summary, people.get(agency.id), corrections["marked"])
            add(f"agency/{agency.slug}.html", "agency.html", "agencies", values)
    return pages


def static_files(shell: Path) -> Pages:
    """The site's own files and the shell's."""
    found: Pages = {f"static/{path.name}": path.read_bytes for path in sorted(OWN.iterdir()) if path.is_file()}
    for name in SHELL_FILES:
        found[f"static/{name}"] = (shell / "css" / name).read_bytes
    found["static/mark.svg"] = (shell / "icons" / "mark.svg").read_bytes
    return found
