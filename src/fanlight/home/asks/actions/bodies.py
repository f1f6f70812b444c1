"""Bodies of the log's entries: every one is fetched, whatever this house has to do with it; since when it is here."""

from __future__ import annotations

from hashlib import sha256

from fanlight.ground import canonical
from fanlight.home.asks import keeping
from fanlight.trust.ledger.faults import TileWrong
from fanlight.trust.ledger.source import Source, fetch_body

SINCE = "since"  # file: body's hash -> second at which it was here, or null where this home was not following then


def body(digest: str) -> bytes | None:
    """The body as it lies here; None where it is not, or was damaged on this disk."""
    try:
        content = keeping.body(digest).read_bytes()
    except OSError:
        return None
    return content if sha256(content).hexdigest() == digest else None


def since() -> dict[str, int | None]:
    """Since when each body is here."""
    try:
        held = canonical.loads((keeping.folder() / SINCE).read_bytes())
    except (OSError, canonical.CanonicalError):
        return {}
    assert isinstance(held, dict)
    return {digest: at if isinstance(at, int) else None for digest, at in held.items()}


def fetch_all(wanted: list[str], source: Source, *, now_s: int, following: bool) -> dict[str, int | None]:
    """Fetch what is not here yet. `following`: this home saw these entries come, so it counts from when it had them.

    A body that is missing at the first look is one that this home waits for: it counts from when it comes.
    """
    held, waited = since(), _waited()
    changed, before = False, set(waited)
    for digest in wanted:
        if digest in held and keeping.body(digest).exists():
            continue
        try:
            content = fetch_body(source, digest)
        except TileWrong:
            content = None  # another body under this hash: as good as none
        if content is None:
            waited.add(digest)
            continue
        keeping.write(keeping.body(digest), content)
        held.setdefault(digest, now_s if following or digest in waited else None)
        changed = True
    if waited - held.keys() != before:
        _keep_waited(waited - held.keys())
    if changed:
        keeping.write(keeping.folder() / SINCE, canonical.dumps(dict(held)))
    return held


def forget(digest: str) -> None:
    """It was erased in the log: this home's copy goes too."""
    keeping.body(digest).unlink(missing_ok=True)


def _waited() -> set[str]:
    try:
        return set((keeping.folder() / "waited").read_text().split())
    except OSError:
        return set()


def _keep_waited(digests: set[str]) -> None:
    keeping.write(keeping.folder() / "waited", " ".join(sorted(digests)).encode())
