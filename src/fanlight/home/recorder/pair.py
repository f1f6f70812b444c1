"""The pair of identities that ties a database to its footage directory, compared before anything is written."""

from __future__ import annotations

import os
import re
import secrets
from typing import Protocol

from fanlight.home.recorder.faults import ReadOnlyStore
from fanlight.home.recorder.index import Pair
from fanlight.home.recorder.store import Footage, write_all

NAME = "pair"
TEXT = re.compile(rb"Fanlight footage 1\ndatabase ([0-9a-f]{32})\ndirectory ([0-9a-f]{32})\n(?:.*)", re.DOTALL)
WORDS = (
    "This directory holds the footage of one home. The two numbers tie it to that home's database.\n"
    "Without this file Fanlight neither records here nor deletes.\n"
)
LIMIT = 4096  # bytes of the file that are read; it has about 250


class PairIndex(Protocol):
    """What this module needs of the index."""

    def pair(self) -> Pair | None: ...

    def make_pair(self, pair: Pair) -> None: ...

    def known_paths(self, folder: str = ...) -> set[str]: ...


def claim(store: Footage, index: PairIndex) -> Pair:
    """The pair that both sides carry, made at the very first start; ReadOnlyStore where they do not fit."""
    ours, theirs = index.pair(), read_pair(store)
    if ours is not None and ours == theirs:
        return ours
    if ours is None and not index.known_paths() and next(store.paths(), None) is None:
        pair = theirs or _write(store, Pair(secrets.token_bytes(16), secrets.token_bytes(16)))
        index.make_pair(pair)
        return pair
    if theirs is None:
        raise ReadOnlyStore("The footage directory has lost its pair file, or its disk is not connected.")
    if ours is None:
        raise ReadOnlyStore("The footage directory holds footage of another database.")
    raise ReadOnlyStore


def read_pair(store: Footage) -> Pair | None:
    """The directory's pair; None where there is no file. A file that is not ours is an error, never overwritten."""
    try:
        handle = os.open(NAME, os.O_RDONLY | os.O_NOFOLLOW | os.O_CLOEXEC, dir_fd=store.descriptor)
    except FileNotFoundError:
        return None
    except OSError as error:
        raise ReadOnlyStore(f"The footage directory's pair file cannot be read: {error.strerror}.") from error
    try:
        return parse_pair(os.read(handle, LIMIT))
    except OSError as error:
        raise ReadOnlyStore(f"The footage directory's pair file cannot be read: {error.strerror}.") from error
    finally:
        os.close(handle)


def parse_pair(untrusted: bytes) -> Pair:
    """The pair in these bytes."""
    match = TEXT.fullmatch(untrusted)
    if match is None:
        raise ReadOnlyStore("The footage directory's pair file is damaged.")
    return Pair(bytes.fromhex(match[1].decode()), bytes.fromhex(match[2].decode()))


def _write(store: Footage, pair: Pair) -> Pair:
    """Under a temporary name first, so that a pair file is whole or absent."""
    text = f"Fanlight footage 1\ndatabase {pair.database.hex()}\ndirectory {pair.directory.hex()}\n{WORDS}"
    temporary = f"{NAME}.new"
    flags = os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_NOFOLLOW | os.O_CLOEXEC
    handle = os.open(temporary, flags, 0o600, dir_fd=store.descriptor)
    try:
        write_all(handle, text.encode())
        os.fsync(handle)
    finally:
        os.close(handle)
    os.rename(temporary, NAME, src_dir_fd=store.descriptor, dst_dir_fd=store.descriptor)
    store.sync_root()
    return pair
