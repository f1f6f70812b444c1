"""The small stream that a camera offers beside its main one, made once of a built stream."""

from __future__ import annotations

import subprocess
from pathlib import Path

SIZE, KBITS = "640:360", 400
"""As cameras send it for a grid of live pictures."""
GOP = 30
"""Pictures from key frame to key frame: 2 s."""


def sub_of(stream: Path) -> Path:
    """The small stream of this one, in a folder `sub` beside it."""
    small = stream.parent / "sub" / stream.name
    if not small.exists():
        small.parent.mkdir(exist_ok=True)
        half_made = small.with_suffix(".making.mp4")
        rate = ["-b:v", f"{KBITS}k", "-maxrate", f"{KBITS}k", "-bufsize", f"{KBITS}k"]
        coding = ["-c:v", "libx264", "-preset", "veryfast", "-bf", "0", "-refs", "1", "-g", str(GOP), *rate]
        source = ["ffmpeg", "-v", "error", "-y", "-i", str(stream), "-vf", f"scale={SIZE}", "-an"]
        subprocess.run([*source, *coding, "-x264-params", "scenecut=0:rc-lookahead=0", str(half_made)], check=True)
        half_made.replace(small)
    return small
