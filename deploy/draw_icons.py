"""Draws the app's icons as PNG from the one SVG; run after changing it: `.venv/bin/python deploy/draw_icons.py`."""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import sync_playwright

ROOT = Path(__file__).resolve().parents[1] / "src" / "fanlight"
DRAWN = ROOT / "project" / "static" / "shell" / "icons" / "app-icon.svg"
ICONS = ROOT / "home" / "tell" / "static" / "home_tell" / "icons"
SIZES = (180, 192, 512)  # px: iPhone's home screen, Android's, its splash screen


def main() -> None:
    """One page as large as the icon, one picture of it."""
    ICONS.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox", "--disable-gpu"])
        for size in SIZES:
            page = browser.new_page(viewport={"width": size, "height": size})
            svg = DRAWN.read_text().replace("<svg ", f'<svg width="{size}" height="{size}" style="display:block" ', 1)
            page.set_content(f'<body style="margin:0">{svg}</body>')
            page.screenshot(path=str(ICONS / f"app-{size}.png"))
        browser.close()


if __name__ == "__main__":
    main()
