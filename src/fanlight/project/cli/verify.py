"""`fanlight verify`: every check of a package, one line each; offline."""

from __future__ import annotations

import mmap
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

import click

from fanlight.ground.errors import FanlightError

if TYPE_CHECKING:
    from fanlight.trust.papers.package.verify import Check

AGE = b"age-encryption.org/"
SMALL = 64 * 1024  # bytes of a key file


class CannotRead(FanlightError):
    """There is no package to be read."""

    exit_code = 2


class DoesNotStand(FanlightError):
    """This package does not stand."""

    exit_code = 1


@click.command()
@click.argument("path", type=click.Path(path_type=Path))
@click.option("--ledger", type=click.Path(path_type=Path, file_okay=False), help="Folder of the log, for its proofs.")
@click.option("--vkey", type=click.Path(path_type=Path, dir_okay=False), help="File with the log's verifier key.")
def verify(path: Path, ledger: Path | None, vkey: Path | None) -> None:
    """Check the package PATH, an opened folder or a .tar: 0 good, 1 with the part that fails, 2 cannot be read."""
    from fanlight.trust.papers.package.layout import PackageBroken
    from fanlight.trust.papers.package.verify import Check
    from fanlight.trust.papers.package.verify import verify as checked

    try:
        files = read_package(path)
    except PackageBroken as error:
        told([Check(error.part, "bad", error.reason)])
        return
    told([*checked(files), *in_log_checks(files, ledger, vkey)])


def in_log_checks(files: Mapping[str, memoryview], ledger: Path | None, vkey: Path | None) -> list[Check]:
    """What the log's key and the log itself say; raises CannotRead where they cannot be read."""
    from fanlight.trust.ledger.faults import LedgerError, Unreachable
    from fanlight.trust.ledger.note import parse_vkey
    from fanlight.trust.ledger.source import FolderSource
    from fanlight.trust.papers.forms import PaperError
    from fanlight.trust.papers.package import in_log
    from fanlight.trust.papers.package.verify import Check

    try:
        key = parse_vkey(file_start(vkey).decode("ascii", "replace").strip()) if vkey else None
    except LedgerError as error:
        raise CannotRead(f"{vkey} holds no verifier key: {error}") from None
    if ledger is None:
        return list(in_log.signed_by_log(files, key)) if key else [in_log.NEITHER]
    if not ledger.is_dir():
        raise CannotRead(f"{ledger} is no folder of a log.")
    try:
        return list(in_log.signed_in_log(files, in_log.known_log(FolderSource(ledger), key)))
    except Unreachable as error:
        raise CannotRead(f"{ledger}: {error}") from None
    except (LedgerError, PaperError) as error:
        return [Check("log", "bad", str(error))]


def file_start(path: Path, most: int = SMALL) -> bytes:
    """The first bytes of a file, or CannotRead."""
    try:
        with path.open("rb") as file:
            return file.read(most)
    except OSError as error:
        raise CannotRead(f"{path} cannot be read: {error.strerror}.") from None


def told(checks: list[Check]) -> None:
    """Print one line for each check; leave with 1 where one is bad."""
    from fanlight.trust.papers.package.verify import bad

    for check in checks:
        click.echo(check.line())
    if parts := bad(checks):
        raise DoesNotStand(f"This package does not stand: {', '.join(parts)}.")


def read_package(path: Path) -> Mapping[str, memoryview]:
    """The files of a folder or an archive; raises CannotRead or PackageBroken."""
    from fanlight.trust.papers.package.folder import read_folder
    from fanlight.trust.papers.package.tar import read_archive

    try:
        if path.is_dir():
            return read_folder(path)
        with path.open("rb") as file:
            if not path.stat().st_size:
                raise CannotRead(f"{path} is empty.")
            archive = mmap.mmap(file.fileno(), 0, prot=mmap.PROT_READ)
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or "it is no file"
        raise CannotRead(f"{path} cannot be read: {reason}.") from None
    if archive[: len(AGE)] == AGE:
        raise CannotRead(f"{path} is sealed.", remedy="Open it: fanlight agency open PACKAGE.age --identity FILE.")
    return read_archive(memoryview(archive))
