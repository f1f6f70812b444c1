"""Source files from public repositories, by commit and hash; a download that was cut is taken up where it ended."""

from __future__ import annotations

import hashlib
import tomllib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import urllib3

from fanlight.ground.errors import FanlightError

PIECE = 65_536  # bytes between two words of progress
PATIENCE = urllib3.Timeout(connect=10, read=30)  # seconds; a repository's server answers within one
PUBLISHERS = Path(__file__).parent / "publishers.toml"


class NotFetched(FanlightError):
    """A file could not be fetched."""

    remedy = "Try again; what was received so far is kept."


class OtherBytes(NotFetched):
    """The bytes are not those that were pinned."""

    remedy = "The publisher's copy changed or something on the way did; the file was thrown away."


@dataclass(frozen=True, slots=True)
class Pinned:
    """One file that can be fetched."""

    name: str  # path below the data folder
    path: str  # OWNER/REPO/COMMIT/PATH
    sha256: str
    size: int  # bytes
    what: str


@dataclass(frozen=True, slots=True)
class Missing:
    """One source that cannot, and which numbers differ without it."""

    what: str
    differs: str


@dataclass(frozen=True, slots=True)
class Publishers:
    """All that is known of where files lie."""

    base: str
    files: tuple[Pinned, ...]
    missing: tuple[Missing, ...]


def publishers(path: Path = PUBLISHERS) -> Publishers:
    """The list of files that can be fetched, and of those that cannot."""
    table = tomllib.loads(path.read_text(encoding="utf-8"))
    files = tuple(Pinned(**entry) for entry in table["file"])
    return Publishers(table["base"], files, tuple(Missing(**entry) for entry in table["missing"]))


def _digest(path: Path) -> str:
    with path.open("rb") as data:
        return hashlib.file_digest(data, "sha256").hexdigest()


def _pieces(url: str, begun: int) -> Iterator[tuple[bool, bytes]]:
    """Whether the server took the download up where it ended, with each piece."""
    headers = {"Range": f"bytes={begun}-"} if begun else {}
    with urllib3.PoolManager(retries=False) as pool:
        try:
            answer = pool.request("GET", url, headers=headers, timeout=PATIENCE, preload_content=False, redirect=False)
        except urllib3.exceptions.HTTPError as error:
            raise NotFetched(f"{url}: {type(error).__name__}.") from error
        try:
            if answer.status not in (200, 206):
                raise NotFetched(f"{url}: the server answered {answer.status}.")
            for piece in answer.stream(PIECE):
                yield answer.status == 206, piece
        except urllib3.exceptions.HTTPError as error:
            raise NotFetched(f"{url}: {type(error).__name__}.") from error
        finally:
            answer.close()


def fetch_file(pinned: Pinned, data: Path, base: str, *, tell: Callable[[int], None] = lambda done: None) -> bool:
    """Puts one file into the data folder; False where it lay there already. Raises NotFetched or OtherBytes."""
    target = data / pinned.name
    if target.is_file() and _digest(target) == pinned.sha256:
        return False
    target.parent.mkdir(parents=True, exist_ok=True)
    part = target.with_name(f".{target.name}.part")
    begun = part.stat().st_size if part.exists() else 0
    if begun >= pinned.size:
        part.unlink()
        begun = 0
    with part.open("ab") as out:
        for taken_up, piece in _pieces(f"{base}/{pinned.path}", begun):
            if begun and not taken_up:
                out.truncate(0)
                begun = 0
            out.write(piece)
            if out.tell() > pinned.size:
                break
            tell(out.tell())
    size = part.stat().st_size
    if size < pinned.size:
        raise NotFetched(f"{pinned.name}: {size:,} of {pinned.size:,} bytes came.")
    if _digest(part) != pinned.sha256:
        part.unlink()
        raise OtherBytes(f"{pinned.name}: the bytes are not those that were pinned.")
    part.replace(target)
    return True
