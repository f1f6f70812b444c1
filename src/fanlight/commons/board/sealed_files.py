"""Where the sealed bytes of forwarded posts lie, and the marks of endings that are not finished yet; all durable."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from django.conf import settings

from fanlight.ground.canonical import dumps, loads
from fanlight.ground.durable import Disk, write_now

MARKS = "endings"


def folder() -> Path:
    return Path(settings.DATA) / "forwards"


def sealed_path(number: str) -> Path:
    return folder() / f"{number}.age"


def keep(number: str, sealed: bytes) -> None:
    write_now(sealed_path(number), sealed)


def has_file(number: str) -> bool:
    return sealed_path(number).exists()


def read(number: str) -> bytes | None:
    try:
        return sealed_path(number).read_bytes()
    except FileNotFoundError:
        return None


def destroy(numbers: list[str]) -> None:
    """Gone, also after a power cut."""
    disk = Disk()
    for number in numbers:
        disk.remove(sealed_path(number))
    if folder().exists():
        disk.sync([folder()])


@dataclass(frozen=True)
class Mark:
    """An ending that was signed: it happens, whatever stops this process. Its entry and body lie in it."""

    agency: str
    paper: str
    entry: bytes
    body: bytes

    @property
    def path(self) -> Path:
        return folder() / MARKS / f"{self.agency}.{self.paper}"

    def write(self) -> None:
        content = dumps(
            {"agency": self.agency, "paper": self.paper, "entry": self.entry.hex(), "body": self.body.hex()}
        )
        write_now(self.path, content)

    def remove(self) -> None:
        self.path.unlink(missing_ok=True)


def marks(agency: str = "*") -> list[Mark]:
    """Endings that are not finished; while there is one, nothing leaves for that agency."""
    found = []
    for path in sorted((folder() / MARKS).glob(f"{agency}.*")):
        held = loads(path.read_bytes())
        assert isinstance(held, dict)
        entry, body = bytes.fromhex(str(held["entry"])), bytes.fromhex(str(held["body"]))
        found.append(Mark(str(held["agency"]), str(held["paper"]), entry, body))
    return found
