"""Ids of papers and entries in addresses: 16 bytes as lower-case hexadecimal."""

from __future__ import annotations


class Hex16:
    regex = "[0-9a-f]{32}"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value
