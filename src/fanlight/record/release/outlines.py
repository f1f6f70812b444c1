"""Outlines of the states for the map: us-atlas (the Census Bureau's of 2017), fetched and pinned, never carried."""

from __future__ import annotations

import json
import tarfile
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from fanlight.ground.durable import write_now
from fanlight.ground.errors import FanlightError
from fanlight.ground.pinned_package import PackageOutOfReach, fetched, is_pinned, lies_pinned
from fanlight.record.pages.map import outlines

PACKAGE = "us-atlas@3.0.1"
"""The npm package (ISC; the boundaries are the Census Bureau's, public domain)."""
PACKAGE_SHA256 = "e6daba1800885868303ad3549da62f85a557b8142bb72629ec15651de62f9c5d"
OUTLINES = "states-albers-10m.json"
OUTLINES_SHA256 = "6e7bb086a3c791490361968a3094f377f7726c5d0c4900fec03cc42db2305a3d"
OUTLINES_BYTES = 82_031


class OutlinesOutOfReach(FanlightError):
    """The outlines of the states could not be fetched."""

    remedy = "The map has latitude and longitude until `fanlight record outlines` succeeds; everything else works."


class OutlinesChanged(FanlightError):
    """What was fetched is not the file of outlines that Fanlight knows, so it was thrown away."""

    remedy = "The map has latitude and longitude until `fanlight record outlines` succeeds; everything else works."


class OutlinesBroken(FanlightError):
    """The file holds no outlines of states."""

    remedy = f"Give {OUTLINES} of the npm package us-atlas, or leave --shapes out."


def is_there(folder: Path) -> bool:
    """Whether the outlines lie in `folder`, whole and unchanged."""
    return lies_pinned(folder / OUTLINES, OUTLINES_SHA256)


def get(folder: Path, npm: list[str]) -> None:
    """Fetch with the npm command `npm` (0.6 MB) and write OUTLINES into `folder`. Raises FanlightError."""
    with tempfile.TemporaryDirectory(prefix="fanlight-outlines-") as place:
        try:
            command = [*npm, "pack", PACKAGE, "--silent", "--fetch-retries=0", "--pack-destination", place]
            package = fetched(command, Path(place), "*.tgz")
        except PackageOutOfReach as error:
            raise OutlinesOutOfReach("The package registry did not give the outlines.") from error
        place_from(package, folder)


def place_from(package: Path, folder: Path) -> None:
    """Take the outlines out of the package file and put them in place."""
    untrusted_package = package.read_bytes()
    if not is_pinned(untrusted_package, PACKAGE_SHA256):
        raise OutlinesChanged
    try:
        with tarfile.open(package, "r:gz") as archive:
            member = archive.extractfile(f"package/{OUTLINES}")
            data = member.read(OUTLINES_BYTES + 1) if member is not None else b""
    except (tarfile.TarError, KeyError, OSError, EOFError) as error:
        raise OutlinesChanged from error
    if not is_pinned(data, OUTLINES_SHA256):
        raise OutlinesChanged
    try:
        write_now(folder / OUTLINES, data)
    except OSError as error:
        raise OutlinesOutOfReach(f"The outlines could not be written to {folder}: {error.strerror}.") from error


def lying(folder: Path) -> Mapping[str, Any] | None:
    """The outlines in `folder`; none where they are missing or changed, for a map does without."""
    path = folder / OUTLINES
    try:
        data = path.read_bytes()
    except OSError:
        return None
    return parse(data, OUTLINES) if is_pinned(data, OUTLINES_SHA256) else None


def parse(untrusted_data: bytes, name: str) -> Mapping[str, Any]:
    """TopoJSON with a collection “states” whose arcs are whole; raises OutlinesBroken with the file's name."""
    try:
        shapes = json.loads(untrusted_data)
        drawn = outlines(shapes)
    except (ValueError, LookupError, TypeError, AttributeError, ArithmeticError, RecursionError) as error:
        raise OutlinesBroken(f"{name} holds no outlines of states.") from error
    if not drawn or not isinstance(shapes, dict):
        raise OutlinesBroken(f"{name} holds no outlines of states.")
    return shapes
