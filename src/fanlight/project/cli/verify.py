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


class CannotRead(FanlightError):
    """There is no package to be read."""

    exit_code = 2


@click.command()
@click.argument("path", type=click.Path(path_type=Path))
def verify(path: Path) -> None:
    """Check the package PATH, an opened folder or a .tar: 0 good, 1 with the part that fails, 2 cannot be read."""
    from fanlight.trust.papers.package.layout import PackageBroken
    from fanlight.trust.papers.package.verify import Check
    from fanlight.trust.papers.package.verify import verify as checked

    try:
        told(checked(read_package(path)))
    except PackageBroken as error:
        told([Check(error.part, "bad", error.reason)])


def told(checks: list[Check]) -> None:
    """Print one line for each check; leave with 1 where one is bad."""
    from fanlight.trust.papers.package.verify import bad

    for check in checks:
        click.echo(check.line())
    if parts := bad(checks):
        click.echo(f"This package does not stand: {', '.join(parts)}", err=True)
        raise click.exceptions.Exit(1)


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
