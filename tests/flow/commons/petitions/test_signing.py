"""A signature counts once its mail is confirmed, once, and leaves no address."""

from __future__ import annotations

import sqlite3
from datetime import timedelta
from pathlib import Path

import pytest
from django.db import connection

from fanlight.commons.petitions import keys
from fanlight.commons.petitions.actions import counting, mailing, signing, writing
from fanlight.commons.petitions.actions.mailing import Sent
from fanlight.commons.petitions.models.petition import Petition
from fanlight.commons.petitions.models.signature import Mail, Signature
from fanlight.commons.petitions.rules.address import parse_address
from fanlight.commons.petitions.tree import Tree
from fanlight.people.models import Person
from fanlight.trust.ledger.hashing import leaf_hash
from fanlight.trust.ledger.head import Trust
from fanlight.trust.ledger.proof_file import parse_proof
from tests.flow.commons.petitions.conftest import NOW, Read

pytestmark = pytest.mark.django_db


def sign(petition: Petition, mail: str, *, name: str = "", now=NOW) -> None:
    signing.sign(petition=petition, address=parse_address(mail), name=name, updates=None, now=now)


def test_it_counts_when_confirmed_and_the_receipt_holds(petition: Petition, read_mails: Read) -> None:
    """Signed, mailed, confirmed, in the tree, proved."""
    sign(petition, "ana@example.org")
    counting.count_all()
    petition.refresh_from_db()
    assert petition.signed == 0
    (job,) = read_mails(NOW)
    done = signing.confirm(petition=petition, untrusted_token=job.token, now=NOW)
    assert not done.before
    assert counting.count_all() == 1
    petition.refresh_from_db()
    assert petition.signed == 1
    signature = Signature.objects.get()
    assert signature.place == 0
    tree = Tree("", petition.number)
    proof = parse_proof(tree.receipt(signature.number, 0))
    assert proof.extra is not None
    head = proof.check(leaf_hash(proof.extra), Trust(tree.key.verifier))
    assert head.checkpoint.size == 1


def test_every_spelling_of_a_mailbox_is_one_signature(petition: Petition, read_mails: Read) -> None:
    """And the second time no mail goes out, before and after confirming."""
    for spelling in ("a.na+x@gmail.com", "Ana@GoogleMail.com", "ana@gmail.com"):
        sign(petition, spelling)
    (job,) = read_mails(NOW)
    signing.confirm(petition=petition, untrusted_token=job.token, now=NOW)
    sign(petition, "ana@gmail.com")
    assert read_mails(NOW) == []
    assert signing.confirm(petition=petition, untrusted_token=job.token, now=NOW).before
    assert counting.count_all() == 1
    assert counting.count_all() == 0


@pytest.mark.parametrize("token", ["", "x", "A" * 22, "AAAAAAAAAAAAAAAAAAAAAA", "é" * 22, "A" * 5000])
def test_a_forged_link_counts_nothing(petition: Petition, token: str) -> None:
    """In words, for whatever somebody types."""
    sign(petition, "ana@example.org")
    with pytest.raises(signing.LinkDead):
        signing.confirm(petition=petition, untrusted_token=token, now=NOW)


def test_a_link_of_another_petition_counts_nothing(petition: Petition, author: Person, read_mails: Read) -> None:
    """A token belongs to one petition."""
    sign(petition, "ana@example.org")
    (job,) = read_mails(NOW)
    other = writing.write(author=author, demand="d" * 20, addressee="x", why="y" * 90, goal=10, agency="", now=NOW)
    with pytest.raises(signing.LinkDead):
        signing.confirm(petition=other, untrusted_token=job.token, now=NOW)


def test_an_expired_link_is_dead_and_signing_again_works(petition: Petition, read_mails: Read) -> None:
    """After a week the old link says so; the same mailbox may sign anew."""
    sign(petition, "ana@example.org")
    (job,) = read_mails(NOW)
    later = NOW + timedelta(days=8)
    with pytest.raises(signing.LinkDead):
        signing.confirm(petition=petition, untrusted_token=job.token, now=later)
    sign(petition, "ana@example.org", now=later)
    (new,) = read_mails(later)
    assert not signing.confirm(petition=petition, untrusted_token=new.token, now=later).before


def test_one_reminder_and_no_more(petition: Petition, read_mails: Read) -> None:
    """Two days later, once; then the address is gone."""
    sign(petition, "ana@example.org")
    assert [job.is_reminder for job in read_mails(NOW)] == [False]
    assert read_mails(NOW + timedelta(days=1)) == []
    assert [job.is_reminder for job in read_mails(NOW + timedelta(days=2, seconds=1))] == [True]
    assert not Mail.objects.exists()
    assert read_mails(NOW + timedelta(days=6)) == []


def test_a_bounce_forgets_the_address_and_a_fault_is_tried_again(petition: Petition) -> None:
    """5xx is final; anything else waits longer each time, and a dead sender's lease runs out."""
    sign(petition, "gone@example.org")
    sign(petition, "slow@example.org")
    gone, slow = mailing.lease_due(now=NOW)
    assert mailing.lease_due(now=NOW) == []
    mailing.record_all(outcomes=[(gone, Sent(False, bounced=True, words="550 no"))], now=NOW, jitter=0.5)
    mailing.record_all(outcomes=[(slow, Sent(False, words="451 later"))], now=NOW, jitter=0.5)
    assert Mail.objects.count() == 1
    assert mailing.lease_due(now=NOW) == []
    (again,) = mailing.lease_due(now=NOW + timedelta(seconds=5))
    assert again.mailbox == "slow@example.org"
    assert mailing.lease_due(now=NOW + timedelta(seconds=6)) == []
    assert len(mailing.lease_due(now=NOW + timedelta(minutes=2))) == 1


def test_no_address_and_no_hidden_name_lies_in_the_database(
    petition: Petition, read_mails: Read, tmp_path: Path
) -> None:
    """Dump all rows: the mailbox is nowhere, hidden names neither, and after confirming not even sealed."""
    sign(petition, "findable.mailbox@example.org")
    (job,) = read_mails(NOW)
    dump = "\n".join(connection.connection.iterdump()) if isinstance(connection.connection, sqlite3.Connection) else ""
    assert "petition" in dump
    for planted in ("findable", "mailbox@", job.token):
        assert planted not in dump
        assert planted.encode().hex() not in dump.lower()
    signing.confirm(petition=petition, untrusted_token=job.token, now=NOW)
    assert not Mail.objects.exists()


def test_closing_destroys_the_key(petition: Petition, author: Person, read_mails: Read, commons: Path) -> None:
    """Then no signature can be told from another, nothing more is signed, and receipts still hold."""
    sign(petition, "ana@example.org")
    (job,) = read_mails(NOW)
    signing.confirm(petition=petition, untrusted_token=job.token, now=NOW)
    counting.count_all()
    sign(petition, "late@example.org")
    writing.take(petition=petition, step="close", person=author, is_steward=False, now=NOW, words="The council did it.")
    assert not (commons / "keys" / "petitions" / petition.number).exists()
    assert Signature.objects.count() == 1
    with pytest.raises(signing.NotOpen):
        sign(petition, "new@example.org")
    with pytest.raises(keys.KeyGone):
        keys.address_mac(petition.number, "ana@example.org")
    assert Tree("", petition.number).receipt(Signature.objects.get().number, 0)


@pytest.mark.parametrize("lost", ["before the rows", "before publishing"])
def test_a_crash_while_counting_neither_doubles_nor_loses(
    petition: Petition, read_mails: Read, monkeypatch: pytest.MonkeyPatch, lost: str
) -> None:
    """The tree is durable first; what the rows do not know yet is read from it."""
    for number in range(30):
        sign(petition, f"person{number}@example.org")
    for job in read_mails(NOW):
        signing.confirm(petition=petition, untrusted_token=job.token, now=NOW)

    def dies(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        if lost == "before the rows":
            patched.setattr(counting, "_write_down", dies)
        else:
            patched.setattr(Tree, "_publish", dies)
        with pytest.raises(KeyboardInterrupt):
            counting.count_all()
    assert counting.count_all() == 30
    petition.refresh_from_db()
    assert petition.signed == 30
    tree = Tree("", petition.number)
    assert tree.size() == 30
    assert tree.from_place(0) == list(Signature.objects.order_by("place").values_list("number", flat=True))
