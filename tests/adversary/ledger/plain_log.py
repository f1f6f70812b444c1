"""A log's files built a second way, in memory, without the store: what the store's files are compared with."""

from fanlight.trust.ledger.checkpoint import Checkpoint
from fanlight.trust.ledger.hashing import leaf_hash, tree_root
from fanlight.trust.ledger.source import NotThere
from tests.made_log import ORIGIN, WITNESSES, signed


class PlainLog:
    """A log's files out of all its entries, by the words of tlog-tiles.md."""

    def __init__(self, entries, now):
        self.files = {"checkpoint": signed(Checkpoint(ORIGIN, len(entries), root(entries)), now, WITNESSES)}
        row, level = [leaf_hash(one) for one in entries], 0
        self._row("entries", entries, lambda one: len(one).to_bytes(2, "big") + one)
        while row:
            self._row(str(level), row, lambda one: one)
            row = [tree_root(row[at : at + 256]) for at in range(0, len(row) - len(row) % 256, 256)]
            level += 1

    def _row(self, level, items, written):
        for at in range(0, len(items), 256):
            part = items[at : at + 256]
            suffix = "" if len(part) == 256 else f".p/{len(part)}"
            self.files[f"tile/{level}/{at // 256:03}{suffix}"] = b"".join(map(written, part))

    def fetch(self, path, limit):
        if path not in self.files:
            raise NotThere(path)
        return self.files[path]

    def fetch_all(self, wanted):
        for path, limit in wanted:
            try:
                yield self.fetch(path, limit)
            except NotThere as error:
                yield error


def root(entries):
    return tree_root([leaf_hash(one) for one in entries])
