"""What axe-core finds on a page (WCAG 2.2 AA floor of the pages' document), as tests compare it with nothing."""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import Page

from tests.tour.browser import DESK, PHONE

AXE = Path(__file__).parent / "node_modules" / "axe-core" / "axe.min.js"
SERIOUS = ("serious", "critical")
SETTLES = 150  # ms; a change of width or theme is painted


COLOURS = "{ runOnly: ['color-contrast', 'link-in-text-block'] }"  # what a theme decides; the rest is the same in both


def serious(page: Page, options: str = "{}") -> list[tuple[str, list[str]]]:
    """Rules broken seriously, each with the beginning of up to three elements."""
    assert AXE.is_file(), "axe-core is not installed (make test-env)"
    page.evaluate(AXE.read_text())
    result = page.evaluate(f"axe.run(document, {{ resultTypes: ['violations'], ...{options} }})")
    assert result["passes"], "axe looked at nothing"
    return [
        (one["id"], [node["html"][:160] for node in one["nodes"][:3]])
        for one in result["violations"]
        if one["impact"] in SERIOUS
    ]


def serious_everywhere(page: Page) -> list[tuple[object, ...]]:
    """The open page, at phone and desk width, in light and (colours alone) in dark; each with its address."""
    found: list[tuple[object, ...]] = []
    for size in (PHONE, DESK):
        page.set_viewport_size(size)  # type: ignore[arg-type]
        for scheme, options in (("dark", COLOURS), ("light", "{}")):
            page.emulate_media(color_scheme=scheme, reduced_motion="reduce")  # type: ignore[arg-type]
            page.wait_for_timeout(SETTLES)
            found += [(page.url, size["width"], scheme, *one) for one in serious(page, options)]
    return found


def sticks_out(page: Page, *sizes: dict[str, int]) -> list[tuple[str, int]]:
    """Address and width wherever the open page scrolls sideways."""
    found = []
    for size in sizes:
        page.set_viewport_size(size)  # type: ignore[arg-type]
        page.wait_for_timeout(SETTLES)
        if page.evaluate("document.documentElement.scrollWidth") > size["width"]:
            found.append((page.url, size["width"]))
    return found
