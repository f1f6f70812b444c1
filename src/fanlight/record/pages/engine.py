"""Django's template language without a Django project: what turns a summary into pages."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import Any

from django.template import Context, Engine, Origin
from django.template.loaders import filesystem

HERE = Path(__file__).parent
INDENTATION = re.compile(r"^ +", re.MULTILINE)


class Loader(filesystem.Loader):
    """Templates without their indentation: in a table of thousands of rows it would be a third of the page."""

    def get_contents(self, origin: Origin) -> str:
        """The lines as they stand, from their first letter on; line numbers of errors stay true."""
        return INDENTATION.sub("", super().get_contents(origin))


@cache
def engine() -> Engine:
    """One engine a process; templates are parsed once."""
    loader = ("django.template.loaders.cached.Loader", [f"{__name__}.Loader"])
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
