"""The models that look, from the home's folder of models; all of them, or nothing is redacted."""

from __future__ import annotations

from pathlib import Path

from fanlight.home.asks.redact import getting
from fanlight.home.asks.redact.faces import CenterFace
from fanlight.home.asks.redact.faults import ModelMissing
from fanlight.home.asks.redact.look import Detector
from fanlight.home.asks.redact.things import Things
from fanlight.home.recorder.watch import getting as getting_kinds


def detectors(folder: Path) -> list[Detector]:
    """Faces first, then persons and vehicles. Raises ModelMissing."""
    if not getting.is_there(folder):
        raise ModelMissing("The face model is missing, so nothing is redacted: who stands still would be bare.")
    if not getting_kinds.is_there(folder):
        raise ModelMissing("The detector of persons and vehicles is missing, so nothing is redacted.")
    return [
        CenterFace(folder / getting.MODEL),
        Things(folder / getting_kinds.MODEL, folder / getting_kinds.LABELS),
    ]
