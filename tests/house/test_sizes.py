"""Files and functions stay small enough to be read in one go."""

from __future__ import annotations

from tests.house.tree import ROOT, SOURCE, functions, lines, python_files

FILE_LIMIT = 300
FUNCTION_LIMIT = 60
LINE_LIMIT = 140  # of templates, style sheets and scripts; ruff holds Python to 120
USUAL_FUNCTION = 30  # 90 of 100 are no longer than this


def test_no_source_file_is_longer_than_300_lines() -> None:
    """A file past 300 lines becomes a folder of that name, split by noun."""
    suffixes = (".py", ".js", ".css", ".html")
    files = [path for path in SOURCE.rglob("*") if path.suffix in suffixes and "migrations" not in path.parts]
    long = [f"{path.relative_to(ROOT)}: {lines(path)}" for path in files if lines(path) > FILE_LIMIT]
    assert not long, "\n".join(long)


def test_no_line_of_a_page_is_longer_than_140_characters() -> None:
    """One element a line, attributes broken over lines: a template is read and compared by people."""
    files = [path for path in SOURCE.rglob("*") if path.suffix in (".html", ".css", ".js", ".svg")]
    long = [
        f"{path.relative_to(ROOT)}:{number}: {len(line)}"
        for path in files
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        if len(line) > LINE_LIMIT
    ]
    assert not long, "\n".join(long)


def test_no_function_is_longer_than_60_lines() -> None:
    """What is longer tells two stories."""
    long = [
        f"{f.where} {f.name}: {f.lines}"
        for path in python_files(SOURCE)
        for f in functions(path)
        if f.lines > FUNCTION_LIMIT
    ]
    assert not long, "\n".join(long)


def test_nine_of_ten_functions_are_no_longer_than_30_lines() -> None:
    """The usual function fits on half a screen."""
    sizes = sorted(f.lines for path in python_files(SOURCE) for f in functions(path))
    assert sizes[int(len(sizes) * 0.9)] <= USUAL_FUNCTION
