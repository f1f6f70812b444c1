"""Commands run as `fanlight` runs them, and one sealed package with its keys and log on disk."""

from __future__ import annotations

import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from fanlight.project.cli.entry import main
from tests.unit.trust.papers.package.making import Made, made, sealed


@dataclass
class Answer:
    """What a command left behind."""

    status: int
    out: str
    err: str


Run = Callable[..., Answer]


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    def call(*arguments: object) -> Answer:
        monkeypatch.setattr(sys, "argv", ["fanlight", *map(str, arguments)])
        status: object = 0
        try:
            main()
        except SystemExit as leaving:
            status = leaving.code
        written = capsys.readouterr()
        return Answer(int(str(status or 0)), written.out, written.err)

    return call


@dataclass
class Desk:
    """An agency's machine: the package that came, its keys, a copy of the log."""

    folder: Path
    package: Made

    @property
    def age(self) -> Path:
        return self.folder / "package.age"

    @property
    def identity(self) -> Path:
        return self.folder / "agency-identity.txt"

    @property
    def signer(self) -> Path:
        return self.folder / "agency-signer.pem"

    @property
    def log(self) -> tuple[object, ...]:
        return ("--ledger", self.folder / "ledger", "--vkey", self.folder / "ledger.vkey")


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    folder = tmp_path_factory.mktemp("desk")
    package = made(folder / "ledger")
    community = package.community
    (folder / "package.age").write_bytes(sealed(package))
    (folder / "package.tar").write_bytes(package.archive)
    (folder / "agency-identity.txt").write_bytes(community.keys.identity_file)
    (folder / "agency-signer.pem").write_bytes(community.keys.signer_pem)
    (folder / "ledger.vkey").write_text(community.log.verifier.vkey + "\n")
    return Desk(folder, package)
