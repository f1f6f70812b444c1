"""S13, package: nothing in two packages of one home tells that they are of one home."""

from __future__ import annotations

import secrets
from pathlib import Path

from fanlight.trust.papers.package.assembly import Proofs, complete, make_payload
from fanlight.trust.papers.package.layout import Buffer
from fanlight.trust.papers.package.original import Fragment, Original
from fanlight.trust.papers.package.parts import Commitments
from fanlight.trust.papers.signing import Sealed, new_id
from tests.unit.trust.papers.package.community import Community, signer
from tests.unit.trust.papers.package.making import FROM, archived, film, report

LENGTH = 16  # bytes
PIECE = 12


class Home:
    """What one home holds from one disclosure to the next, each a marker that must not travel."""

    def __init__(self) -> None:
        self.secret = secrets.token_bytes(32)
        self.camera, self.stream, self.path = "north porch camera 7731", "main-7731-a", "/srv/fanlight-7731/footage"
        self.initialisation = secrets.token_bytes(200)
        self.segment = 771_100

    def fragments(self) -> list[Fragment]:
        self.segment += 1
        start = FROM + self.segment * 60_000_000
        return [
            Fragment.of(start + at, start + at + 1, self.initialisation, [self.path.encode(), bytes([at])])
            for at in range(6)
        ]

    def answer(self, community: Community, request: Sealed) -> dict[str, Buffer]:
        """A whole package in answer to a request."""
        fragments = self.fragments()
        assert request.body
        payload = make_payload(
            id=new_id(),
            clip=film(),
            report=report(),
            request_body=request.body,
            original=Original(secrets.token_bytes(32), fragments).root,
            from_us=fragments[0].from_us,
            until_us=fragments[-1].until_us,
        )
        commitments = Commitments.drawn(community.keys.recipient)
        posted = community.posted(dict(payload.public(commitments)), signer(), payload.disclosure.id)
        at, behind = (community.entries.index(one.entry) for one in (request, posted))
        proofs = Proofs(request.entry, community.proof(at), posted.entry, community.proof(behind))
        return complete(payload, commitments, proofs)


def strings(files: dict[str, Buffer], length: int = LENGTH) -> set[bytes]:
    archive = archived(files)
    return {archive[at : at + length] for at in range(len(archive) - length + 1)}


def marks(one: dict[str, Buffer], two: dict[str, Buffer], others: list[dict[str, Buffer]]) -> set[bytes]:
    """Strings of 16 bytes that two packages share and no other has.

    A string that only by chance has a digit more in common, next to words that all packages have, tells nothing: at
    least 12 of its bytes in a row stand in the others.
    """
    known = set().union(*(strings(files) for files in others))
    pieces = set().union(*(strings(files, PIECE) for files in others))
    shared = (strings(one) & strings(two)) - known
    return {text for text in shared if not any(text[at : at + PIECE] in pieces for at in range(LENGTH - PIECE + 1))}


def test_two_packages_of_one_home_share_nothing_that_anothers_lacks(tmp_path: Path) -> None:
    """Requests, terms, agency and log are shared by all homes; beyond those no 16 bytes are shared.

    One home answers two requests, another home the same two; what the first home's packages have in common, the second
    home's packages have too. The film is drawn at random here: that its encoding tells nothing is the redaction's test.
    """
    community = Community(tmp_path)
    first, second = community.noticed(), community.noticed()
    ours, theirs = Home(), Home()
    one, two = (ours.answer(community, request) for request in (first, second))
    others = [theirs.answer(community, request) for request in (first, second)]
    assert len(strings(one) & strings(two)) > 500, "of one form, so that the comparison means something"
    assert marks(one, two, others) == set()


def test_a_planted_mark_is_found(tmp_path: Path) -> None:
    """The comparison finds what a home would leave behind: its camera's name in two films, a number in two reports."""
    community = Community(tmp_path)
    request, home, other = community.noticed(), Home(), Home()
    packages = [home.answer(community, request) for _ in range(2)]
    others = [other.answer(community, request)]
    for name, mark in (("data/clip.mp4", home.camera.encode()), ("data/redaction_report.json", home.secret)):
        one, two = ({**files, name: bytes(files[name]) + mark} for files in packages)
        assert mark[:LENGTH] in marks(one, two, others)


def test_nothing_of_the_recorder_is_in_a_package(tmp_path: Path) -> None:
    """Camera, stream, path, segment numbers and the initialisation of the recording stay at home."""
    community, home = Community(tmp_path), Home()
    archive = archived(home.answer(community, community.noticed()))
    for mark in (home.camera.encode(), home.stream.encode(), home.path.encode(), home.initialisation, home.secret):
        assert mark not in archive
    assert str(home.segment).encode() not in archive
