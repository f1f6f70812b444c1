"""What can be wrong with a log: bytes out of form, a proof that fails, a bad tree."""

from __future__ import annotations

from fanlight.ground.errors import FanlightError


class LedgerError(FanlightError):
    """Something is wrong with the ledger."""


class Malformed(LedgerError):
    """These bytes are not in the form that their specification demands."""


class SignatureWrong(LedgerError):
    """A signature by a known key does not fit."""


class ProofWrong(LedgerError):
    """A Merkle proof does not lead to the root."""


class TrustRefused(LedgerError):
    """These keys cannot be trusted together."""


class StoreRefused(LedgerError):
    """The log's own files cannot be written so."""


class BadTree(LedgerError):
    """The log does not stand: nothing may be released until it is mended."""

    remedy = "Ask again later; if it stays so, compare with a neighbour and tell the stewards."
    exit_code = 1

    def __init__(self, message: str = "", *, part: str = "") -> None:
        super().__init__(message)
        self.part = part
        """The tile, entry or file that is meant, where one is: `tile/0/x001/234`, `entry 17`, `checkpoint`."""


class CheckpointWrong(BadTree):
    """The checkpoint is out of form or not signed by the log's key."""


class Forked(BadTree):
    """The log shows another past than the one it showed before."""


class Shrunk(BadTree):
    """The log is shorter than it was."""


class TileMissing(BadTree):
    """A tile that the checkpoint needs is not there."""


class TileWrong(BadTree):
    """A tile does not belong to the tree of the checkpoint."""


class EntryWrong(TileWrong):
    """An entry is not the one that stands in the tree of the checkpoint."""


class TooFewCosignatures(BadTree):
    """Fewer witnesses than the quorum have cosigned the checkpoint."""


class Frozen(BadTree):
    """The witnesses' newest cosignatures are older than one hour."""


class ClockApart(BadTree):
    """The witnesses' times lie ahead of this clock."""

    remedy = "Set this machine's clock right."


class Unreachable(BadTree):
    """The log could not be read."""

    exit_code = 2
