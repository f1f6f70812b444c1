"""`fanlight petition`: what a signer does with a receipt."""

from __future__ import annotations

from pathlib import Path

import click

from fanlight.ground.errors import FanlightError
from fanlight.project.cli.ledger import opened
from fanlight.project.cli.petition_send import send
from fanlight.project.cli.verify import file_start
from fanlight.trust.ledger.checkpoint import Checkpoint
from fanlight.trust.ledger.faults import LedgerError, Unreachable
from fanlight.trust.ledger.hashing import leaf_hash
from fanlight.trust.ledger.head import Trust, read_head
from fanlight.trust.ledger.nodes import TileNodes
from fanlight.trust.ledger.note import VerifierKey, parse_vkey
from fanlight.trust.ledger.proof import check_consistency, consistency_proof
from fanlight.trust.ledger.proof_file import LARGEST_PROOF, LogProof, parse_proof
from fanlight.trust.ledger.source import fetch_checkpoint


class SignatureDropped(FanlightError):
    """The petition's tree no longer holds this signature."""

    exit_code = 1
    remedy = "Keep the receipt and show it: it proves that the signature was counted."


class ReceiptWrong(FanlightError):
    """This receipt proves nothing."""

    exit_code = 1


@click.group()
def petition() -> None:
    """Receipts of signatures, and updates to those who want them."""


petition.add_command(send)


@petition.command()
@click.argument("receipt", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option(
    "--against",
    "--ledger",
    "against",
    metavar="URL|DIR",
    help="The petition's tree as it is now; its page ends in /log",
)
@click.option("--vkey", "vkey_file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
def verify(receipt: Path, against: str | None, vkey_file: Path | None) -> None:
    """Check RECEIPT: 0 the signature stands, 1 it does not, 2 something cannot be read."""
    proof = parse_proof(file_start(receipt, LARGEST_PROOF + 1))
    if against is None:
        if vkey_file is None:
            raise click.UsageError("Give --against or --vkey: a receipt does not say whose signature counts.")
        key = parse_vkey(file_start(vkey_file).decode("ascii", "replace").strip())
        _say_held(proof, key)
        click.echo("Not compared with the petition as it is now: give --against.")
        return
    source, key = opened(against, vkey_file)
    held = _say_held(proof, key)
    now = read_head(fetch_checkpoint(source), Trust(key)).checkpoint
    if now.size < held.size:
        raise SignatureDropped(f"The tree had {held.size} signatures and has {now.size}.")
    try:
        path = consistency_proof(held.size, now.size, TileNodes(source, now.size))
        check_consistency(held.size, held.root, now.size, now.root, path)
    except Unreachable:
        raise
    except LedgerError as error:
        raise SignatureDropped(str(error)) from None
    click.echo(f"It still stands: the tree has {now.size} signatures and only grew.")


def _say_held(proof: LogProof, key: VerifierKey) -> Checkpoint:
    """The head that the receipt was given under."""
    if proof.extra is None:
        raise ReceiptWrong("The receipt holds no signature.")
    try:
        head = proof.check(leaf_hash(proof.extra), Trust(key)).checkpoint
    except LedgerError as error:
        raise ReceiptWrong(str(error)) from None
    click.echo(f"The signature is number {proof.index + 1} of {head.size} at {key.name}.")
    return head
