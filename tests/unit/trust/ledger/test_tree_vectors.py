"""Hashes, roots and proofs of the Go implementation: what it accepts we accept, what it refuses we refuse."""

from base64 import b64decode

import pytest

from fanlight.trust.ledger.faults import ProofWrong
from fanlight.trust.ledger.hashing import EMPTY_ROOT, Edge, leaf_hash, node_hash, tree_root
from fanlight.trust.ledger.proof import check_consistency, check_inclusion

# The eight leaves and the roots of their trees: transparency-dev/merkle 417fb0c, cmd/proofgen/main.go and testdata
LEAVES = [
    bytes.fromhex(one)
    for one in ("", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f")
]
ROOTS = [
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
]


def test_hashes_of_the_go_implementation():
    """transparency-dev/merkle 417fb0c, rfc6962/rfc6962_test.go."""
    assert EMPTY_ROOT.hex() == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
    assert leaf_hash(b"").hex() == "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d"
    assert leaf_hash(b"L123456").hex() == "395aa064aa4c29f7010acfe3f25db9485bbd4b91897b6ad7ad547639252b4d56"
    assert node_hash(b"N123", b"N456").hex() == "aa217fe888e47007fa15edab33c2b492a722cb106c64667fc2b044444de66bbb"


@pytest.mark.parametrize("size", range(1, 9))
def test_roots_of_the_go_implementation(size):
    """The trees of one to eight leaves, whole and grown leaf by leaf."""
    hashes = [leaf_hash(leaf) for leaf in LEAVES[:size]]
    edge = Edge()
    edge.grow(hashes)
    assert tree_root(hashes).hex() == edge.root().hex() == ROOTS[size - 1]


# (index, size, proof): transparency-dev/merkle 417fb0c, testdata/inclusion/*/happy-path.json
INCLUSION = [
    (0, 1, []),
    (
        0,
        8,
        [
            "lqKW0iTyhcZ77pPDD4owkVfw2qNdxbh+QQt4YwoJz8c=",
            "Xwg/ChozygdqlSeYMlgNs+DvRYS9/x9UyKNg9Q3jAx4=",
            "a0eq8p7jwq+a+Im8H7klTavTEXfxYjLdaqsDXKOb9uQ=",
        ],
    ),
    (
        5,
        8,
        [
            "vBoGQ7EuTS18d5GPROD095qDi2z57FtcKD4fTYhZnms=",
            "yoVOoSjtBQtBs1/8G4e46yveRh6eO1WW7Oa51ZdaCuA=",
            "037kGJdt2VdTwcc4Yrk5j6Kiz5tP8P3+izDNlSCWFLc=",
        ],
    ),
    (
        2,
        3,
        [
            "+sVCA+fMaWzw38tCySodnbr3CtnmIfS9jZhmLwDjwSU=",
        ],
    ),
    (
        1,
        5,
        [
            "bjQLnP+zepicpUTmu3gKLHiQHT+zNzh2hRGjBhevoB0=",
            "Xwg/ChozygdqlSeYMlgNs+DvRYS9/x9UyKNg9Q3jAx4=",
            "vBoGQ7EuTS18d5GPROD095qDi2z57FtcKD4fTYhZnms=",
        ],
    ),
]
# (old, new, proof): the same, testdata/consistency/*/happy-path.json
CONSISTENCY = [
    (1, 1, []),
    (
        1,
        8,
        [
            "lqKW0iTyhcZ77pPDD4owkVfw2qNdxbh+QQt4YwoJz8c=",
            "Xwg/ChozygdqlSeYMlgNs+DvRYS9/x9UyKNg9Q3jAx4=",
            "a0eq8p7jwq+a+Im8H7klTavTEXfxYjLdaqsDXKOb9uQ=",
        ],
    ),
    (
        6,
        8,
        [
            "DrxdNDf74tsVi58Sah0RjjCBgQMdCpSfje3t68VY72o=",
            "yoVOoSjtBQtBs1/8G4e46yveRh6eO1WW7Oa51ZdaCuA=",
            "037kGJdt2VdTwcc4Yrk5j6Kiz5tP8P3+izDNlSCWFLc=",
        ],
    ),
    (
        2,
        5,
        [
            "Xwg/ChozygdqlSeYMlgNs+DvRYS9/x9UyKNg9Q3jAx4=",
            "vBoGQ7EuTS18d5GPROD095qDi2z57FtcKD4fTYhZnms=",
        ],
    ),
    (
        6,
        7,
        [
            "DrxdNDf74tsVi58Sah0RjjCBgQMdCpSfje3t68VY72o=",
            "sIaT7C5yFZcTBkHoIR5+7cy0wmQTlj7ubB4u0W/7Gl8=",
            "037kGJdt2VdTwcc4Yrk5j6Kiz5tP8P3+izDNlSCWFLc=",
        ],
    ),
]


@pytest.mark.parametrize(("index", "size", "proof"), INCLUSION)
def test_inclusion_proofs_of_the_go_implementation(index, size, proof):
    """Accepted as they are; refused with another index, size, leaf, root, a hash more, less or bent."""
    path = [b64decode(one) for one in proof]
    leaf, root = leaf_hash(LEAVES[index]), bytes.fromhex(ROOTS[size - 1])
    check_inclusion(leaf, index, size, path, root)
    wrong = [
        (leaf, index ^ 2, size, path, root),
        (leaf, index + 1, size, path, root),
        (leaf, index - 1, size, path, root),
        (leaf, index, size * 2, path, root),
        (leaf, index, size // 2, path, root),
        (leaf_hash(b"other"), index, size, path, root),
        (leaf, index, size, path, leaf_hash(b"other")),
        (leaf, index, size, path, b""),
        (leaf, index, size, [*path, root], root),
        (leaf, index, size, [root, *path], root),
        (leaf, index, size, [*path, b""], root),
        *((leaf, index, size, path[:at] + path[at + 1 :], root) for at in range(len(path))),
        *((leaf, index, size, [*path[:at], bent(path[at]), *path[at + 1 :]], root) for at in range(len(path))),
    ]
    for one in wrong:
        with pytest.raises(ProofWrong):
            check_inclusion(*one)


@pytest.mark.parametrize(("old", "new", "proof"), CONSISTENCY)
def test_consistency_proofs_of_the_go_implementation(old, new, proof):
    """Accepted as they are; refused with another size or root, a hash more, less or bent."""
    path = [b64decode(one) for one in proof]
    before, after = bytes.fromhex(ROOTS[old - 1]), bytes.fromhex(ROOTS[new - 1])
    check_consistency(old, before, new, after, path)
    wrong = [
        (old + 1, before, new, after, path),
        (old - 1, before, new, after, path),
        (old, before, new * 2, after, path),
        (old, before, new // 2, after, path),
        (old, leaf_hash(b"other"), new, after, path),
        (old, before, new, leaf_hash(b"other"), path),
        (old, before, new, after, [*path, before]),
        (old, before, new, after, [after, *path]),
        *((old, before, new, after, path[:at] + path[at + 1 :]) for at in range(len(path))),
        *((old, before, new, after, [*path[:at], bent(path[at]), *path[at + 1 :]]) for at in range(len(path))),
    ]
    for one in wrong:
        with pytest.raises(ProofWrong):
            check_consistency(*one)


def bent(value: bytes) -> bytes:
    return bytes([value[0] ^ 16]) + value[1:]
