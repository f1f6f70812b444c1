"""What one member of a paper may be: lengths, hexadecimal, whole numbers, lists (docs/reference/formats/papers.md)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, Protocol, runtime_checkable

from fanlight.ground import canonical
from fanlight.ground.canonical import Value
from fanlight.ground.errors import FanlightError

TEXT_LIMIT, NAME_LIMIT = 2_000, 120  # characters

# C0, C1, line ends, and the marks that turn the direction of writing: they can show other words than were signed
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]")
_SEVERAL_LINES = re.compile(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]")


class PaperError(FanlightError):
    """A paper is not in its form."""

    remedy = "Make it again with the same version of Fanlight; a signed paper cannot be mended."

    def __init__(self, member: str, words: str) -> None:
        self.member = member
        super().__init__(f"{member or 'paper'}: {words}")


@runtime_checkable
class Form(Protocol):
    """What one member may be."""

    def read(self, untrusted: object, where: str) -> Any: ...
    def write(self, held: Any) -> Value: ...


class _AsItIs:
    def write(self, held: Any) -> Value:
        value: Value = held
        return value


@dataclass(frozen=True)
class Hex(_AsItIs):
    """Bytes as lower-case hexadecimal text."""

    size: int

    def read(self, untrusted: object, where: str) -> str:
        if isinstance(untrusted, str) and re.fullmatch(r"[0-9a-f]*", untrusted) and len(untrusted) == 2 * self.size:
            return untrusted
        raise PaperError(where, f"must be {self.size} bytes as lower-case hexadecimal.")


@dataclass(frozen=True)
class HexUpTo(_AsItIs):
    """Some bytes as lower-case hexadecimal text."""

    most: int

    def read(self, untrusted: object, where: str) -> str:
        if isinstance(untrusted, str) and re.fullmatch(rf"(?:[0-9a-f]{{2}}){{1,{self.most}}}", untrusted):
            return untrusted
        raise PaperError(where, f"must be 1 to {self.most} bytes as lower-case hexadecimal.")


@dataclass(frozen=True)
class Whole(_AsItIs):
    """An integer within bounds, both included."""

    low: int = 0
    high: int = canonical.LARGEST

    def read(self, untrusted: object, where: str) -> int:
        if type(untrusted) is int and self.low <= untrusted <= self.high:
            return untrusted
        raise PaperError(where, f"must be a whole number from {self.low} to {self.high}.")


@dataclass(frozen=True)
class Text(_AsItIs):
    """Words without control characters, not blank, no blanks at the ends; facts and notes may have several lines."""

    most: int = TEXT_LIMIT
    least: int = 1
    lines: bool = False

    def read(self, untrusted: object, where: str) -> str:
        if not isinstance(untrusted, str) or not self.least <= len(untrusted) <= self.most:
            raise PaperError(where, f"must be text of {self.least} to {self.most} characters.")
        if (_SEVERAL_LINES if self.lines else _CONTROL).search(untrusted):
            raise PaperError(where, "holds a control character.")
        if untrusted != untrusted.strip():
            raise PaperError(where, "begins or ends with a blank.")
        return untrusted


@dataclass(frozen=True)
class Shaped(_AsItIs):
    """Text of one grammar."""

    grammar: str
    words: str

    def read(self, untrusted: object, where: str) -> str:
        if isinstance(untrusted, str) and re.fullmatch(self.grammar, untrusted, re.ASCII):
            return untrusted
        raise PaperError(where, f"must be {self.words}.")


@dataclass(frozen=True)
class OneOf(_AsItIs):
    """One value of a closed list."""

    values: tuple[Any, ...]

    def read(self, untrusted: object, where: str) -> Any:
        for value in self.values:
            if type(untrusted) is type(value) and untrusted == value:
                return value
        raise PaperError(where, f"must be {' or '.join(map(canonical_word, self.values))}.")


@dataclass(frozen=True)
class Flag(_AsItIs):
    """True or false."""

    def read(self, untrusted: object, where: str) -> bool:
        if isinstance(untrusted, bool):
            return untrusted
        raise PaperError(where, "must be true or false.")


@dataclass(frozen=True)
class Items:
    """How many there may be; the form of one is the form of the tuple's type."""

    least: int
    most: int
    rising: bool = False  # sorted, each once
    one: Form | None = None

    def read(self, untrusted: object, where: str) -> tuple[Any, ...]:
        if not isinstance(untrusted, list) or not self.least <= len(untrusted) <= self.most:
            raise PaperError(where, f"must be a list of {self.least} to {self.most}.")
        one = self.one
        assert one is not None
        held = tuple(one.read(value, f"{where}[{at}]") for at, value in enumerate(untrusted))
        if self.rising and any(after <= before for before, after in pairwise(held)):
            raise PaperError(where, "must be sorted, each once.")
        return held

    def write(self, held: Any) -> Value:
        assert self.one is not None
        return [self.one.write(value) for value in held]


@dataclass(frozen=True)
class Pairs:
    """`[[key, number], …]` by rising key, held as a dict."""

    most: int
    key: Form
    number: Form

    def read(self, untrusted: object, where: str) -> dict[Any, Any]:
        if not isinstance(untrusted, list) or len(untrusted) > self.most:
            raise PaperError(where, f"must be a list of at most {self.most} pairs.")
        held: dict[Any, Any] = {}
        last = None
        for at, pair in enumerate(untrusted):
            if not isinstance(pair, list) or len(pair) != 2:
                raise PaperError(f"{where}[{at}]", "must be a pair.")
            key = self.key.read(pair[0], f"{where}[{at}]")
            if last is not None and key <= last:
                raise PaperError(where, "must be sorted, each once.")
            held[key] = self.number.read(pair[1], f"{where}[{at}]")
            last = key
        return held

    def write(self, held: Any) -> Value:
        return [[key, held[key]] for key in sorted(held)]


@dataclass(frozen=True)
class Named:
    """An object whose names follow a grammar and whose values have one form."""

    names: Shaped
    one: Form
    most: int = 64

    def read(self, untrusted: object, where: str) -> dict[str, Any]:
        if not isinstance(untrusted, dict) or len(untrusted) > self.most:
            raise PaperError(where, f"must be an object of at most {self.most} members.")
        return {
            self.names.read(name, where): self.one.read(value, f"{where}.{name}") for name, value in untrusted.items()
        }

    def write(self, held: Any) -> Value:
        return {name: self.one.write(value) for name, value in held.items()}


@dataclass(frozen=True)
class AnyObject(_AsItIs):
    """A JSON object whose members are another's affair."""

    def read(self, untrusted: object, where: str) -> dict[str, Value]:
        if isinstance(untrusted, dict):
            return untrusted
        raise PaperError(where, "must be an object.")


@dataclass(frozen=True)
class OrNull:
    """A form, or null."""

    one: Form

    def read(self, untrusted: object, where: str) -> Any:
        return None if untrusted is None else self.one.read(untrusted, where)

    def write(self, held: Any) -> Value:
        return None if held is None else self.one.write(held)


def canonical_word(value: object) -> str:
    """A value as its JSON text."""
    return canonical.dumps(value).decode()
