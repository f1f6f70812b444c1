"""Which cameras the demo has, where they are served, and the password that goes with them."""

from __future__ import annotations

import secrets
from dataclasses import dataclass, field
from pathlib import Path

from fanlight.demo.rtsp.cameras import LOCAL

USER = "demo"
SUB_ENDING = "-sub"


@dataclass(frozen=True)
class DemoCamera:
    """One made-up camera as a household would add it."""

    key: str  # path of its main stream
    name: str
    place: str  # as it follows a verb
    doorbell: bool = False
    has_sub: bool = True

    def path(self, stream: str) -> str:
        return self.key if stream == "main" else self.key + SUB_ENDING


DEMO_CAMERAS = (
    DemoCamera("front-door", "Front door", "on the path", doorbell=True),
    DemoCamera("drive", "Drive", "on the drive"),
    DemoCamera("side-gate", "Side gate", "at the side gate"),
    DemoCamera("garden", "Garden", "on the lawn"),
)


@dataclass(frozen=True)
class Access:
    """How a client gets in: one password for all cameras of a data directory."""

    port: int
    password: str = field(repr=False)
    user: str = USER

    def url(self, camera: DemoCamera, stream: str) -> str:
        """Without the password: it is given beside the address, never in it."""
        return f"rtsp://{LOCAL}:{self.port}/{camera.path(stream)}"


def demo_folder(data_dir: Path) -> Path:
    """Everything that the demo draws or makes up for this data directory."""
    folder = data_dir / "demo"
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def demo_secret(data_dir: Path, name: str) -> str:
    """A random word of this data directory, made at the first call; only its owner can read the file."""
    path = demo_folder(data_dir) / name
    if not path.exists():
        draft = path.with_suffix(".part")
        draft.touch(mode=0o600)
        draft.write_text(secrets.token_urlsafe(15), encoding="ascii")
        draft.replace(path)
    return path.read_text(encoding="ascii").strip()


def lamp_token(data_dir: Path) -> str:
    """What the demo's lamp wants as `Authorization: Bearer`."""
    return demo_secret(data_dir, "lamp-token")


def access(data_dir: Path, port: int) -> Access:
    return Access(port, demo_secret(data_dir, "camera-password"))
