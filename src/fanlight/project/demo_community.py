"""The made-up community at the first start: founded, witnessed, with one agency's request open in public.

All is done by the same actions as on the pages, with the cast's software keys; between the steps the demo's clock
moves, so that witnesses date each entry with the time it is then.
"""

from __future__ import annotations

import secrets
import socket
import threading
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

from fanlight.commons.agencies import access, standing
from fanlight.commons.agencies.actions import papers
from fanlight.commons.agencies.actions.people import KeyKnown, enrol
from fanlight.commons.agencies.models.papers import PendingPaper
from fanlight.commons.agencies.software import keys_folder
from fanlight.commons.agencies.writing import write
from fanlight.commons.docket.actions import drafts, steps
from fanlight.commons.docket.models.reviews import Review
from fanlight.commons.log.actions import Written, found, go_round, publish
from fanlight.commons.log.operated import log_key, operated_log
from fanlight.commons.log.rules import ANCHOR_AFTER
from fanlight.demo.community.founding import OFFICERS, ORIGIN, POLICE, SHERIFF, STEWARDS, WITNESSES, founding
from fanlight.demo.community.keys import Keys
from fanlight.demo.community.papers import FACTS, SOUGHT, Community, block, officers_of
from fanlight.demo.community.record import made_up_record
from fanlight.ground.clock import SystemClock
from fanlight.ground.keys import kept_secret
from fanlight.ground.moved_clock import clock_for, move
from fanlight.people.models import Person
from fanlight.project.cast.persons import NEIGHBOUR, username
from fanlight.project.demo_neighbourhood import prepare_neighbourhood
from fanlight.project.demo_witnesses import DemoWitness, witness_folder
from fanlight.project.environ import Environ
from fanlight.trust.papers.published import PublishedRecord
from fanlight.trust.papers.signatures import RelyingParty, SoftwareSigner
from fanlight.trust.papers.signing import new_id

NOTICE = timedelta(hours=12, minutes=5)
HOUR = 3_600
EPHEMERAL = 32_768  # from here on Linux gives ports to outgoing connections, so none of these stays free
ASKED_FROM = 10  # o'clock yesterday: demo/happenings.py has people at the side gate and the front door until noon


def prepare_community(environ: Environ) -> None:
    """Once for a data directory; what stands already is left alone."""
    if not standing.is_founded():
        _found(environ)
    if not Person.objects.filter(username=NEIGHBOUR.username).exists():
        _people(_keys(environ))
    prepare_neighbourhood(time_there(environ))
    with witnesses_run(environ):
        _first_request(environ)


def community(environ: Environ) -> Community:
    """Everybody's keys; the demo's own and nobody else's."""
    return Community(_keys(environ), standing.standing().founding)


def _keys(environ: Environ) -> Keys:
    return Keys(kept_secret(environ.commons_data / "demo" / "seed", lambda: secrets.token_bytes(32)))


def _clock_file(environ: Environ) -> Path:
    return environ.data / "demo" / "clock"


def time_there(environ: Environ) -> datetime:
    return clock_for(ORIGIN, SystemClock(), _clock_file(environ)).now()


def _found(environ: Environ) -> None:
    keys, now = _keys(environ), time_there(environ)
    key = log_key(environ.commons_data, ORIGIN)
    witnesses = {
        name: (keys.vkey(name, witness=True), f"http://127.0.0.1:{port}/")
        for name, port in zip(WITNESSES, _free_ports(environ.commons_port), strict=True)
    }
    paper = founding(
        keys,
        checked=int(now.timestamp()),
        log=key.verifier.vkey,
        witnesses=witnesses,
        rp=RelyingParty(environ.host, environ.commons_origin),
    )
    sealed = Community(keys, paper).founded(at=int(now.timestamp()))
    found(folder=standing.log_folder(), key=key, founding=Written(sealed.entry, sealed.body), now=now)
    _keep_keys(keys)


def _free_ports(near: int) -> list[int]:
    """Three ports that nobody has now, below those that the machine gives out by itself."""
    found: list[int] = []
    first = near + 100 if near < EPHEMERAL - 500 else 10_000 + near * 3 % 20_000
    for port in range(first, first + 300):
        with socket.socket() as probe:
            try:
                probe.bind(("127.0.0.1", port))
            except OSError:
                continue
        found.append(port)
        if len(found) == len(WITNESSES):
            return found
    raise OSError("no three ports are free for the demo's witnesses")


def _keep_keys(keys: Keys) -> None:
    """The cast's keys by their ids, as agencies/software.py reads them; an agency's identity under its name."""
    for name in (*STEWARDS, *(post.name for post in OFFICERS)):
        kept_secret(keys_folder() / keys.signer(name).key.id, lambda name=name: keys.secret(name))  # type: ignore[misc]
    for agency in (POLICE, SHERIFF):
        folder = keys_folder() / agency  # as `fanlight agency key` writes them, for its other commands
        kept_secret(folder / "agency-identity.txt", lambda agency=agency: f"{keys.age(agency).secret}\n".encode())  # type: ignore[misc]
        kept_secret(folder / "agency-signer.pem", lambda agency=agency: _pem(keys.signer(f"signer {agency}")))  # type: ignore[misc]


def _pem(signer: SoftwareSigner) -> bytes:
    return signer.private.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())


def _people(keys: Keys) -> None:
    now = standing.now()
    for name in (*STEWARDS, *(post.name for post in OFFICERS)):
        person = _person(username(name), name)
        with suppress(KeyKnown):  # an earlier start was interrupted in here
            enrol(person=person, key=keys.signer(name).key, now=now)
    _person(NEIGHBOUR.username, NEIGHBOUR.name)


def _person(username: str, name: str) -> Person:
    person, _ = Person.objects.get_or_create(username=username, defaults={"first_name": name})
    person.set_unusable_password()
    person.save()
    return person


@contextmanager
def witnesses_run(environ: Environ) -> Iterator[None]:
    """The three, in threads, while the first entries are made; later they are processes."""
    here = standing.standing().founding
    keys = _keys(environ)
    with ExitStack() as all_of_them:
        for number, named in enumerate(here.witnesses, 1):
            host, _, port = named.url.removeprefix("http://").rstrip("/").partition(":")
            witness = DemoWitness(named.name, witness_folder(environ, number), host, int(port))
            log = log_key(environ.commons_data, ORIGIN).verifier
            server = all_of_them.enter_context(witness.server(log, _clock_file(environ), keys.secret(named.name)))
            thread = threading.Thread(target=server.serve_forever, daemon=True)
            thread.start()
            all_of_them.callback(server.shutdown)
        yield


def dated(environ: Environ) -> None:
    """What was appended gets its time: published, anchored a minute later, published with the anchor."""
    log = operated_log(environ.commons_data, standing.log_folder())
    publish(log=log, now=time_there(environ))
    move(ORIGIN, _clock_file(environ), ANCHOR_AFTER + 1)
    go_round(log=log, now=time_there(environ))
    publish(log=log, now=time_there(environ))


def _first_request(environ: Environ) -> None:
    """One that breaks no rule, all the way to its opening. Taken up where an earlier start was interrupted."""
    here = standing.standing().copy.state
    if here.requests:
        return
    dated(environ)
    people = community(environ)
    if not here.records:
        paper = PublishedRecord("record:published", new_id(), made_up_record())
        now = time_there(environ)
        write(people.published(paper, at=int(now.timestamp())), now=now)
    _asked(environ)
    dated(environ)
    move(ORIGIN, _clock_file(environ), int(NOTICE.total_seconds()))
    publish(log=operated_log(environ.commons_data, standing.log_folder()), now=time_there(environ))


def _asked(environ: Environ) -> None:
    now = time_there(environ)
    requester, supervisor = officers_of(POLICE)
    hats = access.hats(_person(username(requester), requester), now)
    key = community(environ).signer(supervisor).key.id
    draft = drafts.begin(hats=hats, now=now)
    for slug, value in answers(now, key, (requester, supervisor)).items():
        drafts.answer(draft=draft, slug=slug, value=value, now=now)
    pending = drafts.to_signature(draft=draft, hats=hats, now=now)
    for name in (requester, supervisor):
        _sign(pending, name, now)
    reasons = (
        "A burglary in one lane, two hours, and what was seen of the van: no more is asked than the facts need.",
        "The offence is named, the area is the lane and the blocks round it, and nobody else can be singled out.",
    )
    for name, words in zip(STEWARDS, reasons, strict=False):
        steward = access.hats(_person(username(name), name), now)
        steps.review(pending=pending, hats=steward, verdict=Review.Verdict.ACCEPT, words=words, codes=[], now=now)
        _sign(pending, name, now)


def _sign(pending: PendingPaper, name: str, now: datetime) -> None:
    (key,) = access.hats(_person(username(name), name), now).keys
    papers.sign_by_software(pending=pending, key=key, now=now)


def answers(now: datetime, supervisor: str, names: tuple[str, str]) -> dict[str, Any]:
    """Two hours of yesterday in which the demo's past has something, in the lane where the demo's home stands."""
    yesterday = now.astimezone() - timedelta(days=1)  # this machine's zone, as the past (demo/past.py)
    since = int(yesterday.replace(hour=ASKED_FROM, minute=0, second=0, microsecond=0).timestamp())
    return {
        "case": "26-0041187",
        "offence": "220",
        "facts": FACTS,
        "area": list(block()),
        "hours": {"from": since, "until": since + 2 * HOUR},
        "sought": SOUGHT,
        "promise": {"open_days": 7, "retention_days": 90},
        "recipients": list(names),
        "attests": True,
        "supervisor": supervisor,
    }
