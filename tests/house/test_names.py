"""A newcomer finds a thing by its name; a module says in its first sentence what it is for."""

from __future__ import annotations

import ast
import re

from tests.house.tree import ROOT, SOURCE, parsed, python_files

REFUSED = re.compile(r"(^|[/_])(utils?|helpers?|common|managers?|misc|core|services?|handlers?)(\.|/|_|$)")


def test_no_file_has_a_name_that_says_nothing() -> None:
    """utils, helpers and their kin hold anything, so they tell nothing."""
    names = [str(path.relative_to(SOURCE)) for path in SOURCE.rglob("*") if "__pycache__" not in path.parts]
    assert not [name for name in names if REFUSED.search(name)]


def test_init_files_are_empty() -> None:
    """What a package holds is said by its files' names; an import of one runs no other."""
    assert not [str(path.relative_to(ROOT)) for path in SOURCE.rglob("__init__.py") if path.read_text().strip()]


def test_every_module_says_what_it_is_for() -> None:
    """The first line is a sentence that ends with a full stop or a question mark."""
    silent = []
    for path in python_files(SOURCE):
        if path.name == "__init__.py":
            continue
        words = (ast.get_docstring(parsed(path)) or "").strip().split("\n\n")[0]
        if len(words) < 20 or not re.search(r"[.?)”:]$", words):
            silent.append(str(path.relative_to(ROOT)))
    assert not silent, "\n".join(silent)


def test_outside_values_are_not_printed_as_traces() -> None:
    """Nothing in the source swallows every exception without a word."""
    found = []
    for path in python_files(SOURCE):
        for node in ast.walk(parsed(path)):
            bare = isinstance(node, ast.ExceptHandler) and (
                node.type is None
                or (isinstance(node.type, ast.Name) and node.type.id in ("Exception", "BaseException"))
            )
            if bare and len(node.body) == 1 and isinstance(node.body[0], ast.Pass):
                found.append(f"{path.relative_to(ROOT)}:{node.lineno}")
    assert not found, "\n".join(found)
