"""A petition's signatures as a tree (C2SP tlog-tiles): whoever signed holds a proof that breaks if one is dropped."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings

from fanlight.commons.petitions import keys
from fanlight.ground.canonical import CanonicalError, dumps, loads
from fanlight.trust.ledger.checkpoint import Checkpoint
from fanlight.trust.ledger.nodes import TileNodes
from fanlight.trust.ledger.note import ED25519, SigningKey
from fanlight.trust.ledger.proof import inclusion_proof
from fanlight.trust.ledger.proof_file import LogProof
from fanlight.trust.ledger.source import FolderSource
from fanlight.trust.ledger.store import Store
from fanlight.trust.ledger.tiles import WIDTH, Tile, parse_bundle


@dataclass(frozen=True, slots=True)
class Leaf:
    """What the tree holds of a signature: numbers drawn at random, nothing of the signer."""

    petition: str
    signature: str

    def __bytes__(self) -> bytes:
        return dumps({"kind": "petition:signed", "petition": self.petition, "signature": self.signature, "v": 1})


def parse_leaf(untrusted_leaf: bytes) -> Leaf | None:
    try:
        value = loads(untrusted_leaf)
    except CanonicalError:
        return None
    if not isinstance(value, dict) or value.get("kind") != "petition:signed" or value.get("v") != 1:
        return None
    petition, signature = value.get("petition"), value.get("signature")
    if isinstance(petition, str) and isinstance(signature, str) and len(value) == 4:
        return Leaf(petition, signature)
    return None


class Tree:
    """The tree of one petition, in a folder that is served as it is."""

    def __init__(self, origin: str, number: str) -> None:
        self.number = number
        self.folder = Path(settings.DATA) / "petitions" / number
        self.store = Store(self.folder)
        self.key = SigningKey(f"{origin}/petition/{number}", ED25519, keys.tree_seed())

    def size(self) -> int:
        return self.store.head().size

    def append(self, signatures: Sequence[str]) -> range:
        """Their places; durable and published on return. Caller holds `store.locked()`."""
        places = self.store.append([bytes(Leaf(self.number, one)) for one in signatures])
        self._publish()
        return places

    def publish_rest(self) -> None:
        """What a crash left appended and unpublished. Caller holds `store.locked()`."""
        published = self.store.published()
        if self.size() > (published[0].size if published else 0):
            self._publish()

    def _publish(self) -> None:
        edge = self.store.head()
        self.store.publish(bytes(Checkpoint(self.key.name, edge.size, edge.root()).signed(self.key)))

    def from_place(self, place: int) -> list[str]:
        """Signatures of the tree from this place on: what a crash left out of the database."""
        found: list[str] = []
        size = self.size()
        source = FolderSource(self.folder)
        for index in range(place // WIDTH, -(-size // WIDTH)):
            tile = Tile(None, index, min(WIDTH, size - index * WIDTH))
            for leaf in parse_bundle(source.fetch(tile.path, 1 << 24), tile.width):
                parsed = parse_leaf(leaf)
                found.append(parsed.signature if parsed else "")
        return found[place % WIDTH :]

    def receipt(self, signature: str, place: int) -> bytes:
        """Proof under the newest published head; its `extra` is the leaf."""
        published = self.store.published()
        assert published is not None
        head, checkpoint = published
        path = inclusion_proof(place, head.size, TileNodes(FolderSource(self.folder), head.size))
        return bytes(LogProof(place, tuple(path), checkpoint, extra=bytes(Leaf(self.number, signature))))
