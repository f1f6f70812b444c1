"""Proofs that we make, against a plain second way to build the tree."""

from hashlib import sha256

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fanlight.trust.ledger.faults import ProofWrong
from fanlight.trust.ledger.hashing import EMPTY_ROOT, Edge, leaf_hash, tree_root
from fanlight.trust.ledger.proof import check_consistency, check_inclusion, consistency_proof, inclusion_proof, root_of

LEAVES = [leaf_hash(b"%d" % number) for number in range(70)]


def plain_root(leaves):
    """MTH as RFC 6962 §2.1 words it."""
    if not leaves:
        return sha256(b"").digest()
    if len(leaves) == 1:
        return leaves[0]
    k = 1
    while k * 2 < len(leaves):
        k *= 2
    return sha256(b"\x01" + plain_root(leaves[:k]) + plain_root(leaves[k:])).digest()


def node(level, index):
    return plain_root(LEAVES[index << level : (index + 1) << level])


@pytest.mark.parametrize("size", range(len(LEAVES) + 1))
def test_every_size_has_one_root(size):
    """Grown, folded and by nodes: the same root as the RFC's recursion."""
    edge = Edge()
    edge.grow(LEAVES[:size])
    assert plain_root(LEAVES[:size]) == tree_root(LEAVES[:size]) == edge.root() == root_of(size, node)


@pytest.mark.parametrize("size", range(1, 40))
def test_every_leaf_and_every_past_is_proved(size):
    """All inclusion and consistency proofs of all small trees hold, and no other leaf or root passes with them."""
    root = plain_root(LEAVES[:size])
    for index in range(size):
        path = inclusion_proof(index, size, node)
        check_inclusion(LEAVES[index], index, size, path, root)
        with pytest.raises(ProofWrong):
            check_inclusion(LEAVES[index + 1], index, size, path, root)
    for old in range(size + 1):
        path = consistency_proof(old, size, node)
        check_consistency(old, plain_root(LEAVES[:old]), size, root, path)
        with pytest.raises(ProofWrong):
            check_consistency(old, LEAVES[-1], size, root, path)


@given(
    st.integers(0, 2**63),
    st.integers(0, 2**63),
    st.lists(st.binary(min_size=32, max_size=32), max_size=70),
    st.binary(),
)
def test_any_proof_raises_only_ours(first, second, path, root):
    """Sizes and hashes out of nowhere: ProofWrong, and never another error."""
    with pytest.raises(ProofWrong):
        check_inclusion(LEAVES[0], first, second, path, root)
    with pytest.raises(ProofWrong):
        check_consistency(first + 1, LEAVES[0], second, root, path)


def test_the_empty_past():
    """Every tree continues the empty one, without a proof."""
    check_consistency(0, EMPTY_ROOT, 5, plain_root(LEAVES[:5]), [])
    with pytest.raises(ProofWrong):
        check_consistency(0, EMPTY_ROOT, 0, LEAVES[0], [])
    for old_root, proof in ((LEAVES[0], []), (EMPTY_ROOT, [LEAVES[0]])):
        with pytest.raises(ProofWrong):
            check_consistency(0, old_root, 5, plain_root(LEAVES[:5]), proof)
