"""This home's copy of the log: every entry as it came, its leaf hashes, and where the follower stands.

Proofs are made from it, so that no request on the wire depends on which entry this house has to do with.
The state file names the length up to which the others count: whatever a crash left behind it is cut away.
"""

from __future__ import annotations

import os
import struct
from collections.abc import Iterator, Sequence
from pathlib import Path

from fanlight.ground import canonical
from fanlight.ground.errors import FanlightError
from fanlight.home.asks import keeping
from fanlight.trust.ledger.follower import State, StateDamaged, parse_state
from fanlight.trust.ledger.hashing import HASH, leaf_hash, tree_root
from fanlight.trust.ledger.proof import inclusion_proof
from fanlight.trust.ledger.proof_file import LogProof

_LENGTH = struct.Struct(">H")  # an entry has at most 8 KiB


class BookDamaged(FanlightError):
    """This home's copy of the log does not hold together."""

    remedy = "It is fetched anew at the next look; nothing is lost, because the log has it all."


class Book:
    """Entries, leaves and state in one folder. One writer at a time: tend, or a command while tend does not run."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._entries, self._leaves, self._state = folder / "entries", folder / "leaves", folder / "state"

    def opened(self) -> State:
        """The state; what lies behind it is cut away. An empty state where nothing was ever fetched."""
        keeping.made(self._folder)
        if not self._state.exists():
            self._cut(0, 0)
            return State()
        try:
            value = canonical.loads(self._state.read_bytes())
            assert isinstance(value, dict)
            length, state = value["length"], parse_state(str(value["state"]).encode())
            assert isinstance(length, int)
        except (canonical.CanonicalError, AssertionError, KeyError, StateDamaged):
            raise BookDamaged from None
        self._cut(length, state.head.size if state.head else 0)
        return state

    def _cut(self, length: int, size: int) -> None:
        for path, right in ((self._entries, length), (self._leaves, size * HASH)):
            with path.open("ab") as file:
                if file.tell() < right:
                    raise BookDamaged
                file.truncate(right)

    def add(self, entries: Sequence[bytes]) -> None:
        """Behind the others; counts only once `keep` was called."""
        with self._entries.open("ab") as file:
            file.writelines(part for one in entries for part in (_LENGTH.pack(len(one)), one))
        with self._leaves.open("ab") as file:
            file.writelines(leaf_hash(one) for one in entries)

    def keep(self, state: State) -> None:
        """What was added counts from now on, and after a power cut."""
        for path in (self._entries, self._leaves):
            with path.open("ab") as file:
                os.fsync(file.fileno())
        text = {"length": self._entries.stat().st_size, "state": bytes(state).decode()}
        keeping.write(self._state, canonical.dumps(text))

    def entries(self, first: int = 0) -> Iterator[tuple[int, bytes]]:
        """Number and bytes of each entry that is there, from `first` on."""
        with self._entries.open("rb") as file:
            number = 0
            while head := file.read(_LENGTH.size):
                content = file.read(_LENGTH.unpack(head)[0])
                if number >= first:
                    yield number, content
                number += 1

    def entry(self, number: int) -> bytes:
        """One entry, or BookDamaged where there is none of this number."""
        for _, content in self.entries(number):
            return content
        raise BookDamaged

    def proof(self, number: int, state: State) -> bytes:
        """C2SP tlog-proof of this entry under the newest checkpoint, made without asking anybody."""
        head = state.head
        if head is None or number >= head.size:
            raise BookDamaged("The log that this home knows does not reach this entry.")
        leaves = self._leaves.read_bytes()

        def node(level: int, index: int) -> bytes:
            first = (index << level) * HASH
            part = leaves[first : first + (HASH << level)]
            return tree_root([part[at : at + HASH] for at in range(0, len(part), HASH)])

        return bytes(LogProof(number, tuple(inclusion_proof(number, head.size, node)), state.checkpoint))

    def forget(self) -> None:
        """Begin anew at the next look."""
        for path in (self._state, self._entries, self._leaves):
            path.unlink(missing_ok=True)
