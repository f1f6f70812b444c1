"""`fanlight petition send`: an update to those who want it, from a steward's computer; the commons sees no address."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from email.headerregistry import Address
from email.message import EmailMessage
from hashlib import sha256
from pathlib import Path

import click

from fanlight.commons.petitions.rules.address import AddressRefused, parse_address
from fanlight.commons.petitions.rules.update_file import (
    LARGEST,
    Reader,
    UpdateFile,
    UpdateFileWrong,
    parse_reader,
    parse_update_file,
    sealed_bytes,
)
from fanlight.ground.errors import FanlightError
from fanlight.project.cli.verify import file_start

FILE = click.Path(path_type=Path, exists=True, dir_okay=False)
TOGETHER = 25  # mails between two notes of what was sent


class NoServer(FanlightError):
    """There is no mail server to hand mails in at."""

    remedy = "Set FANLIGHT_SMTP=smtp://name:password@mail.example.org:587"
    exit_code = 2


class SomeLeft(FanlightError):
    """Some mails could not be handed in."""

    remedy = "Start it again later: nobody gets it twice."
    exit_code = 1


class Journal:
    """What was sent, in a file beside the update: hashes of sealed addresses, no address."""

    def __init__(self, file: Path) -> None:
        self._path = file.with_name(f"{file.name}.sent")
        self.sent = set(self._path.read_text().split()) if self._path.exists() else set()

    def note(self, sealed: Sequence[str]) -> None:
        names = [name_of(one) for one in sealed]
        self.sent.update(names)
        with self._path.open("a") as file:
            file.writelines(f"{name}\n" for name in names)


def name_of(sealed: str) -> str:
    return sha256(sealed.encode()).hexdigest()


@click.command()
@click.argument("file", type=FILE)
@click.option("--identity", required=True, type=FILE, help="The stewards' identity: agency-identity.txt.")
@click.option("--list", "is_list", is_flag=True, help="Print the addresses and send nothing.")
def send(file: Path, identity: Path, is_list: bool) -> None:
    """Send the update in FILE, each mail by itself, by FANLIGHT_SMTP; none twice when it is started again."""
    from fanlight.commons.petitions.smtp import SmtpSender, parse_server
    from fanlight.project.environ import environ
    from fanlight.trust.papers.package.identity import read_identity

    update = parse_update_file(file_start(file, LARGEST))
    secret = read_identity(file_start(identity))
    if is_list:
        for _, reader in readers(update.sealed, secret):
            click.echo(reader.mailbox)
        return
    if not environ().smtp:
        raise NoServer
    journal, sender = Journal(file), SmtpSender(parse_server(environ().smtp))
    waiting = [one for one in update.sealed if name_of(one) not in journal.sent]
    opened, left, bounced = 0, 0, 0
    for at in range(0, len(waiting), TOGETHER):
        some = list(readers(waiting[at : at + TOGETHER], secret))
        outcomes = sender.send([letter(update, reader, environ().mail_sender) for _, reader in some])
        over = [sealed for (sealed, _), outcome in zip(some, outcomes, strict=True) if outcome.ok or outcome.bounced]
        journal.note(over)
        opened, left = opened + len(some), left + len(some) - len(over)
        bounced += sum(outcome.bounced for outcome in outcomes)
    sender.end()
    sent = opened - left - bounced
    click.echo(f"Sent {sent}; {len(update.sealed) - len(waiting)} had it already; {bounced} do not exist any more.")
    if opened < len(waiting):
        click.echo(f"{len(waiting) - opened} addresses are sealed to another key, or damaged.", err=True)
    if left:
        raise SomeLeft(f"{left} mails could not be handed in.")


def readers(sealed: Sequence[str], secret: str) -> Iterator[tuple[str, Reader]]:
    """Those that this identity opens; what is sealed to another, or no address, is left out."""
    from fanlight.trust.papers.package.seal import SealedBroken, SealedForAnother, SealedTooLarge, opened

    for one in sealed:
        try:
            reader = parse_reader(bytes(opened(sealed_bytes(one), secret)))
            parse_address(reader.mailbox)
        except (UpdateFileWrong, SealedForAnother, SealedBroken, SealedTooLarge, AddressRefused):
            continue
        yield one, reader


def letter(update: UpdateFile, reader: Reader, sender: str) -> EmailMessage:
    """Plain text; a link that ends the updates, in the text and for mail programs (RFC 2369, RFC 8058)."""
    page = f"{update.origin}/petitions/{update.petition}/"
    stop = f"{page}stop/{reader.stop}"
    user, _, host = sender.rpartition("@")
    to, _, to_host = reader.mailbox.rpartition("@")
    message = EmailMessage()
    message["Subject"] = "News of a petition that you signed"
    message["From"] = Address("Petitions", user, host)
    message["To"] = Address("", to, to_host)
    message["List-Unsubscribe"] = f"<{stop}>"
    if stop.startswith("https:"):
        message["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    message.set_content(
        f"{update.demand}\n\n{update.words}\n\nThe petition: {page}\n\n"
        f"You ticked that the stewards may write to you about it. To end that, open this address and press the "
        f"button:\n\n  {stop}\n"
    )
    return message
