"""Hashes of a Merkle tree and its right edge: RFC 6962 §2.1, SHA-256."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from hashlib import sha256

HASH = 32  # bytes of a SHA-256
EMPTY_ROOT = sha256(b"").digest()


def leaf_hash(entry: bytes) -> bytes:
    return sha256(b"\x00" + entry).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    return sha256(b"\x01" + left + right).digest()


def tree_root(hashes: Sequence[bytes]) -> bytes:
    """MTH over these leaf hashes (or over the roots of equal full subtrees)."""
    if not hashes:
        return EMPTY_ROOT
    row = list(hashes)
    while len(row) > 1:
        odd = [row[-1]] if len(row) % 2 else []  # carried up as it is: RFC 6962 splits at the largest power of two
        row = [sha256(b"\x01" + left + right).digest() for left, right in zip(row[::2], row[1::2], strict=False)] + odd
    return row[0]


class Edge:
    """The right edge of a growing tree: the roots of its full subtrees, largest first, one for each bit of the size."""

    def __init__(self, size: int = 0, nodes: Iterable[bytes] = ()) -> None:
        self.size = size
        self.nodes = list(nodes)
        if len(self.nodes) != size.bit_count() or any(len(node) != HASH for node in self.nodes):
            raise ValueError("an edge has one hash for each bit of its size")

    def grow(self, leaf_hashes: Iterable[bytes]) -> None:
        nodes = self.nodes
        size = self.size
        for node in leaf_hashes:
            bits = size
            while bits & 1:
                node = sha256(b"\x01" + nodes.pop() + node).digest()
                bits >>= 1
            nodes.append(node)
            size += 1
        self.size = size

    def root(self) -> bytes:
        if not self.nodes:
            return EMPTY_ROOT
        root = self.nodes[-1]
        for node in reversed(self.nodes[:-1]):
            root = node_hash(node, root)
        return root

    def copy(self) -> Edge:
        return Edge(self.size, self.nodes)
