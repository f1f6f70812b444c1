"""Everything that a site of the record holds, by its path: pages, downloads, headline, paper."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path
from typing import Any

from fanlight.record.pages.site import pages_of, static_files
from fanlight.record.pages.summary import Person, Summary
from fanlight.record.release.corrections import correction_values
from fanlight.record.release.downloads import download_files, downloadable
from fanlight.record.release.headline_json import headline_json
from fanlight.record.release.paper import paper


def site_files(
    summary: Summary,
    people: Mapping[str, list[Person]],
    shell: Path,
    *,
    released: Summary | None = None,
    marks: Mapping[str, str] | None = None,
    released_marks: Mapping[str, str] | None = None,
    shapes: Mapping[str, Any] | None = None,
) -> dict[str, Callable[[], bytes]]:
    """Path to what draws it. `released` and the marks of rows tell what this build changes against the release."""
    corrections = correction_values(summary, released, marks or {}, released_marks or {})
    return {
        **static_files(shell),
        **pages_of(summary, people, corrections=corrections, shapes=shapes),
        **download_files(summary, people),
        "headline.json": partial(headline_json, summary),
        "published.json": lambda: paper(downloadable(summary)),
    }
