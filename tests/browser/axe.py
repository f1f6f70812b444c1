"""What axe-core finds on a page (WCAG 2.2 AA floor of the pages' document), as tests compare it with nothing."""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import Page

AXE = Path(__file__).parent / "node_modules" / "axe-core" / "axe.min.js"
SERIOUS = ("serious", "critical")


def serious(page: Page) -> list[tuple[str, list[str]]]:
    """Rules broken seriously, each with the beginning of up to three elements."""
    assert AXE.is_file(), "axe-core is not installed (make test-env)"
    page.evaluate(AXE.read_text())
    result = page.evaluate("axe.run(document, { resultTypes: ['violations'] })")
    assert result["passes"], "axe looked at nothing"
    return [
        (one["id"], [node["html"][:160] for node in one["nodes"][:3]])
        for one in result["violations"]
        if one["impact"] in SERIOUS
    ]
