"""The same house and commons as in the flow tests."""

from __future__ import annotations

from tests.flow.asks.conftest import commons, home, house

__all__ = ["commons", "home", "house"]
