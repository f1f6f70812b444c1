"""From a home's entry to an agency's attested deletion, over HTTP; a refusal has its status and leaves nothing."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from zoneinfo import ZoneInfo

import pytest
from asgiref.sync import async_to_sync
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.test import AsyncClient, Client

from fanlight.commons.mailbox import actions, rules
from fanlight.commons.mailbox.models import Parcel, Posting
from fanlight.demo.community.founding import POLICE, SHERIFF
from fanlight.ground.canonical import dumps
from fanlight.trust.papers.fetch import Fetch, sign_fetch
from fanlight.trust.papers.keys import key_id
from fanlight.trust.papers.receipt import Receipt
from fanlight.trust.papers.signing import new_id
from fanlight.trust.papers.unsigned import Posted
from fanlight.trust.papers.upload import Upload, sign_upload
from tests.flow.commons.maple import Maple

SEALED = b"age-encryption.org/v1\n" + b"\x07" * 70_000


@dataclass
class House:
    """What a home holds of one disclosure."""

    maple: Maple
    client: Client

    def __post_init__(self) -> None:
        self.key = Ed25519PrivateKey.generate()
        self.public = self.key.public_key().public_bytes_raw().hex()
        self.id = new_id()

    def entry(self, agency: str = POLICE, month: str = "2026-11") -> bytes:
        posted = Posted(agency, month, "1" * 64, "2" * 64, "3" * 64, self.public)
        by = key_id(bytes.fromhex(self.public))
        return self.maple.community.posted(posted, by, at=self.maple.now_s, id=self.id).entry

    def post(self, entry: bytes | None = None) -> tuple[int, str]:
        content = self.entry() if entry is None else entry
        answer = self.client.post("/log/disclosures", content, content_type="application/json")
        return answer.status_code, answer.content.decode()

    def put(self, content: bytes = SEALED, key: Ed25519PrivateKey | None = None, origin: str = "") -> int:
        upload = Upload(self.id, hashlib.sha256(content).hexdigest(), len(content))
        signature = sign_upload(upload, origin or self.maple.origin, key or self.key)
        return self.client.put(
            f"/mailbox/{self.id}",
            content,
            content_type="application/octet-stream",
            headers={"Fanlight-Signature": signature},
        ).status_code


@pytest.fixture
def house(maple: Maple, client: Client) -> House:
    return House(maple, client)


def signer(maple: Maple, agency: str = POLICE) -> Ed25519PrivateKey:
    return Ed25519PrivateKey.from_private_bytes(maple.keys.secret(f"signer {agency}"))


def headers(maple: Maple, entry: str, agency: str = POLICE, at: int | None = None) -> dict[str, str]:
    wanted = Fetch(entry, maple.now_s if at is None else at)
    signature = sign_fetch(wanted, maple.origin, signer(maple, agency))
    return {"Fanlight-Agency": agency, "Fanlight-Time": str(wanted.at), "Fanlight-Signature": signature}


def receipt(maple: Maple, kind: str, house: House, until: int, content: bytes = SEALED) -> tuple[int, str]:
    paper = Receipt(kind, new_id(), house.id, hashlib.sha256(content).hexdigest(), until)
    signature = maple.community.sign(paper, f"signer {POLICE}", "agency")
    body = dumps({"paper": paper.value(), "sigs": [signature.value()]})
    answer = house.client.post("/receipts", body, content_type="application/json")
    return answer.status_code, answer.content.decode()


def test_an_entry_is_taken_once_and_answered_the_same(maple: Maple, house: House) -> None:
    """202 with its index; the same bytes again get the same index and stand once."""
    status, body = house.post()
    assert status == 202
    index = json.loads(body)["index"]
    maple.dated()
    assert house.post() == (202, json.dumps({"index": index}))
    assert list(maple.in_force.state.disclosures) == [house.id]
    assert not maple.in_force.state.voids


@pytest.mark.parametrize(
    ("change", "status"),
    [
        (lambda house: b"", 400),
        (lambda house: b"{" + b"x" * 9_000, 413),
        (lambda house: house.entry()[:-1], 400),
        (lambda house: house.entry(agency="nobody"), 409),
        (lambda house: house.entry(month="2026-08"), 400),
        (lambda house: house.entry().replace(house.maple.origin.encode(), b"other.example.invalid/log"), 400),
        (lambda house: house.entry().replace(b"disclosure:posted", b"disclosure:cheated"), 400),
        (lambda house: house.maple.community.moratorium("soft", at=house.maple.now_s).entry, 400),
    ],
)
def test_what_is_no_entry_of_a_home_is_refused(maple: Maple, house: House, change, status: int) -> None:  # type: ignore[no-untyped-def]
    """Form, length, agency, month, other log, other kind: a status with words, and nothing in the log."""
    before = len(list((maple.folder / "body").iterdir())), maple.in_force.state.disclosures
    assert house.post(change(house))[0] == status
    assert (len(list((maple.folder / "body").iterdir())), maple.in_force.state.disclosures) == before


def test_a_hard_moratorium_takes_nothing(maple: Maple, house: House) -> None:
    """Neither entry nor package; a soft one lets both pass."""
    maple.append(maple.community.moratorium("soft", at=maple.now_s))
    assert house.post()[0] == 202
    maple.append(maple.community.moratorium("hard", at=maple.now_s))
    assert House(maple, house.client).post()[0] == 409
    assert house.put() == 409


def test_more_than_a_batch_may_hold_is_refused(maple: Maple, house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    """429 once the number is reached; after the batch there is room again."""
    monkeypatch.setattr(rules, "POSTED_PER_AGENCY", 1)
    assert house.post()[0] == 202
    other = House(maple, house.client)
    assert other.post()[0] == 429
    maple.wait(hours=12)
    assert other.post()[0] == 202


def test_a_package_is_put_once_by_its_own_key(maple: Maple, house: House) -> None:
    """201, then 200 for the same bytes; another key, log, entry or other bytes are refused and leave nothing."""
    assert house.put() == 404
    house.post()
    maple.dated()
    assert house.put(key=Ed25519PrivateKey.generate()) == 403
    assert house.put(origin="other.example.invalid/log") == 403
    assert not list(actions.folder().iterdir())
    assert house.put() == 201
    assert house.put() == 200
    assert house.put(SEALED + b"!") == 409
    assert [path.name for path in actions.folder().iterdir()] == [f"{house.id}.age"]
    assert actions.parcel_path(house.id).read_bytes() == SEALED


def test_bytes_are_streamed_in_pieces(maple: Maple, house: House) -> None:
    """No more than a mebibyte at a time; what breaks off leaves nothing."""
    house.post()
    maple.dated()
    asked: list[int] = []

    def read(size: int) -> bytes:
        asked.append(size)
        return b"x" * 10 if len(asked) < 3 else b""

    with pytest.raises(actions.Refused) as refused:
        actions.take(entry=house.id, size=100, read=read, untrusted_signature="", now=maple.clock.at)
    assert refused.value.status == 400 and max(asked) <= 1 << 20
    assert not list(actions.folder().iterdir())


async def _got(path: str, given: dict[str, str]) -> tuple[int, bytes]:
    answer = await AsyncClient().get(path, headers=given)
    if answer.streaming:
        return answer.status_code, b"".join([part async for part in answer.streaming_content])  # type: ignore[union-attr]
    return answer.status_code, answer.content


def got(path: str, given: dict[str, str]) -> tuple[int, bytes]:
    return async_to_sync(_got)(path, given)  # type: ignore[no-any-return]


def test_the_agency_picks_up_from_the_batch_after(maple: Maple, house: House) -> None:
    """Before it the package is not there for anybody; then for this agency's signer alone, and only freshly signed."""
    house.post()
    maple.dated()
    house.put()
    path = f"/mailbox/{house.id}"
    assert got(path, headers(maple, house.id))[0] == 404
    maple.wait(hours=12)
    assert got(path, headers(maple, house.id)) == (200, SEALED)
    assert got("/mailbox/", headers(maple, "")) == (200, json.dumps([house.id]).encode())
    assert got(path, headers(maple, house.id, SHERIFF))[0] == 404
    assert got(path, {**headers(maple, house.id, SHERIFF), "Fanlight-Agency": POLICE})[0] == 403
    assert got(path, headers(maple, new_id()))[0] == 403
    assert got(path, headers(maple, house.id, at=maple.now_s - 4_000))[0] == 403
    assert got(path, {})[0] == 403


def test_received_kept_deleted_or_overdue(maple: Maple, house: House) -> None:
    """Receipts stand in the log; what is not deleted a day after its promise is overdue on the agency's page."""
    house.post()
    maple.dated()
    assert receipt(maple, "disclosure:received", house, maple.now_s + 86_400)[0] == 409
    house.put()
    assert receipt(maple, "disclosure:deleted", house, maple.now_s)[0] == 409
    assert receipt(maple, "disclosure:received", house, maple.now_s + 86_400, b"other")[0] == 409
    assert receipt(maple, "disclosure:received", house, maple.now_s + 86_400)[0] == 202
    maple.dated()
    assert receipt(maple, "disclosure:received", house, maple.now_s + 86_400)[0] == 409
    maple.wait(days=3)
    page = house.client.get(f"/agencies/{POLICE}/").content.decode()
    assert '<span class="state owed">overdue</span>' in page
    assert receipt(maple, "disclosure:deleted", house, maple.now_s)[0] == 202
    maple.dated()
    assert "overdue</span>" not in house.client.get(f"/agencies/{POLICE}/").content.decode()
    assert not maple.in_force.state.voids


def test_a_received_package_goes_after_a_day(maple: Maple, house: House) -> None:
    """The file is removed; another agency's waiting one stays until 30 days are over."""
    house.post()
    maple.dated()
    house.put()
    receipt(maple, "disclosure:received", house, maple.now_s + 86_400)
    maple.dated()
    assert actions.clear(now=maple.clock.at) == 0
    maple.wait(days=1, hours=1)
    assert actions.clear(now=maple.clock.at) == 1
    assert not list(actions.folder().iterdir()) and Parcel.objects.get().gone


def test_nothing_of_a_caller_is_kept(maple: Maple, house: House, caplog: pytest.LogCaptureFixture) -> None:
    """Neither address nor agent nor a time finer than a batch stands in database, log or files."""
    marks = {"REMOTE_ADDR": "203.0.113.77", "HTTP_USER_AGENT": "house-of-larch", "HTTP_X_FORWARDED_FOR": "203.0.113.78"}
    house.client.defaults.update(marks)
    house.post()
    maple.dated()
    house.put()
    rows = [*Parcel.objects.values(), *Posting.objects.values()]
    everything = json.dumps(rows, default=str).encode() + caplog.text.encode()
    everything += b"".join(path.read_bytes() for path in maple.data.rglob("*") if path.is_file())
    for mark in marks.values():
        assert mark.encode() not in everything
    batch = rules.batch_after(maple.clock.at, ZoneInfo(maple.community.founding.zone))
    assert {row["batch_us"] for row in rows} == {int(batch.timestamp()) * 1_000_000}


def test_the_mailbox_needs_no_cookie_and_sets_none(maple: Maple, house: House) -> None:
    """Programs speak to it; a browser's session is never begun."""
    house.post()
    house.client.get("/log/checkpoint")
    assert not house.client.cookies
