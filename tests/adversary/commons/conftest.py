"""Maple Hollow's commons, as the flow tests have it."""

from tests.flow.commons.made import as_, clock, commons_settings, maple

__all__ = ["as_", "clock", "commons_settings", "maple"]
