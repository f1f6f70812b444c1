"""How the record's pages write numbers, days and states."""

from __future__ import annotations

from datetime import date

from django.template import Library

from fanlight.record.pages import words

register = Library()


@register.filter
def count(number: int | float) -> str:
    """Thin grouping from ten thousand."""
    return words.grouped(round(number))


@register.filter
def percent(share: float, places: int = 0) -> str:
    """A fraction of one as per cent."""
    return f"{share * 100:.{places}f} %"


@register.filter
def day(value: date | None) -> str:
    """5 May 2020."""
    return words.day(value) if value else "day not known"


@register.filter
def month(value: date) -> str:
    """May 2020."""
    return words.month(value)


@register.filter
def begun(partner: object) -> str:
    """The day a partnership began, or its month where only that is known."""
    return words.begun(partner.start, partner.month_only)  # type: ignore[attr-defined]


@register.filter
def state(code: str) -> str:
    """A state's name."""
    return words.state(code)


@register.filter
def kind(value: str) -> str:
    """An agency's kind in the words of its page."""
    return words.KINDS.get(value, value)


@register.filter
def tier(value: str) -> str:
    """A verdict's tier in a word or two."""
    return words.TIERS.get(value, value)


@register.filter
def get(mapping: dict[str, object], key: str) -> object:
    """A mapping's value."""
    return mapping.get(key)


@register.filter
def plural(number: int, noun: str) -> str:
    """1 death, 2 deaths."""
    return words.counted(number, noun)


@register.filter
def places(value: float, number: int) -> str:
    """A fixed number of decimals."""
    return f"{value:.{number}f}"
