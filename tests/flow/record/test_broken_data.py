"""`fanlight record build` on a broken file says file, row and remedy in one line, and leaves with an error."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from tests.unit.record.made_up import MPV, data_folder


def run(*words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [str(Path(sys.executable).parent / "fanlight"), "record", *words], capture_output=True, text=True
    )


def test_a_broken_row_is_named(tmp_path: Path) -> None:
    """No traceback: the file, the row, and what to do."""
    rows = [list(row) for row in MPV]
    rows[3][1] = "2031-01-01"
    done = run("build", "--data", str(data_folder(tmp_path / "data", mpv=rows)))
    assert done.returncode == 2
    assert "mpv_2020-08-19.csv.gz, row 3" in done.stderr
    assert "Traceback" not in done.stderr


def test_an_own_list_links_on_the_made_up_set(tmp_path: Path) -> None:
    """The command's interface: IN, --data, --out."""
    (tmp_path / "in.csv").write_text("source,raw_agency,state,city\nx,Fabledale PD,OR,Fabledale\n")
    done = run(
        "link",
        str(tmp_path / "in.csv"),
        "--data",
        str(data_folder(tmp_path / "data")),
        "--out",
        str(tmp_path / "o.csv"),
    )
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "o.csv").read_text().splitlines() == [
        "source,raw_agency,state,city,ori,agency,kind,tier,score,reason",
        "x,Fabledale PD,OR,Fabledale,OR0010100,Fabledale Police Department,municipal,exact,100.0,",
    ]
