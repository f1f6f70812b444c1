"""What can go wrong while footage is redacted; each stops it before anything is written in the place asked for."""

from __future__ import annotations

from fanlight.ground.errors import FanlightError


class CannotRedact(FanlightError):
    """This file cannot be opened as video."""

    exit_code = 2


class ModelMissing(FanlightError):
    """A model is missing, so nothing is redacted: who stands still would be bare."""

    exit_code = 3
    remedy = "Get the models with `fanlight redact --get-models`."


class Cancelled(FanlightError):
    """Redaction was cancelled; nothing was written."""

    exit_code = 130


class OutputCannotBeWritten(FanlightError):
    """The redacted file could not be written."""


class LeftInside(FanlightError):
    """The redacted file holds something that may not leave."""

    remedy = "The file was not kept. This is a mistake in Fanlight: please report it."
