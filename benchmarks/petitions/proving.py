"""What the tree holds in the end, whether receipts hold under it, and how long their page takes."""

from __future__ import annotations

import statistics
import time
import urllib.request
from collections.abc import Sequence
from pathlib import Path

from fanlight.commons.petitions.tree import parse_leaf
from fanlight.trust.ledger.checkpoint import parse_checkpoint
from fanlight.trust.ledger.hashing import Edge, leaf_hash
from fanlight.trust.ledger.head import Trust, read_head
from fanlight.trust.ledger.note import parse_vkey
from fanlight.trust.ledger.proof_file import parse_proof
from fanlight.trust.ledger.source import FolderSource
from fanlight.trust.ledger.tiles import WIDTH, Tile, parse_bundle


def tree(folder: Path) -> list[str]:
    """The signatures' numbers in the order of the published tree, read from its files and hashed to its root."""
    checkpoint = parse_checkpoint((folder / "checkpoint").read_bytes())[0]
    source = FolderSource(folder)
    found, edge = [], Edge()
    for index in range(-(-checkpoint.size // WIDTH)):
        tile = Tile(None, index, min(WIDTH, checkpoint.size - index * WIDTH))
        leaves = parse_bundle(source.fetch(tile.path, 1 << 24), tile.width)
        edge.grow([leaf_hash(leaf) for leaf in leaves])
        for leaf in leaves:
            parsed = parse_leaf(leaf)
            assert parsed
            found.append(parsed.signature)
    assert edge.root() == checkpoint.root
    return found


def fetched(port: int, path: str) -> bytes:
    with urllib.request.urlopen(f"http://127.0.0.1:{port}{path}", timeout=30) as answer:
        return bytes(answer.read())


def receipts_held(port: int, number: str, signatures: Sequence[str]) -> str:
    """Of how many receipts the proof holds under the petition's key, and is for that signature."""
    base = f"/petitions/{number}"
    trust = Trust(parse_vkey(fetched(port, f"{base}/log/vkey").decode().strip()))
    newest = read_head(fetched(port, f"{base}/log/checkpoint"), trust).checkpoint
    held = 0
    for signature in signatures:
        proof = parse_proof(fetched(port, f"{base}/receipts/{signature}/file"))
        assert proof.extra is not None
        leaf = parse_leaf(proof.extra)
        head = proof.check(leaf_hash(proof.extra), trust).checkpoint
        held += leaf is not None and leaf.signature == signature and head.root == newest.root
    return f"{held} of {len(signatures)}"


def receipt_seconds(port: int, number: str, receipts: dict[int, str]) -> dict[str, float]:
    """Milliseconds, median of five, of the pages whose work grows with the signatures."""
    signature = next(iter(receipts.values()))
    base = f"/petitions/{number}"
    pages = {
        "petition": f"{base}/",
        "receipt": f"{base}/receipts/{signature}/",
        "proof": f"{base}/receipts/{signature}/file",
        "delivery": f"{base}/delivery/",
    }
    return {
        name: round(1000 * statistics.median(_seconds(port, path) for _ in range(5)), 1) for name, path in pages.items()
    }


def _seconds(port: int, path: str) -> float:
    began = time.monotonic()
    fetched(port, path)
    return time.monotonic() - began
