"""Inclusion and consistency proofs: made by RFC 6962 §2.1.1 and §2.1.2, checked by RFC 9162 §2.1.3.2 and §2.1.4.2."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from fanlight.trust.ledger.faults import ProofWrong
from fanlight.trust.ledger.hashing import EMPTY_ROOT, HASH, node_hash

LONGEST = 63  # hashes: a proof in a tree of at most 2^63 leaves

Node = Callable[[int, int], bytes]
"""(level, index) → root of the full subtree over the leaves index·2^level … (index+1)·2^level − 1."""


def root_of(size: int, node: Node) -> bytes:
    return _range_root(0, size, node) if size else EMPTY_ROOT


def inclusion_proof(index: int, size: int, node: Node) -> list[bytes]:
    """PATH(index, D[size]): from the leaf's sibling up to the root's child."""
    if not 0 <= index < size:
        raise ProofWrong(f"There is no entry {index} in a tree of {size}.")
    path: list[bytes] = []
    begin, end = 0, size
    while end - begin > 1:
        middle = begin + _split(end - begin)
        if index < middle:
            path.append(_range_root(middle, end, node))
            end = middle
        else:
            path.append(_range_root(begin, middle, node))
            begin = middle
    return path[::-1]


def consistency_proof(old: int, new: int, node: Node) -> list[bytes]:
    """PROOF(old, D[new]); empty where the old tree is empty or the same."""
    if not 0 <= old <= new:
        raise ProofWrong(f"A tree of {old} is not part of a tree of {new}.")
    if old in (0, new):
        return []
    path: list[bytes] = []
    begin, end, whole = 0, new, True  # whole: the range so far begins where the old tree does
    while end != old:
        middle = begin + _split(end - begin)
        if old <= middle:
            path.append(_range_root(middle, end, node))
            end = middle
        else:
            path.append(_range_root(begin, middle, node))
            begin, whole = middle, False
    return ([] if whole else [_range_root(begin, end, node)]) + path[::-1]


def check_inclusion(leaf: bytes, index: int, size: int, proof: Sequence[bytes], root: bytes) -> None:
    """Raises ProofWrong unless the leaf hash stands at `index` in the tree of this size and root."""
    if not 0 <= index < size:
        raise ProofWrong(f"There is no entry {index} in a tree of {size}.")
    _check_hashes([leaf, root, *proof])
    place, last, node = index, size - 1, leaf
    for other in proof:
        if last == 0:
            raise ProofWrong("The inclusion proof is too long.")
        if place & 1 or place == last:
            node = node_hash(other, node)
            while not place & 1 and place:
                place, last = place >> 1, last >> 1
        else:
            node = node_hash(node, other)
        place, last = place >> 1, last >> 1
    if last or node != root:
        raise ProofWrong("The inclusion proof does not lead to the root.")


def check_consistency(old: int, old_root: bytes, new: int, new_root: bytes, proof: Sequence[bytes]) -> None:
    """Raises ProofWrong unless the old tree is the beginning of the new one."""
    if not 0 <= old <= new:
        raise ProofWrong(f"A tree of {old} is not part of a tree of {new}.")
    _check_hashes([old_root, new_root, *proof])
    if old in (0, new):
        if proof or (old == 0 and old_root != EMPTY_ROOT) or (old == new and old_root != new_root):
            raise ProofWrong("The consistency proof does not fit.")
        return
    if not proof:
        raise ProofWrong("The consistency proof is empty.")
    rest = list(proof)
    first = old_root if old & (old - 1) == 0 else rest.pop(0)
    place, last = old - 1, new - 1
    while place & 1:
        place, last = place >> 1, last >> 1
    before = after = first
    for other in rest:
        if last == 0:
            raise ProofWrong("The consistency proof is too long.")
        if place & 1 or place == last:
            before, after = node_hash(other, before), node_hash(other, after)
            while not place & 1 and place:
                place, last = place >> 1, last >> 1
        else:
            after = node_hash(after, other)
        place, last = place >> 1, last >> 1
    if last or before != old_root or after != new_root:
        raise ProofWrong("The consistency proof does not lead to both roots.")


def _check_hashes(hashes: Sequence[bytes]) -> None:
    if len(hashes) > LONGEST + 2 or any(len(one) != HASH for one in hashes):
        raise ProofWrong("A proof has at most 63 hashes of 32 bytes.")


def _split(count: int) -> int:
    """The largest power of two below `count` (RFC 6962's k)."""
    return 1 << (count - 1).bit_length() - 1


def _range_root(begin: int, end: int, node: Node) -> bytes:
    """MTH(D[begin:end]) for a range that the recursion of RFC 6962 reaches: `begin` is aligned to its largest part."""
    count = end - begin
    if count & (count - 1) == 0:
        level = count.bit_length() - 1
        return node(level, begin >> level)
    middle = begin + _split(count)
    return node_hash(_range_root(begin, middle, node), _range_root(middle, end, node))
