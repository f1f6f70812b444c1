"""The only tamer of outside JSON in the papers: frozen dataclasses from checked members and back.

A class lists its members as annotated fields; `Annotated[str, Hex(16)]` says the form, as formats/papers.md
does. A reader demands exactly these members. `PaperError` names the member that is wrong and is the only error for
whatever bytes come in.
"""

from __future__ import annotations

import dataclasses
import typing
from collections.abc import Mapping
from dataclasses import dataclass
from types import NoneType, UnionType
from typing import Annotated, Any, ClassVar, Self

from fanlight.ground import canonical
from fanlight.ground.canonical import Value
from fanlight.trust.papers.forms import Form, Items, OneOf, OrNull, PaperError

BODY_LIMIT = 1 << 20  # bytes of one body


def members(untrusted: object, names: frozenset[str], where: str) -> Mapping[str, object]:
    """The object, if it has exactly these members."""
    if not isinstance(untrusted, dict):
        raise PaperError(where, "must be an object.")
    for name in sorted(names - untrusted.keys()):
        raise PaperError(dotted(where, name), "is missing.")
    for name in sorted(untrusted.keys() - names):
        raise PaperError(dotted(where, name[:40]), "has no place here.")
    return untrusted


def dotted(where: str, name: str) -> str:
    return f"{where}.{name}" if where else name


class Wired:
    """A frozen dataclass that is a JSON object on the wire; `WIRE` renames members that Python cannot name."""

    WIRE: ClassVar[Mapping[str, str]] = {}
    FIXED: ClassVar[Mapping[str, Value]] = {}

    @classmethod
    def read(cls, untrusted: object, where: str = "") -> Self:
        """From parsed canonical JSON; raises only PaperError."""
        forms = forms_of(cls)
        held = members(untrusted, frozenset(wire for _, wire, _ in forms) | cls.FIXED.keys(), where)
        for name, value in cls.FIXED.items():
            OneOf((value,)).read(held[name], dotted(where, name))
        made = cls(**{name: form.read(held[wire], dotted(where, wire)) for name, wire, form in forms})
        made.check(where)
        return made

    @classmethod
    def parse(cls, untrusted_bytes: bytes) -> Self:
        """From canonical bytes; raises only PaperError."""
        return cls.read(parsed(untrusted_bytes))

    def check(self, where: str) -> None:
        """What more than one member has to do with; raises PaperError."""

    def value(self) -> dict[str, Value]:
        """As JSON."""
        written = {wire: form.write(getattr(self, name)) for name, wire, form in forms_of(type(self))}
        return {**self.FIXED, **written}

    def to_bytes(self) -> bytes:
        """The canonical bytes."""
        return canonical.dumps(self.value())


def parsed(untrusted_bytes: bytes, limit: int = BODY_LIMIT) -> Value:
    """Canonical JSON of bounded length; raises only PaperError."""
    if len(untrusted_bytes) > limit:
        raise PaperError("", f"is longer than {limit} bytes.")
    try:
        return canonical.loads(untrusted_bytes)
    except canonical.CanonicalError as error:
        raise PaperError("", str(error)) from None


_FORMS: dict[type[Wired], tuple[tuple[str, str, Form], ...]] = {}


def forms_of(kind: type[Wired]) -> tuple[tuple[str, str, Form], ...]:
    """Field, name on the wire and form, of every field; found out once."""
    known = _FORMS.get(kind)
    if known is None:
        hints = typing.get_type_hints(kind, include_extras=True)
        assert dataclasses.is_dataclass(kind)
        known = _FORMS[kind] = tuple(
            (field.name, kind.WIRE.get(field.name, field.name), _form(hints[field.name]))
            for field in dataclasses.fields(kind)
        )
    return known


def _form(hint: Any) -> Form:
    origin, arguments = typing.get_origin(hint), typing.get_args(hint)
    if origin is Annotated:
        form = arguments[-1]
        if isinstance(form, Items) and form.one is None:
            return dataclasses.replace(form, one=_form(typing.get_args(arguments[0])[0]))
        assert isinstance(form, Form)
        return form
    if origin in (UnionType, typing.Union) and NoneType in arguments:
        (one,) = [argument for argument in arguments if argument is not NoneType]
        return OrNull(_form(one))
    if isinstance(hint, type) and issubclass(hint, Wired):
        return _Nested(hint)
    raise TypeError(f"no form for {hint}")


@dataclass(frozen=True)
class _Nested:
    kind: type[Wired]

    def read(self, untrusted: object, where: str) -> Wired:
        return self.kind.read(untrusted, where)

    def write(self, held: Any) -> Value:
        value: Value = held.value()
        return value
