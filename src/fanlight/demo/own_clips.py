"""A folder of somebody's own clips as cameras: each file that plays, and why the others are left out."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from fanlight.demo.cast import SUB_ENDING, DemoCamera
from fanlight.demo.rtsp.clip import Clip, ClipLeftOut, read_clip

ENDINGS = (".mp4", ".mov", ".mkv")
SUB = re.compile(r"[-_ ]sub$", re.IGNORECASE)


@dataclass(frozen=True)
class Folder:
    """What is served from a folder."""

    cameras: tuple[DemoCamera, ...]
    clips: Mapping[str, Clip]  # by path on the server
    left_out: Mapping[str, str]  # file name and reason


def read_folder(folder: Path) -> Folder:
    """NAME-sub.mp4 beside NAME.mp4 is that camera's sub stream."""
    found: dict[str, Clip] = {}
    names: dict[str, str] = {}
    left_out: dict[str, str] = {}
    for path in sorted(one for one in folder.iterdir() if one.is_file() and not one.name.startswith(".")):
        key = _key(path.stem)
        if path.suffix.lower() not in ENDINGS:
            left_out[path.name] = "its name does not end in .mp4, .mov or .mkv."
        elif key in found:
            left_out[path.name] = "another file of this folder has the same name."
        else:
            try:
                found[key], names[key] = _with_pictures(path), path.stem
            except ClipLeftOut as error:
                left_out[path.name] = str(error)
    alone = [key for key in found if not (key.endswith(SUB_ENDING) and key.removesuffix(SUB_ENDING) in found)]
    cameras = tuple(DemoCamera(key, _spoken(names[key]), "", has_sub=key + SUB_ENDING in found) for key in alone)
    return Folder(cameras, found, left_out)


def _with_pictures(path: Path) -> Clip:
    clip = read_clip(path)
    if clip.video is None:
        raise ClipLeftOut("it holds sound, but no pictures.")
    return clip


def _key(stem: str) -> str:
    """What stands in the address: small letters, digits and hyphens."""
    is_sub = SUB.search(stem)
    plain = re.sub(r"[^a-z0-9]+", "-", SUB.sub("", stem).lower()).strip("-") or "camera"
    return plain + SUB_ENDING if is_sub else plain


def _spoken(stem: str) -> str:
    words = re.sub(r"[_\-\s]+", " ", stem).strip() or "Camera"
    return words[0].upper() + words[1:]
