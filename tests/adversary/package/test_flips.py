"""S13, package: whatever is changed in a package is found and named; what is no package is told so in our words."""

from __future__ import annotations

import random
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fanlight.trust.papers.package.bag import blamed
from fanlight.trust.papers.package.layout import CLIP, FILES, MANIFEST, PAYLOAD, TAGMANIFEST, PackageBroken
from fanlight.trust.papers.package.tar import BASE, header, read_archive
from fanlight.trust.papers.package.verify import bad, verify
from tests.unit.trust.papers.package.making import Made, archived, made

SMALL = [name for name in FILES if name != CLIP]


@pytest.fixture(scope="module")
def package(tmp_path_factory: pytest.TempPathFactory) -> Made:
    return made(tmp_path_factory.mktemp("flips") / "log")


def flipped(content: bytes, bit: int) -> memoryview:
    changed = bytearray(content)
    changed[bit // 8] ^= 1 << bit % 8
    return memoryview(bytes(changed))


@pytest.mark.slow
@pytest.mark.parametrize("name", SMALL)
def test_every_flipped_bit_of_every_small_file_is_named(package: Made, name: str) -> None:
    """All bits: the manifests name this file and no other."""
    content = bytes(package.files[name])
    manifests = [MANIFEST] if name in PAYLOAD else [TAGMANIFEST]
    manifests = [MANIFEST, TAGMANIFEST] if name in (MANIFEST, TAGMANIFEST) else manifests
    for bit in range(8 * len(content)):
        files = {**package.views, name: flipped(content, bit)}
        parts = {part for manifest in manifests for part, _ in blamed(files, manifest)}
        assert parts == {name}, bit


@pytest.mark.slow
@pytest.mark.parametrize("name", FILES)
def test_the_whole_verifier_names_the_flipped_file_and_nothing_else(package: Made, name: str) -> None:
    """One bit of 150 bytes of every file, the film too: all checks together name this file alone."""
    content, rng = bytes(package.files[name]), random.Random(name)
    for at in rng.sample(range(len(content)), min(150, len(content))):
        files = {**package.views, name: flipped(content, 8 * at + rng.randrange(8))}
        assert bad(verify(files)) == [name], at


@pytest.mark.slow
def test_every_byte_of_the_archive_itself_counts(package: Made) -> None:
    """All bits of the first header, one bit of every byte of the others, of the padding and of the end."""
    archive, rng = package.archive, random.Random(2)
    for bit in [*range(8 * 512), *(8 * at + rng.randrange(8) for at in _between(archive))]:
        with pytest.raises(PackageBroken):
            read_archive(flipped(archive, bit))


def _between(archive: bytes) -> Iterator[int]:
    """The bytes of the archive that belong to no file."""
    at = 0
    for _ in FILES:
        size = int(archive[at + 124 : at + 135], 8)
        padded = at + 512 + size + -size % 512
        yield from range(at, at + 512)
        yield from range(at + 512 + size, padded)
        at = padded
    yield from range(at, len(archive))


def test_a_flip_in_a_header_names_its_file(package: Made) -> None:
    """The header of the film with another owner, time, mode, link or checksum."""
    archive = package.archive
    start = archive.index((BASE + CLIP).encode())
    for at in (0, 100, 108, 124, 136, 148, 156, 157, 257, 265, 329, 345, 511):
        with pytest.raises(PackageBroken) as error:
            read_archive(flipped(archive, 8 * (start + at)))
        assert error.value.part == CLIP


def test_a_cut_archive_is_refused_at_every_length(package: Made) -> None:
    """Truncated anywhere, or with one byte more."""
    archive = package.archive
    rng = random.Random(1)
    for size in [*range(1600), *(rng.randrange(len(archive)) for _ in range(500)), len(archive) - 1]:
        with pytest.raises(PackageBroken):
            read_archive(archive[:size])
    for more in (b"\0", bytes(512), archive):
        with pytest.raises(PackageBroken):
            read_archive(archive + more)


@pytest.mark.parametrize("name", ["data/extra.txt", "zz", "data/clip.mp4", "../../etc/passwd", "\x1b[2J"])
def test_an_extra_file_at_any_place_is_refused(package: Made, name: str) -> None:
    """A file more, a file twice, a name that leads out: the archive is refused, and the name is printed harmlessly."""
    archive = package.archive
    extra = header(name, 5) + b"extra" + bytes(507)
    starts = [archive.index((BASE + one).encode()) for one in FILES] + [len(archive) - 1024]
    for start in starts:
        with pytest.raises(PackageBroken) as error:
            read_archive(archive[:start] + extra + archive[start:])
        assert str(error.value).isprintable()


def test_files_in_another_order_are_refused(package: Made) -> None:
    """Sorted, or not a package."""
    archive = package.archive
    first, second, third = (archive.index((BASE + one).encode()) for one in FILES[:3])
    with pytest.raises(PackageBroken):
        read_archive(archive[second:third] + archive[first:second] + archive[third:])


def test_a_bomb_costs_nothing(package: Made) -> None:
    """A JSON of a million brackets, numbers of 100,000 digits and a header that claims 8 GiB are our error at once."""
    for name in ("data/disclosure.json", "data/redaction_report.json", "data/request.json"):
        for content in (b"[" * 1_000_000, b'{"a":' * 100_000, b"9" * 100_000, b"[1e999999]", b'"' + b"\\" * 99_999):
            assert name in bad(verify({**package.views, name: memoryview(content)}))
    huge = header("data/clip.mp4", 0)[:124] + b"77777777777" + header("data/clip.mp4", 0)[135:]
    start = package.archive.index((BASE + CLIP).encode())
    with pytest.raises(PackageBroken, match="may have"):
        read_archive(package.archive[:start] + huge + package.archive[start + 512 :])


@given(st.binary(max_size=2_000))
def test_random_bytes_raise_only_our_error(content: bytes) -> None:
    """No other exception leaves the reader of archives."""
    with pytest.raises(PackageBroken):
        read_archive(content)


@given(data=st.data())
def test_random_files_are_judged_without_an_exception(data: st.DataObject) -> None:
    """The verifier answers for any bytes in any file."""
    files = {name: memoryview(data.draw(st.binary(max_size=60))) for name in FILES}
    assert bad(verify(files))


def test_a_report_may_be_cut_anywhere_inside_an_archive_that_fits(package: Made, tmp_path: Path) -> None:
    """Each small file cut short and packed again is named by the verifier."""
    for name in SMALL:
        content = bytes(package.files[name])
        for size in {1, len(content) // 2, len(content) - 1}:
            files = read_archive(archived({**package.files, name: content[:size]}))
            assert bad(verify(files)) == [name], (name, size)
