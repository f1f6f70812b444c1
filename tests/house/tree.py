"""The files of the repository and what is in them, for the tests that look at the house itself."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SOURCE = ROOT / "src" / "fanlight"


@dataclass(frozen=True)
class Function:
    """One function of the source with its length in lines."""

    where: str
    name: str
    lines: int


def python_files(folder: Path) -> list[Path]:
    """All Python files below a folder but migrations, which Django writes."""
    return sorted(path for path in folder.rglob("*.py") if "migrations" not in path.parts)


@cache
def parsed(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def functions(path: Path) -> Iterator[Function]:
    for node in ast.walk(parsed(path)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            assert node.end_lineno
            yield Function(f"{path.relative_to(ROOT)}:{node.lineno}", node.name, node.end_lineno - node.lineno + 1)


def lines(path: Path) -> int:
    return path.read_text(encoding="utf-8").count("\n")
