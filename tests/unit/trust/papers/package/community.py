"""A community in a test: five stewards, three witnesses, one agency, and its log in a folder, by the real code."""

from __future__ import annotations

import secrets
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from fanlight.trust.ledger.checkpoint import Checkpoint
from fanlight.trust.ledger.cosignature import cosign
from fanlight.trust.ledger.nodes import TileNodes
from fanlight.trust.ledger.note import COSIGNATURE, ED25519, Note, SigningKey
from fanlight.trust.ledger.proof import inclusion_proof
from fanlight.trust.ledger.proof_file import LogProof
from fanlight.trust.ledger.source import FolderSource
from fanlight.trust.ledger.store import Store
from fanlight.trust.papers.agency_paper import Agency, Ladder, Officer
from fanlight.trust.papers.founding import Founding
from fanlight.trust.papers.members import NamedKey, Witness
from fanlight.trust.papers.package.identity import new_keys, read_identity
from fanlight.trust.papers.policy_paper import Limits, Policy
from fanlight.trust.papers.request import Attests, Request
from fanlight.trust.papers.signatures import RelyingParty, Signature, SoftwareSigner
from fanlight.trust.papers.signing import Sealed, new_id, sealed, sign, unsigned

ORIGIN = "commons.example.invalid/log"
AT = 1_795_000_000
RP = RelyingParty("commons.example.invalid", "https://commons.example.invalid")
LIMITS = Limits(7200, 30, 647_497, 200, 7, 2, 5, 20, 90, 43_200)


def signer() -> SoftwareSigner:
    return SoftwareSigner(Ed25519PrivateKey.generate(), marked=True)


class Community:
    """Keys of everybody and the log; `at` is the time that its witnesses give."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.at = folder, AT
        self.store = Store(folder)
        self.log = SigningKey(ORIGIN, ED25519, secrets.token_bytes(32))
        self.witnesses = [SigningKey(f"witness-{at}.invalid", COSIGNATURE, secrets.token_bytes(32)) for at in range(3)]
        self.stewards = [signer() for _ in range(5)]
        self.officers = [signer() for _ in range(2)]
        self.keys = new_keys()
        self.identity = read_identity(self.keys.identity_file)
        self.policy = Policy("policy:changed", new_id(), 1, LIMITS, 2, ("voluntary",), "none", {})
        self.founding = self._founding()
        self.entries: list[bytes] = []
        self.append(self.signed(self.founding, [(one, "steward") for one in self.stewards[:3]]))

    def agency(self) -> Agency:
        people = zip(("A. Moreno", "P. Okafor"), ("requester", "supervisor"), self.officers, strict=True)
        officers = tuple(Officer(name, role, one.key) for name, role, one in people)
        return Agency(
            *("agency:admitted", new_id(), "millbrook-pd", "Millbrook Police", "municipal", None, None, None, (1, 2)),
            *(officers, self.keys.recipient, self.keys.signer, Ladder(None, None, None, None, None)),
        )

    def _founding(self) -> Founding:
        witnesses = tuple(
            Witness(f"Witness {at}", one.verifier.vkey, f"https://{one.name}/") for at, one in enumerate(self.witnesses)
        )
        stewards = tuple(NamedKey(f"Steward {at}", one.key) for at, one in enumerate(self.stewards))
        record, vkey = signer().key, self.log.verifier.vkey
        return Founding(
            *("log:founded", new_id(), ORIGIN, vkey, RP, "Millbrook", "America/New_York", stewards, 3, witnesses, 2),
            *(record, self.policy, {1: 300, 2: 300}, (self.agency(),)),
        )

    def request(self, **changed: object) -> Request:
        members = {
            "kind": "request:noticed",
            "id": new_id(),
            "agency": "millbrook-pd",
            "case": "MB-2026-0311",
            "requester": self.officers[0].key.id,
            "supervisor": self.officers[1].key.id,
            "offence": "220",
            "basis": "voluntary",
            "amends": None,
            "sought": "Two people with bicycles.",
            "facts": "A garden shed was broken open in the evening; two bicycles were taken out through the side gate.",
            "area": (1, 2),
            "zone": "America/New_York",
            "since": AT - 90_000,
            "until": AT - 86_400,
            "outdoor": True,
            "open_days": 7,
            "retention_days": 90,
            "recipients": ("Det. A. Moreno", "Sgt. P. Okafor"),
            "attests": Attests(False, False, False, False),
            "policy": self.founding.policy_hash,
            "written": AT,
        }
        return Request(**{**members, **changed})  # type: ignore[arg-type]

    def noticed(self, paper: Request | None = None) -> Sealed:
        """A request with all its signatures, appended."""
        roles = [(self.officers[0], "requester"), (self.officers[1], "supervisor")]
        roles += [(one, "reviewer") for one in self.stewards[:2]]
        made = self.signed(paper or self.request(), roles)
        self.append(made)
        return made

    def signed(self, paper: Founding | Request | Agency, roles: list[tuple[SoftwareSigner, str]]) -> Sealed:
        sigs: list[Signature] = [sign(paper, ORIGIN, one, role) for one, role in roles]
        return sealed(paper, sigs, origin=ORIGIN, policy=self.founding.policy_hash, at=self.at)

    def posted(self, pub: dict[str, object], key: SoftwareSigner, id: str) -> Sealed:
        header = {**pub, "month": "2026-11", "pass": None, "key": key.key.public}
        made = unsigned(
            *("disclosure:posted", header),  # type: ignore[arg-type]
            origin=ORIGIN,
            policy=self.founding.policy_hash,
            by=key.key.id,
            at=self.at,
            id=id,
        )
        self.append(made)
        return made

    def append(self, made: Sealed) -> int:
        """Put body and entry into the log, sign and cosign; the entry's index."""
        if made.body:
            self.store.put_body(made.body)
        with self.store.locked():
            index = self.store.append([made.entry])[0]
            self.entries.append(made.entry)
            self.store.publish(self.checkpoint())
        return index

    def checkpoint(self) -> bytes:
        edge = self.store.head()
        note = Checkpoint(ORIGIN, edge.size, edge.root()).signed(self.log)
        signatures = (*note.signatures, *(cosign(note.text, one, self.at) for one in self.witnesses[:2]))
        return bytes(Note(note.text, signatures))

    def proof(self, index: int) -> bytes:
        source = FolderSource(self.folder)
        size = self.store.head().size
        path = inclusion_proof(index, size, TileNodes(source, size))
        return bytes(LogProof(index, tuple(path), (self.folder / "checkpoint").read_bytes()))
