"""What stands in templates and scripts: no inline style or script, icons that exist, words as the design says."""

from __future__ import annotations

import re
from pathlib import Path

import lucide
import pytest

import fanlight

SOURCE = Path(fanlight.__file__).parent
TEMPLATES = sorted(p for p in SOURCE.rglob("templates/**/*.html"))
SCRIPTS = sorted(SOURCE.rglob("static/**/*.js"))
REFUSED_WORDS = re.compile(r"\b(please|sorry|oops|successfully|invalid)\b", re.IGNORECASE)


def test_there_are_templates() -> None:
    """The search below has something to find."""
    assert len(TEMPLATES) > 20


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda p: str(p.relative_to(SOURCE)))
def test_a_template_obeys_the_policy(template: Path) -> None:
    """No style attribute, no inline handler, no inline script but data: the policy would refuse them."""
    text = re.sub(r"\{#.*?#\}|\{% comment %\}.*?\{% endcomment %\}", "", template.read_text(), flags=re.S)
    assert not re.search(r"<[^>]+\sstyle=", text)
    assert "<style" not in text
    assert not re.search(r"<[^>]+\son[a-z]+=", text)
    for script in re.findall(r"<script\b([^>]*)>", text):
        assert "src=" in script or 'type="application/json"' in script


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda p: str(p.relative_to(SOURCE)))
def test_icons_exist(template: Path) -> None:
    """An icon that this version of Lucide does not have would break the page when it is drawn."""
    for name in re.findall(r'\{% (?:icon|lucide) "([^"]+)"', template.read_text()) + re.findall(
        r'symbol="([^"]+)"', template.read_text()
    ):
        lucide._load_icon(name)


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda p: str(p.relative_to(SOURCE)))
def test_words_are_plain(template: Path) -> None:
    """Plain, short, present; no exclamation marks."""
    text = re.sub(r"\{[%#{].*?[}%#]\}|<[^>]*>", " ", template.read_text(), flags=re.S)
    assert not REFUSED_WORDS.search(text)
    assert "!" not in text


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda p: str(p.relative_to(SOURCE)))
def test_a_script_sets_no_inline_style(script: Path) -> None:
    """What the policy refuses, or what would parse outside words as a page."""
    assert not re.search(r"setAttribute\(\s*[\"']style|insertAdjacentHTML|innerHTML|\beval\(", script.read_text())
