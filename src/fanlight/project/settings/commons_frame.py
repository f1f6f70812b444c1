"""Templates of the commons: its own frame replaces the home's, and its tags are there."""

from __future__ import annotations

from copy import deepcopy
from pathlib import Path
from typing import Any

OVER = Path(__file__).resolve().parents[1] / "templates" / "commons" / "over"
TAGS = "fanlight.project.shell.commons_tags"
CONTEXT = "fanlight.project.shell.commons_context.commons_shell"


def commons_templates(base: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The home's engine with other folders, tags and context."""
    made = deepcopy(base)
    made[0]["DIRS"] = [str(OVER), *made[0]["DIRS"]]
    options = made[0]["OPTIONS"]
    options["libraries"] = {**options["libraries"], "commons_shell": TAGS}
    options["context_processors"] = [*options["context_processors"][:-1], CONTEXT]
    return made
