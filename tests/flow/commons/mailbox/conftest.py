"""The fixtures of the commons' rooms."""

from __future__ import annotations

from tests.flow.commons.made import as_, clock, commons_settings, maple

__all__ = ["as_", "clock", "commons_settings", "maple"]
