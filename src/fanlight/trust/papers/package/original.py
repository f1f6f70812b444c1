"""A commitment to the uncovered recording, fragment by fragment: salted leaves in a tree of RFC 6962 §2.1."""

from __future__ import annotations

import hashlib
import hmac
import struct
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Annotated, ClassVar

from fanlight.ground.errors import FanlightError
from fanlight.trust.ledger.faults import ProofWrong
from fanlight.trust.ledger.hashing import leaf_hash, node_hash
from fanlight.trust.ledger.proof import check_inclusion, inclusion_proof, root_of
from fanlight.trust.papers.forms import Hex, Items, PaperError, Whole
from fanlight.trust.papers.members import Hex32
from fanlight.trust.papers.wire import Wired, parsed

CONTEXT = b"fanlight/original/v1\0"
MOST = 1 << 20  # fragments of one disclosure; twelve hours at one a second are 43,200
PROOF_LIMIT = 64 << 20  # bytes


class OriginalWrong(FanlightError):
    """These fragments are not what the package commits to."""

    exit_code = 1


@dataclass(frozen=True)
class Fragment:
    """What a leaf stands for: times in microseconds since 1970, hashes of initialisation and of moof with mdat."""

    from_us: int
    until_us: int
    initialisation: bytes
    media: bytes

    @classmethod
    def of(cls, from_us: int, until_us: int, initialisation: bytes, media: Iterable[bytes]) -> Fragment:
        """From the bytes: `ftyp moov` without the identity box; `moof mdat` in any pieces."""
        content = hashlib.sha256()
        for piece in media:
            content.update(piece)
        return cls(from_us, until_us, hashlib.sha256(initialisation).digest(), content.digest())


@dataclass(frozen=True)
class PartProof(Wired):
    """One fragment of a proof: its place, its times, its salt and its path to the tree's root."""

    WIRE: ClassVar = {"from_us": "from", "until_us": "until"}
    index: Annotated[int, Whole(0, MOST)]
    from_us: Annotated[int, Whole()]
    until_us: Annotated[int, Whole()]
    salt: Hex32
    path: Annotated[tuple[str, ...], Items(0, 64, one=Hex(32))]


@dataclass(frozen=True)
class FragmentsProof(Wired):
    """What a home hands over with named fragments, so that a court can check them against the package."""

    FIXED: ClassVar = {"v": 1}
    count: Annotated[int, Whole(1, MOST)]
    tree: Hex32
    parts: Annotated[tuple[PartProof, ...], Items(1, MOST)]

    def check(self, where: str) -> None:
        if any(after.index <= before.index for before, after in pairwise(self.parts)):
            raise PaperError("parts", "must be sorted by index, each once.")


class Original:
    """The whole tree of one disclosure; `secret` are 32 bytes that stay at home."""

    def __init__(self, secret: bytes, fragments: Sequence[Fragment]) -> None:
        if len(secret) != 32 or not 0 < len(fragments) <= MOST:
            raise OriginalWrong("A commitment needs a secret of 32 bytes and at least one fragment.")
        if any(after.from_us < before.until_us for before, after in pairwise(fragments)):
            raise OriginalWrong("The fragments are not in the order of their times.")
        self._fragments = fragments
        self._salts = [fragment_salt(secret, index) for index in range(len(fragments))]
        leaves = [_leaf(salt, one) for salt, one in zip(self._salts, fragments, strict=True)]
        self._levels = _levels(leaves)
        self._tree = root_of(len(leaves), self._node)

    @property
    def root(self) -> str:
        """`root` of `data/original.json`."""
        return _bound(len(self._fragments), self._tree).hex()

    def prove(self, indices: Iterable[int]) -> FragmentsProof:
        """The proof for these fragments; a court reads them with their bytes."""
        wanted = sorted(set(indices))
        if not wanted or wanted[0] < 0 or wanted[-1] >= len(self._fragments):
            raise OriginalWrong("No such fragment is part of this disclosure.")
        parts = tuple(
            PartProof(
                index,
                self._fragments[index].from_us,
                self._fragments[index].until_us,
                self._salts[index].hex(),
                tuple(step.hex() for step in inclusion_proof(index, len(self._fragments), self._node)),
            )
            for index in wanted
        )
        return FragmentsProof(len(self._fragments), self._tree.hex(), parts)

    def _node(self, level: int, index: int) -> bytes:
        return self._levels[level][index]


def fragment_salt(secret: bytes, index: int) -> bytes:
    """HMAC-SHA256 (RFC 2104): a salt that was told tells nothing of another."""
    return hmac.digest(secret, CONTEXT + struct.pack(">Q", index), "sha256")


def check_fragments(root: str, proof: FragmentsProof, fragments: Mapping[int, Fragment]) -> None:
    """Return where each handed-over fragment is what the package commits to; raises OriginalWrong and names it.

    `fragments` are made from the bytes that were handed over, by index, with the times that the proof claims.
    """
    if _bound(proof.count, bytes.fromhex(proof.tree)).hex() != root:
        raise OriginalWrong("The proof belongs to another package.")
    if {part.index for part in proof.parts} != set(fragments):
        raise OriginalWrong("The proof is for other fragments than those that were handed over.")
    for part in proof.parts:
        given = fragments[part.index]
        if (given.from_us, given.until_us) != (part.from_us, part.until_us):
            raise OriginalWrong(f"Fragment {part.index} has other times than its proof.")
        path = [bytes.fromhex(step) for step in part.path]
        leaf = _leaf(bytes.fromhex(part.salt), given)
        try:
            check_inclusion(leaf, part.index, proof.count, path, bytes.fromhex(proof.tree))
        except ProofWrong:
            raise OriginalWrong(f"Fragment {part.index} is not what was committed to.") from None


def read_proof(untrusted_bytes: bytes) -> FragmentsProof:
    """A proof as it was handed over; raises PaperError."""
    return FragmentsProof.read(parsed(untrusted_bytes, PROOF_LIMIT))


def _leaf(salt: bytes, fragment: Fragment) -> bytes:
    times = struct.pack(">qq", fragment.from_us, fragment.until_us)
    return leaf_hash(salt + times + fragment.initialisation + fragment.media)


def _bound(count: int, tree: bytes) -> bytes:
    """The tree's root bound to the number of leaves, so that the package need not tell it."""
    return hashlib.sha256(CONTEXT + struct.pack(">Q", count) + tree).digest()


def _levels(leaves: list[bytes]) -> list[list[bytes]]:
    """The roots of all full subtrees by level: what a proof is made of."""
    levels = [leaves]
    while len(levels[-1]) > 1:
        below = levels[-1]
        levels.append([node_hash(below[at], below[at + 1]) for at in range(0, len(below) - 1, 2)])
    return levels
