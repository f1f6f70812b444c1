"""A real community's beginning, and its report rebuilt by anybody: what `fanlight commons` does beside running."""

from __future__ import annotations

import secrets
from pathlib import Path
from typing import TYPE_CHECKING

from fanlight.ground.clock import SystemClock
from fanlight.project.cli.commons import NobodysKey, NotThisLog
from fanlight.project.django_ready import COMMONS, migrate, ready
from fanlight.project.environ import Environ
from fanlight.trust.papers.entry import NONCE, parse_body
from fanlight.trust.papers.forms import PaperError
from fanlight.trust.papers.founding import Founding
from fanlight.trust.papers.signing import sealed
from fanlight.trust.papers.wire import BODY_LIMIT
from fanlight.trust.policy.in_force.fold import fold
from fanlight.trust.policy.in_force.records import Seen

if TYPE_CHECKING:
    from fanlight.commons.agencies.log_copy import LogCopy


def _start(file: Path) -> bytes:
    """What a founding may hold and a byte more, of a file without end too."""
    with file.open("rb") as opened:
        return opened.read(BODY_LIMIT + 1)


def found_from(environ: Environ, file: Path) -> str:
    """The community's name; raises NotThisLog where paper, signatures or key do not fit."""
    from fanlight.commons.log.actions import Written, found
    from fanlight.commons.log.operated import log_key

    now = SystemClock().now()
    try:
        body = parse_body("log:founded", secrets.token_bytes(NONCE) + _start(file).strip())
    except PaperError as error:
        raise NotThisLog(f"{file}: {error}", remedy="Make it again; the form stands in the guide.") from None
    paper = body.paper
    assert isinstance(paper, Founding)
    key = log_key(environ.commons_data, paper.origin)
    if key.verifier.vkey != paper.log:
        raise NotThisLog(
            "The founding names another log key than this machine's.",
            remedy=f"Write this into the founding as `log`: {key.verifier.vkey}",
        )
    made = sealed(paper, body.sigs, origin=paper.origin, policy=paper.policy_hash, at=int(now.timestamp()))
    state = fold([Seen(0, made.entry, None, made.body)])
    if state.founded is None:
        raise NotThisLog(
            f"The founding does not hold: {state.voids[0].words}", remedy="Let the stewards sign it again."
        )
    found(folder=environ.commons_data / "log", key=key, founding=Written(made.entry, made.body), now=now)
    return paper.community


def invite_steward(environ: Environ, key_id: str) -> str:
    """A link that makes an account for the holder of this key, once, within a week."""
    ready(COMMONS)
    migrate()
    from fanlight.commons.agencies import standing
    from fanlight.commons.agencies.actions.people import invite

    now = standing.now()
    term = next((one for one in standing.standing().at(now).stewards if one.key.id == key_id), None)
    if term is None:
        raise NobodysKey
    token = invite(name=term.name, role="steward", key_id=key_id, now=now)
    return f"{standing.standing().founding.rp.origin}/join/{token}/"


def rebuilt_report(ledger: str, vkey: Path | None) -> dict[str, bytes]:
    """The report's files; raises BadTree where the log does not hold together."""
    from fanlight.commons.docket.report import files

    return files(_copied(ledger, vkey))


def rebuilt_for_record(ledger: str, vkey: Path | None) -> bytes:
    """What the commons says to the record, without petitions, which stand in no log; raises BadTree, NotDated."""
    from fanlight.project.for_record import as_json, said

    return as_json(said(_copied(ledger, vkey), {}))


def _copied(ledger: str, vkey: Path | None) -> LogCopy:
    from fanlight.commons.agencies.log_copy import copy_of
    from fanlight.project.cli.ledger import opened
    from fanlight.trust.ledger.head import Trust
    from fanlight.trust.ledger.source import fetch_body
    from fanlight.trust.ledger.verify import verify_log

    source, key = opened(ledger, vkey)
    entries: list[bytes] = []
    verify_log(source, Trust(key), lambda _, entry: entries.append(entry))
    return copy_of(entries, lambda name: fetch_body(source, name))
