"""A package beside its log: signatures by keys that the log names, and entries that the log still holds."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from fanlight.trust.ledger.faults import LedgerError
from fanlight.trust.ledger.note import ED25519, SigningKey
from fanlight.trust.ledger.source import FolderSource
from fanlight.trust.papers.package.in_log import Check, known_log, signed_by_log, signed_in_log
from fanlight.trust.papers.package.verify import bad
from fanlight.trust.papers.signing import Sealed
from tests.unit.trust.papers.package.community import ORIGIN, Community, signer
from tests.unit.trust.papers.package.making import Made, made

REQUEST = "data/request.json"


def checks(package: Made, folder: Path | None = None) -> list[Check]:
    key = package.community.log.verifier
    source = FolderSource(folder or package.community.folder)
    return list(signed_in_log(package.views, known_log(source, key)))


def test_a_package_stands_in_the_log_that_has_grown(tmp_path: Path) -> None:
    """All checks are good, also when 300 entries have come since."""
    package = made(tmp_path)
    community = package.community
    with community.store.locked():
        community.store.append([b'{"filling":%d}' % at for at in range(300)])
        community.store.publish(community.checkpoint())
    told = checks(package)
    assert {check.verdict for check in told} == {"good"}
    words = " ".join(check.words for check in told)
    for name in ("A. Moreno", "P. Okafor", "Steward 0", "Steward 1", "Millbrook", "2 of 3 witnesses"):
        assert name in words


def test_the_key_alone_says_what_it_does_not_know(package: Made) -> None:
    """With the vkey the log's signatures are checked, and the rest is named as not checked."""
    told = list(signed_by_log(package.views, package.community.log.verifier))
    assert [check.verdict for check in told] == ["good", "good", "unchecked"]
    other = SigningKey(ORIGIN, ED25519, bytes(32)).verifier
    assert [check.verdict for check in signed_by_log(package.views, other)] == ["bad", "bad", "unchecked"]


def test_without_its_key_the_log_speaks_for_itself(package: Made) -> None:
    """That is said."""
    told = list(signed_in_log(package.views, known_log(FolderSource(package.community.folder), None)))
    assert [(check.part, check.verdict) for check in told if check.verdict != "good"] == [("log", "unchecked")]


def test_another_log_does_not_hold_it(package: Made, tmp_path: Path) -> None:
    """A community of the same name with keys of its own."""
    stranger = Community(tmp_path / "stranger")
    stranger.noticed()
    with pytest.raises(LedgerError):
        known_log(FolderSource(stranger.folder), package.community.log.verifier)
    told = list(signed_in_log(package.views, known_log(FolderSource(stranger.folder), None)))
    assert set(bad(told)) == {"proofs/request.tlog-proof", "proofs/disclosure.tlog-proof", REQUEST}


def test_a_fork_and_a_shrunk_log_are_named(tmp_path: Path) -> None:
    """The same log with another past, and one that lost its end."""
    package = made(tmp_path / "log")
    community = package.community
    shutil.copytree(community.folder, tmp_path / "before")
    forked = made(tmp_path / "log", community=community)
    community.folder, community.store.folder = tmp_path / "before", tmp_path / "before"
    assert set(bad(checks(forked, tmp_path / "before"))) == {
        "proofs/request.tlog-proof",
        "proofs/disclosure.tlog-proof",
    }
    community.noticed()
    community.noticed()
    community.noticed()
    assert set(bad(checks(forked, tmp_path / "before"))) == {
        "proofs/request.tlog-proof",
        "proofs/disclosure.tlog-proof",
    }
    assert not bad(checks(package, tmp_path / "before"))


def noticed_by(community: Community, roles: list[tuple[object, str]]) -> Sealed:
    sealed = community.signed(community.request(), roles)  # type: ignore[arg-type]
    community.append(sealed)
    return sealed


def test_a_request_lacks_no_signature(tmp_path: Path) -> None:
    """Requester, supervisor and two reviewers; a signature given twice counts once."""
    community = Community(tmp_path)
    moreno, okafor = ((one, role) for one, role in zip(community.officers, ("requester", "supervisor"), strict=True))
    first, second = ((one, "reviewer") for one in community.stewards[:2])
    for roles in (
        [moreno, okafor, first],
        [moreno, okafor, first, first],
        [moreno, first, second],
        [okafor, first, second],
        [moreno, okafor],
    ):
        package = made(tmp_path, noticed_by(community, list(roles)), community)
        assert bad(checks(package)) == [REQUEST]


def test_only_named_keys_count(tmp_path: Path) -> None:
    """A stranger's signature, an officer as reviewer, a steward as officer, and officers in each other's role."""
    community = Community(tmp_path)
    moreno, okafor, stranger = *community.officers, signer()
    first, second = community.stewards[:2]
    for roles in (
        [(stranger, "requester"), (okafor, "supervisor"), (first, "reviewer"), (second, "reviewer")],
        [(okafor, "requester"), (moreno, "supervisor"), (first, "reviewer"), (second, "reviewer")],
        [(moreno, "requester"), (okafor, "supervisor"), (first, "reviewer"), (okafor, "reviewer")],
        [(moreno, "requester"), (first, "supervisor"), (first, "reviewer"), (second, "reviewer")],
        [(moreno, "requester"), (okafor, "supervisor"), (first, "steward"), (second, "reviewer")],
    ):
        package = made(tmp_path, noticed_by(community, list(roles)), community)
        assert bad(checks(package)) == [REQUEST]


def test_the_operator_can_name_no_officer(tmp_path: Path) -> None:
    """An agency's paper without the stewards' quorum names nobody; with it, the officer counts."""
    community = Community(tmp_path)
    community.officers = [signer(), signer()]
    community.append(community.signed(community.agency(), [(signer(), "steward") for _ in range(3)]))
    community.append(community.signed(community.agency(), [(one, "steward") for one in community.stewards[:2]]))
    package = made(tmp_path, community=community)
    assert bad(checks(package)) == [REQUEST]
    community.append(community.signed(community.agency(), [(one, "steward") for one in community.stewards[:3]]))
    assert not bad(checks(package))


def test_a_request_under_an_unknown_policy_is_refused(tmp_path: Path) -> None:
    """The number of reviewers comes from the policy that the paper names."""
    community = Community(tmp_path)
    package = made(tmp_path, community.noticed(community.request(policy="00" * 32)), community)
    assert bad(checks(package)) == [REQUEST]


def test_too_few_witnesses_are_named(tmp_path: Path) -> None:
    """A checkpoint that one witness of three saw proves nothing."""
    community = Community(tmp_path)
    request = community.noticed()
    community.witnesses = community.witnesses[:1]
    package = made(tmp_path, request, community)
    with pytest.raises(LedgerError, match="1 of 2"):
        checks(package)
