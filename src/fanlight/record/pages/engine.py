"""Django's template language without a Django project: what turns a summary into pages."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

from django.template import Context, Engine

HERE = Path(__file__).parent


@cache
def engine() -> Engine:
    """One engine a process; templates are parsed once."""
    loader = ("django.template.loaders.cached.Loader", ["django.template.loaders.filesystem.Loader"])
    return Engine(
        dirs=[str(HERE / "templates")],
        loaders=[loader],
        libraries={"record": "fanlight.record.pages.filters"},
        builtins=["fanlight.record.pages.filters"],
    )


def render(template: str, values: dict[str, Any]) -> bytes:
    """A page as UTF-8."""
    context = Context(values, use_l10n=False, use_tz=False)
    return engine().get_template(f"record/{template}").render(context).encode()
