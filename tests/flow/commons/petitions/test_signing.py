"""A signature counts once its mail is confirmed, once, and leaves no address."""

from __future__ import annotations

from datetime import timedelta
from hashlib import sha256
from pathlib import Path

import pytest
from django.db import connection

from fanlight.commons.petitions import keys
from fanlight.commons.petitions.actions import counting, mailing, signing, writing
from fanlight.commons.petitions.models.petition import Petition
from fanlight.commons.petitions.models.signature import Mail, Signature
from fanlight.commons.petitions.rules.address import parse_address
from fanlight.commons.petitions.rules.mails import Sent
from fanlight.commons.petitions.rules.tokens import parse_token
from fanlight.commons.petitions.tree import Tree
from fanlight.commons.petitions.updates import Wanted
from fanlight.ground.clock import micros
from fanlight.people.models import Person
from fanlight.trust.ledger.hashing import leaf_hash
from fanlight.trust.ledger.head import Trust
from fanlight.trust.ledger.proof_file import parse_proof
from tests.flow.commons.petitions.conftest import NOW, Read

pytestmark = pytest.mark.django_db


def sign(petition: Petition, mail: str, *, name: str = "", now=NOW) -> None:
    address = parse_address(mail)
    signing.sign(signing.signing(number=petition.number, address=address, name=name, updates=None, now=now))


def test_it_counts_when_confirmed_and_the_receipt_holds(petition: Petition, read_mails: Read) -> None:
    """Signed, mailed, confirmed, in the tree, proved."""
    sign(petition, "ana@example.org")
    counting.count_all()
    petition.refresh_from_db()
    assert petition.signed == 0
    (job,) = read_mails(NOW)
    done = signing.confirm(signing.confirming(number=petition.number, untrusted_token=job.token, now=NOW))
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
    signing.confirm(signing.confirming(number=petition.number, untrusted_token=job.token, now=NOW))
    sign(petition, "ana@gmail.com")
    assert read_mails(NOW) == []
    assert signing.confirm(signing.confirming(number=petition.number, untrusted_token=job.token, now=NOW)).before
    assert counting.count_all() == 1
    assert counting.count_all() == 0


@pytest.mark.parametrize("token", ["", "x", "A" * 22, "AAAAAAAAAAAAAAAAAAAAAA", "é" * 22, "A" * 5000])
def test_a_forged_link_counts_nothing(petition: Petition, token: str) -> None:
    """In words, for whatever somebody types."""
    sign(petition, "ana@example.org")
    with pytest.raises(signing.LinkDead):
        signing.confirm(signing.confirming(number=petition.number, untrusted_token=token, now=NOW))


def test_a_link_of_another_petition_counts_nothing(petition: Petition, author: Person, read_mails: Read) -> None:
    """A token belongs to one petition."""
    sign(petition, "ana@example.org")
    (job,) = read_mails(NOW)
    other = writing.write(author=author, demand="d" * 20, addressee="x", why="y" * 90, goal=10, agency="", now=NOW)
    with pytest.raises(signing.LinkDead):
        signing.confirm(signing.confirming(number=other.number, untrusted_token=job.token, now=NOW))


def test_an_expired_link_is_dead_and_signing_again_works(petition: Petition, read_mails: Read) -> None:
    """After a week the old link says so; the same mailbox may sign anew."""
    sign(petition, "ana@example.org")
    (job,) = read_mails(NOW)
    later = NOW + timedelta(days=8)
    with pytest.raises(signing.LinkDead):
        signing.confirm(signing.confirming(number=petition.number, untrusted_token=job.token, now=later))
    sign(petition, "ana@example.org", now=later)
    (new,) = read_mails(later)
    assert not signing.confirm(signing.confirming(number=petition.number, untrusted_token=new.token, now=later)).before


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


def dump() -> bytes:
    """All rows of all tables, bytes as they lie there."""
    found = []
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")
            for row in cursor.fetchall():
                found += [bytes(one) if isinstance(one, bytes | memoryview) else str(one).encode() for one in row]
    return b"\n".join(found)


def test_no_address_and_no_hidden_name_lies_in_the_database(petition: Petition, read_mails: Read) -> None:
    """Dump all rows: the mailbox is nowhere, hidden names neither, and after confirming not even sealed."""
    sign(petition, "findable.mailbox@example.org")
    (job,) = read_mails(NOW)
    dumped = dump()
    assert petition.demand.encode() in dumped
    for planted in ("findable", "mailbox@", job.token):
        assert planted.encode() not in dumped
        assert planted.encode().hex().encode() not in dumped.lower()
    assert parse_token(job.token) not in dumped
    signing.confirm(signing.confirming(number=petition.number, untrusted_token=job.token, now=NOW))
    assert not Mail.objects.exists()


def test_closing_destroys_the_key(petition: Petition, author: Person, read_mails: Read, commons: Path) -> None:
    """Then no signature can be told from another, nothing more is signed, and receipts still hold."""
    sign(petition, "ana@example.org")
    (job,) = read_mails(NOW)
    signing.confirm(signing.confirming(number=petition.number, untrusted_token=job.token, now=NOW))
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
        signing.confirm(signing.confirming(number=petition.number, untrusted_token=job.token, now=NOW))

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


def signing_of(petition: Petition, mail: str, *, at: int = 0, updates: Wanted | None = None) -> signing.Signing:
    address = parse_address(mail)
    mac = keys.address_mac(petition.number, address.same)
    return signing.Signing(petition.number, mac, address.mailbox, "", updates, at or micros(NOW))


def test_those_who_sign_at_the_same_moment_are_each_answered(petition: Petition, author: Person) -> None:
    """One commit: a mailbox twice in it is one signature, a closed petition's signer hears so, nobody else."""
    closed = writing.write(author=author, demand="d" * 20, addressee="x", why="y" * 90, goal=10, agency="", now=NOW)
    keys.make(closed.number)
    jobs = [
        signing_of(petition, "ana@gmail.com"),
        signing_of(closed, "ben@example.org"),
        signing_of(petition, "A.na+x@googlemail.com"),
        signing_of(petition, "cleo@example.org"),
    ]
    outcomes = signing.sign_all(jobs)
    assert [type(one) for one in outcomes] == [type(None), signing.NotOpen, type(None), type(None)]
    assert Signature.objects.filter(petition=petition).count() == Mail.objects.count() == 2
    assert not Signature.objects.filter(petition=closed).exists()


def test_those_who_confirm_at_the_same_moment_are_each_answered(petition: Petition, read_mails: Read) -> None:
    """One link twice, one that was never sent, one that is too old: each gets its own words, the good ones count."""
    sign(petition, "ana@example.org")
    sign(petition, "ben@example.org")
    sign(petition, "old@example.org", now=NOW - timedelta(days=8))
    tokens = {job.mailbox[:3]: sha256(parse_token(job.token) or b"").digest() for job in read_mails(NOW)}
    order = [tokens["ana"], bytes(32), tokens["ben"], tokens["ana"], tokens["old"]]
    outcomes = signing.confirm_all([signing.Confirming(petition.number, token, micros(NOW)) for token in order])
    said = [one.before if isinstance(one, signing.Confirmed) else type(one) for one in outcomes]
    assert said == [False, signing.LinkDead, False, True, signing.LinkDead]
    assert Signature.objects.filter(confirmed_us=micros(NOW)).count() == 2
    assert list(Mail.objects.values_list("signature__confirmed_us", flat=True)) == [None]


def test_a_petition_that_closes_between_form_and_commit_takes_nothing(petition: Petition, author: Person) -> None:
    """No row and no sealed address comes into being behind the closing, which erased them."""
    late = signing_of(petition, "late@example.org", updates=Wanted(b"sealed", bytes(32)))
    stale = Petition.objects.get(pk=petition.pk)
    writing.take(petition=petition, step="close", person=author, is_steward=False, now=NOW, words="The council did it.")
    (outcome,) = signing.sign_all([late])
    assert isinstance(outcome, signing.NotOpen)
    with pytest.raises(signing.NotOpen):  # by the page that was loaded before: its key is gone too
        sign(stale, "late@example.org")
    assert not Signature.objects.exists() and not Mail.objects.exists()


def test_a_commit_that_fails_half_way_leaves_nothing(petition: Petition, monkeypatch: pytest.MonkeyPatch) -> None:
    """Signature without mail would wait for ever; who was not answered signs again."""
    with monkeypatch.context() as patched:
        patched.setattr(mailing, "sealed", lambda *_: (_ for _ in ()).throw(KeyboardInterrupt))
        with pytest.raises(KeyboardInterrupt):
            sign(petition, "ana@example.org")
    assert not Signature.objects.exists()
    sign(petition, "ana@example.org")
    assert Mail.objects.count() == 1


def test_what_a_dead_tend_had_taken_is_due_at_once(petition: Petition) -> None:
    """Not when its lease runs out; who got the mail twice is counted once."""
    sign(petition, "ana@example.org")
    assert len(mailing.lease_due(now=NOW)) == 1
    assert mailing.lease_due(now=NOW) == []
    assert mailing.free_leases() == 1
    assert len(mailing.lease_due(now=NOW)) == 1


def test_a_tree_with_a_strangers_signature_is_said_and_nothing_is_counted(petition: Petition) -> None:
    """The database of another day beside this tree."""
    tree = Tree("", petition.number)
    with tree.store.locked():
        tree.append(["f" * 32])
    sign(petition, "ana@example.org")
    Signature.objects.update(confirmed_us=1)
    with pytest.raises(counting.TreeApart):
        counting.count_all()
    petition.refresh_from_db()
    assert petition.signed == 0
