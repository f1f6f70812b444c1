"""The bag is one that others read too, and has one byte form."""

from __future__ import annotations

import io
import subprocess
import tarfile
from pathlib import Path

import bagit
import pytest

from fanlight.trust.papers.package.bag import blamed
from fanlight.trust.papers.package.folder import FolderTaken, read_folder, write_folder
from fanlight.trust.papers.package.layout import FILES, LIMITS, MANIFEST, PACKAGE_LIMIT, TAGMANIFEST, PackageBroken
from fanlight.trust.papers.package.tar import read_archive, write_archive
from tests.unit.trust.papers.package.making import Made


def test_the_library_of_congress_program_takes_the_opened_bag(package: Made, tmp_path: Path) -> None:
    """A second implementation of BagIt validates every checksum, the Payload-Oxum and completeness."""
    write_folder(read_archive(package.archive), tmp_path / "bag")
    bag = bagit.Bag(str(tmp_path / "bag"))
    assert bag.validate()
    assert bag.info["External-Identifier"] == package.payload.disclosure.id
    assert sorted(bag.info) == ["External-Identifier", "Payload-Oxum"]


def test_other_programs_list_the_archive(package: Made, tmp_path: Path) -> None:
    """Python's tarfile and the system's tar see the files in order, without owner, time or folder."""
    with tarfile.open(fileobj=io.BytesIO(package.archive)) as archive:
        members = archive.getmembers()
        assert [one.name for one in members] == [f"package/{name}" for name in FILES]
        assert {(one.mtime, one.uid, one.gid, one.uname, one.gname, one.mode) for one in members} == {
            (0, 0, 0, "", "", 0o644)
        }
        clip = archive.extractfile("package/data/clip.mp4")
        assert clip and clip.read() == package.files["data/clip.mp4"]
    path = tmp_path / "p.tar"
    path.write_bytes(package.archive)
    listed = subprocess.run(["tar", "tf", path], capture_output=True, text=True)
    assert (listed.returncode, listed.stderr) == (0, "")
    assert listed.stdout.split() == [f"package/{name}" for name in FILES]


def test_python_writes_the_same_headers(package: Made) -> None:
    """The header is that of POSIX ustar: a strict second writer differs only in the device fields it leaves empty."""
    with tarfile.open(fileobj=io.BytesIO(package.archive)) as archive:
        for member in archive.getmembers():
            ours = package.archive[member.offset : member.offset + 512]
            theirs = member.tobuf(format=tarfile.USTAR_FORMAT)
            assert ours[:148] == theirs[:148]
            assert ours[156:329] == theirs[156:329]


def test_the_same_files_are_the_same_bytes(package: Made) -> None:
    """Reading and writing again changes nothing."""
    out = io.BytesIO()
    size = write_archive(read_archive(package.archive), out)
    assert out.getvalue() == package.archive
    assert size == len(package.archive)


def test_a_folder_is_written_once_and_for_its_owner(package: Made, tmp_path: Path) -> None:
    """What was opened is not overwritten; nobody else on the machine reads it."""
    bag = tmp_path / "bag"
    write_folder(package.files, bag)
    assert {name: bytes(content) for name, content in read_folder(bag).items()} == package.files
    assert {path.stat().st_mode & 0o077 for path in [bag, *bag.rglob("*")]} == {0}
    with pytest.raises(FolderTaken):
        write_folder(package.files, bag)


@pytest.mark.parametrize("name", FILES)
def test_a_missing_file_is_named(package: Made, tmp_path: Path, name: str) -> None:
    """No file of a package may be left out."""
    bag = tmp_path / "bag"
    write_folder(package.files, bag)
    (bag / name).unlink()
    with pytest.raises(PackageBroken) as error:
        read_folder(bag)
    assert error.value.part == name


@pytest.mark.parametrize("extra", ["x", "data/x", "proofs/.hidden", "data/sub/", "fetch.txt", "data/clip.mp4.bak"])
def test_an_extra_file_is_named(package: Made, tmp_path: Path, extra: str) -> None:
    """What no package has is refused by its name, a folder too."""
    bag = tmp_path / "bag"
    write_folder(package.files, bag)
    (bag / extra).mkdir() if extra.endswith("/") else (bag / extra).touch()
    with pytest.raises(PackageBroken) as error:
        read_folder(bag)
    assert error.value.part == extra.rstrip("/")


def test_links_and_pipes_are_not_followed(package: Made, tmp_path: Path) -> None:
    """An opened bag cannot make the verifier read another file of the machine, or wait for ever."""
    import os

    bag = tmp_path / "bag"
    write_folder(package.files, bag)
    real = bag / "data/terms.txt"
    real.rename(tmp_path / "terms")
    real.symlink_to(tmp_path / "terms")
    with pytest.raises(PackageBroken, match=r"terms\.txt"):
        read_folder(bag)
    real.unlink()
    os.mkfifo(real)
    with pytest.raises(PackageBroken, match=r"terms\.txt"):
        read_folder(bag)
    (bag / "data").rename(tmp_path / "data")
    (bag / "data").symlink_to(tmp_path / "data")
    with pytest.raises(PackageBroken, match="data"):
        read_folder(bag)


def test_a_size_beyond_its_limit_is_refused_before_it_is_read(package: Made, tmp_path: Path) -> None:
    """A header that claims a gigabyte, or a sparse file, costs no memory."""
    bag = tmp_path / "bag"
    write_folder(package.files, bag)
    with (bag / "data/terms.txt").open("r+b") as file:
        file.truncate(LIMITS["data/terms.txt"] + 1)
    with pytest.raises(PackageBroken, match=r"terms\.txt"):
        read_folder(bag)
    claimed = package.archive[:124] + b"77777777777" + package.archive[135:]
    with pytest.raises(PackageBroken, match=r"bag-info\.txt: has 8589934591 bytes"):
        read_archive(claimed)
    assert sum(LIMITS.values()) < PACKAGE_LIMIT


def test_a_changed_line_and_a_changed_file_are_told_apart(package: Made) -> None:
    """Where file and line differ in a few digits the line was changed; where in most, the file."""
    for manifest, name in ((MANIFEST, "data/terms.txt"), (TAGMANIFEST, "proofs/request.tlog-proof")):
        line = bytearray(package.files[manifest])
        at = line.index(name.encode()) - 130
        line[at] = ord("0") if line[at] != ord("0") else ord("1")
        assert [part for part, _ in blamed({**package.files, manifest: bytes(line)}, manifest)] == [manifest]
        other = bytes(package.files[name]) + b" "
        assert [part for part, _ in blamed({**package.files, name: other}, manifest)] == [name]
