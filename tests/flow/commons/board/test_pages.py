"""The pages of the neighbourhood: who gets which, the whole way by pages, and what wrong input is answered."""

from __future__ import annotations

import json
import re

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.test import Client
from django.urls import URLPattern, get_resolver, reverse

from fanlight.commons.agencies.standing import zone
from fanlight.commons.board import urls
from fanlight.commons.board.actions import devices, ending, forwarding, members, moderating, posting
from fanlight.commons.board.models.forwards import Forward
from fanlight.commons.board.models.members import Area, Member
from fanlight.commons.board.models.posts import Post, Reply, Report, State
from fanlight.demo.community.founding import POLICE
from fanlight.people.models import Person
from fanlight.trust.papers.fetch import Fetch, sign_fetch
from fanlight.trust.policy.limits import DAY
from tests.flow.commons.board.conftest import WHAT, Board
from tests.flow.commons.made import SignIn
from tests.flow.commons.maple import ADA, BRAM, CHIDI, NIA, NOON, OREN, RAVI

REASON = "It was decided at the meeting of the community."
NEIGHBOUR, STEWARD, OFFICER, OTHER, STRANGER = "neighbour", ADA, NIA, "other", "stranger"
NOBODYS = "0" * 32
N, S, O, P = {NEIGHBOUR, STEWARD, OTHER}, {STEWARD}, {OFFICER}, {NEIGHBOUR, STEWARD, OFFICER, OTHER, STRANGER}  # noqa: E741

SCRIPTED = {"notifications", "notification_test"}  # a browser is told by a script of its own

VIEWS: dict[str, set[str]] = {
    "board": N,
    "write_post": N,
    "digest": N,
    "my_board": N,
    "export_board": N,
    "erase_board": N,
    "unblock": N,
    "appeal": {NEIGHBOUR},
    "my_forwards": N,
    "recall_forward": {NEIGHBOUR},
    "post": N,
    "resolve_post": {NEIGHBOUR},
    "erase_post": {NEIGHBOUR},
    "report_post": N,
    "block_author": {STEWARD, OTHER},
    "forward_post": {NEIGHBOUR},
    "report_reply": N,
    "erase_reply": {NEIGHBOUR},
    "manifest": P,
    "notifications": N,
    "push_key": N,
    "add_device": N,
    "test_device": {NEIGHBOUR},
    "device_digest": {NEIGHBOUR},
    "remove_device": {NEIGHBOUR},
    "notification_test": {NEIGHBOUR},
    "board_desk": S,
    "leave_report": S,
    "decide_appeal": S,
    "board_people": S,
    "stop_member": S,
    "let_member": S,
    "board_areas": S,
    "remove_post": S,
    "remove_reply": S,
    "forwarding": S,
    "open_forwarding": S,
    "end_forwarding": S,
    "forwards_page": O,
    "forwards": O,
    "sealed_forward": O,
    "partnerships": P,
    "partnership": P,
    "end_partnership": {STEWARD, OFFICER},
    "propose_partnership": {STEWARD, OFFICER},
}


def text(answer) -> str:  # type: ignore[no-untyped-def]
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.content.decode()))


@pytest.fixture
def full(board: Board) -> dict[str, dict[str, object]]:
    """One of everything, with the address of each."""
    board.neighbour(OTHER)
    board.open_forwarding()
    maple, now = board.maple, board.maple.clock.at
    paper = maple.community.partnership(POLICE, maple.now_s, maple.now_s + 300 * DAY)
    maple.append(maple.community.partnership_signed(paper, at=maple.now_s))
    waiting = board.post()
    forward = forwarding.choose(post=waiting, by=board.neighbour(), agency=POLICE, named=False, now=now)
    maple.wait(minutes=30)
    forwarding.send_due(now=maple.clock.at)
    reply = posting.reply(post=waiting, by=board.neighbour(), words="And mine.", now=now)
    removed = board.post()
    decided = moderating.remove(
        post=removed, reply=None, steward=board.steward(BRAM).person, rule="place", words=REASON, now=now
    )
    appealed = moderating.remove(
        post=board.post(), reply=None, steward=board.steward(BRAM).person, rule="place", words=REASON, now=now
    )
    moderating.appeal(decision=appealed, words=REASON, now=now)
    posting.report(post=waiting, reply=None, by=board.neighbour(OTHER), rule="place", words=REASON, now=now)
    other = Member.objects.get(person__username=OTHER)
    device = board.device()
    told = devices.send_test(device=device, now=maple.clock.at)
    post, agency = {"number": waiting.number}, {"agency": POLICE}
    return {
        "unblock": {"pk": other.person_id},
        "appeal": {"pk": decided.pk},
        "recall_forward": {"number": forward.number},
        "sealed_forward": {"number": forward.number},
        "report_reply": {"pk": reply.pk},
        "erase_reply": {"pk": reply.pk},
        "remove_reply": {"pk": reply.pk},
        "leave_report": {"pk": Report.objects.get().pk},
        "decide_appeal": {"pk": appealed.pk},
        "stop_member": {"pk": other.pk},
        "let_member": {"pk": other.pk},
        "notification_test": {"pk": told.pk},
        **{name: {"pk": device.pk} for name in ("test_device", "device_digest", "remove_device")},
        "partnership": {"id": paper.id},
        "end_partnership": {"id": paper.id},
        **dict.fromkeys(("open_forwarding", "end_forwarding", "propose_partnership"), agency),
        **dict.fromkeys(
            ("post", "resolve_post", "erase_post", "report_post", "block_author", "forward_post", "remove_post"), post
        ),
    }


def test_every_address_is_in_the_table() -> None:
    """A new one must be judged."""
    assert {one.name for one in urls.urlpatterns if isinstance(one, URLPattern)} == set(VIEWS)
    assert get_resolver().url_patterns


@pytest.mark.parametrize("who", sorted(P))
def test_who_gets_which_page(full: dict[str, dict[str, object]], client: Client, who: str) -> None:
    """Neighbours and stewards the board, stewards their desk, officers what was sent, everybody partnerships."""
    if who != STRANGER:
        client.force_login(Person.objects.get(username=who))
    wrong = {}
    for name, allowed in VIEWS.items():
        answer = client.get(reverse(name, kwargs=full.get(name, {})))
        posts_only = answer.status_code == 405
        if posts_only and who not in allowed:
            answer = client.post(reverse(name, kwargs=full.get(name, {})))
        expected = {200, 405} if who in allowed else {404} if who != STRANGER else {302, 401, 404}
        if answer.status_code not in expected:
            wrong[name] = answer.status_code
    assert wrong == {}


@pytest.mark.parametrize("who", [NEIGHBOUR, STEWARD, OFFICER])
def test_an_object_that_is_not_there_is_a_dull_404(
    full: dict[str, dict[str, object]], client: Client, who: str
) -> None:
    """Unknown and forbidden look the same."""
    client.force_login(Person.objects.get(username=who))
    nobodys = {"pk": 987_654_321, "number": NOBODYS, "id": NOBODYS, "agency": "nobody"}
    for name, kwargs in full.items():
        if name == "unblock":
            continue
        path = reverse(name, kwargs={part: nobodys[part] for part in kwargs})
        answer = client.get(path)
        assert (client.post(path) if answer.status_code == 405 else answer).status_code == 404, name


def test_the_whole_way_by_pages(board: Board, as_: SignIn) -> None:
    """Invited, written, sent on, fetched; ended by one steward; the next stays."""
    maple = board.maple
    page = as_(ADA).post("/desk/board/people/", {"name": "Ines"})
    link = re.search(r"/join/[\w-]+/", page.content.decode())[0]  # type: ignore[index]
    client = Client()
    answer = client.post(link, {"username": "ines", "password": "three blue kettles"})
    assert answer.status_code == 302 and answer["Location"] == "/board/"
    assert client.get(link).status_code == 404
    local = maple.clock.at.astimezone(zone())
    form = {"what": WHAT, "day": local.date().isoformat(), "hour": "08:00", "area": area(board)}
    made = client.post("/board/new/", form)
    assert made.status_code == 302
    assert "has not opened it" in text(client.get(made["Location"]))
    steward = as_(ADA)
    until = (local.date().replace(day=1, month=2, year=2027)).isoformat()
    proposed = steward.post(f"/desk/forwarding/{POLICE}/open/", {"until": until, "reason": REASON})
    paper = proposed["Location"].split("/")[-2]
    for who in (ADA, BRAM, CHIDI):
        assert maple.sign(steward, who, paper) == 302
    maple.dated()
    maple.wait(days=14)
    client.login(username="ines", password="three blue kettles")
    shown = client.get(made["Location"] + "forward/")
    assert "On record" in text(shown) and "Reports overdue" in text(shown)
    assert client.post(made["Location"] + "forward/", {"agency": POLICE}).status_code == 302
    maple.wait(minutes=30)
    assert forwarding.send_due(now=maple.clock.at) == 1
    number = Forward.objects.get().number
    officer = as_(NIA)
    assert number in officer.get("/desk/forwards/").content.decode()
    assert officer.get(f"/forwards/{number}").content.startswith(b"age-encryption.org/v1\n")
    assert "fetched" in text(client.get("/board/sent/"))
    second = client.post("/board/new/", {**form, "what": WHAT + " Again.", "day": f"{maple.clock.at:%Y-%m-%d}"})
    client.post(second["Location"] + "forward/", {"agency": POLICE})
    ended = as_(BRAM).post(f"/desk/forwarding/{POLICE}/end/", {"reason": REASON})
    assert ended.status_code == 302 and ended["Location"] == "/desk/forwarding/"
    ending.finish_endings(now=maple.clock.at)
    maple.wait(minutes=31)
    assert forwarding.send_due(now=maple.clock.at) == 0
    assert "Forwarding was ended" in text(client.get("/board/sent/"))
    assert "Nothing is forwarded" in text(as_(NIA).get("/desk/forwards/"))
    assert as_(NIA).get("/forwards/").json() == [], "what was fetched before is not listed either"
    assert client.post(second["Location"] + "forward/", {"agency": POLICE}).status_code == 400


def area(board: Board) -> int:
    return Area.objects.get(name="The Green").pk


def test_the_agencys_tool_fetches_by_its_signature(full: dict[str, dict[str, object]], board: Board) -> None:
    """Its own signer and nobody else's; an old signature, another number and another agency get nothing."""
    client, maple = Client(), board.maple
    number = str(full["sealed_forward"]["number"])
    key = maple.keys.signer(f"signer {POLICE}")

    def ask(wanted: Fetch, agency: str = POLICE, name: str = f"signer {POLICE}", path: str = number) -> int:
        private = Ed25519PrivateKey.from_private_bytes(maple.keys.secret(name))
        signature = sign_fetch(wanted, maple.origin, private)
        headers = {"Fanlight-Agency": agency, "Fanlight-Time": str(wanted.at), "Fanlight-Signature": signature}
        return client.get(f"/forwards/{path}", headers=headers).status_code

    assert key.key.id == maple.in_force.agencies[POLICE].paper.signer.id
    now = maple.now_s
    assert ask(Fetch(number, now)) == 200 and ask(Fetch("", now), path="") == 200
    assert ask(Fetch(number, now - 3_700)) == 404
    assert ask(Fetch(number, now), name="signer alder-county-sheriff") == 404
    assert ask(Fetch(number, now), agency="alder-county-sheriff", name="signer alder-county-sheriff") == 404
    assert ask(Fetch("", now)) == 404
    for at in ("", "x", "9" * 40, "٣"):
        headers = {"Fanlight-Agency": POLICE, "Fanlight-Time": at, "Fanlight-Signature": "zz"}
        assert client.get(f"/forwards/{number}", headers=headers).status_code == 404


def test_an_officer_of_the_other_agency_gets_nothing(full: dict[str, dict[str, object]], as_: SignIn) -> None:
    """Not the bytes, not the number, no partnership to end."""
    number = str(full["sealed_forward"]["number"])
    client = as_(OREN)
    assert client.get(f"/forwards/{number}").status_code == 404
    assert client.get("/forwards/").json() == []
    assert client.get(reverse("end_partnership", kwargs=full["end_partnership"])).status_code == 404
    assert client.get(f"/desk/partnerships/{POLICE}/").status_code == 404


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"what": ""}, "Write what somebody did"),
        ({"what": "short"}, "20 characters"),
        ({"what": "x" * 2_000}, "at most 1000"),
        ({"what": "Somebody broke a window at 14 Larch Street tonight."}, "a street address"),
        ({"what": "Somebody broke a window at 40.0008, -45.0012 tonight."}, "coordinates"),
        ({"what": "A car hit the fence, licence plate KLM 4821, and left."}, "number plate"),
        ({"day": "2027-01-01"}, "lies ahead"),
        ({"day": "2026-10-01"}, "two weeks ago"),
        ({"day": "yesterday"}, "Enter the day as"),
        ({"hour": "25:00"}, "Enter the time as"),
        ({"area": "14 Larch Street"}, "area of the list"),
        ({"area": ""}, "Choose the area"),
    ],
)
def test_wrong_input_gets_words_and_nothing_is_posted(
    board: Board, as_: SignIn, change: dict[str, str], words: str
) -> None:
    """At its question; what was typed stays."""
    form = {"what": WHAT, "day": "2026-11-24", "hour": "08:00", "area": area(board), **change}
    answer = as_(NEIGHBOUR).post("/board/new/", form)
    assert answer.status_code == 400 and words in text(answer)
    assert not Post.objects.exists()


def test_looks_alone_are_asked_about_once(board: Board, as_: SignIn) -> None:
    """The first press shows what could be said better, the second posts it; other words are looked at anew."""
    client = as_(NEIGHBOUR)
    form = {
        "what": "A suspicious white man was here all day.",
        "day": "2026-11-24",
        "hour": "08:00",
        "area": area(board),
    }
    first = client.post("/board/new/", form)
    assert "Look at it once more" in text(first) and "What did they do?" in text(first) and not Post.objects.exists()
    assert "Look at it once more" in text(client.post("/board/new/", {**form, "seen": "other words"}))
    assert client.post("/board/new/", {**form, "seen": form["what"]}).status_code == 302
    assert Post.objects.get().what == form["what"]


def test_ten_a_day_and_three_alerts(board: Board, as_: SignIn) -> None:
    """Then words, not a lost text."""
    form = {"what": WHAT, "day": "2026-11-24", "hour": "08:00", "area": area(board)}
    client = as_(NEIGHBOUR)
    codes = [client.post("/board/new/", {**form, "urgent": "on"}).status_code for _ in range(4)]
    assert codes == [302, 302, 302, 400]
    codes = [client.post("/board/new/", form).status_code for _ in range(8)]
    assert codes == [302] * 7 + [400]
    assert "At most 10 posts a day" in text(client.post("/board/new/", form))


def test_removed_with_a_reason_and_restored_by_another_steward(board: Board, as_: SignIn) -> None:
    """Its author reads rule and reason, appeals once; the steward who removed it cannot decide."""
    post = board.post()
    board.neighbour(OTHER)
    as_(OTHER).post(f"/board/{post.number}/report/", {"rule": "place", "words": REASON})
    steward = as_(ADA)
    assert REASON in text(steward.get("/desk/board/"))
    assert steward.post(f"/desk/board/{post.number}/remove/", {"rule": "place"}).status_code == 400
    assert steward.post(f"/desk/board/{post.number}/remove/", {"rule": "place", "words": REASON}).status_code == 302
    assert as_(OTHER).get(f"/board/{post.number}/").status_code == 404
    assert not Report.objects.filter(closed_us=None).exists()
    author = as_(NEIGHBOUR)
    assert REASON in text(author.get(f"/board/{post.number}/"))
    decision = post.decisions.get()
    assert author.post(f"/board/mine/appeals/{decision.pk}/", {"words": REASON}).status_code == 302
    assert author.post(f"/board/mine/appeals/{decision.pk}/", {"words": REASON}).status_code == 400
    outcome = {"outcome": "restored", "words": REASON}
    assert as_(ADA).post(f"/desk/board/appeals/{decision.pk}/", outcome).status_code == 400
    assert as_(BRAM).post(f"/desk/board/appeals/{decision.pk}/", outcome).status_code == 302
    assert as_(OTHER).get(f"/board/{post.number}/").status_code == 200


def test_blocking_is_ones_own(board: Board, as_: SignIn) -> None:
    """Whoever blocks reads nothing more of them, posts and replies; nobody else notices."""
    post, theirs = board.post(), board.post(OTHER)
    posting.reply(post=theirs, by=board.neighbour(), words="A reply of the blocked.", now=board.maple.clock.at)
    client = as_(OTHER)
    assert client.post(f"/board/{post.number}/block/").status_code == 302
    assert post.number not in client.get("/board/").content.decode()
    assert "A reply of the blocked." not in text(client.get(f"/board/{theirs.number}/"))
    assert post.number in as_(ADA).get("/board/").content.decode()
    client = as_(OTHER)
    client.post(f"/board/mine/unblock/{post.author_id}/")
    assert post.number in client.get("/board/").content.decode()


def test_whoever_is_stopped_reads_why_and_writes_nothing(board: Board, as_: SignIn) -> None:
    """Posts, replies and sending on; a steward lets them write again."""
    post = board.post()
    member = Member.objects.get(person__username=NEIGHBOUR)
    as_(ADA).post(f"/desk/board/people/{member.pk}/stop/", {"words": REASON})
    client = as_(NEIGHBOUR)
    assert REASON in text(client.get("/board/"))
    form = {"what": WHAT, "day": "2026-11-24", "hour": "08:00", "area": area(board)}
    assert client.post("/board/new/", form).status_code == 400
    assert client.post(f"/board/{post.number}/", {"words": "x"}).status_code == 400
    as_(ADA).post(f"/desk/board/people/{member.pk}/let/")
    assert as_(NEIGHBOUR).post("/board/new/", form).status_code == 302


def test_a_copy_of_ones_own_and_its_end(full: dict[str, dict[str, object]], board: Board, as_: SignIn) -> None:
    """The file has every text that one wrote; erased, no row of the database has one of them."""
    posting.reply(
        post=Post.objects.earliest("pk"), by=board.neighbour(OTHER), words="Theirs.", now=board.maple.clock.at
    )
    client = as_(NEIGHBOUR)
    copy = json.loads(client.get("/board/mine/export.json").content)
    assert [one["what"] for one in copy["posts"]].count(WHAT) == 3 and copy["replies"][0]["words"] == "And mine."
    assert copy["forwards"][0]["state"] == "queued" and len(copy["decisions"]) == 2
    assert client.post("/board/mine/erase/").status_code == 302
    person = Person.objects.get(username=NEIGHBOUR)
    for table in (Post, Reply):
        assert not table.objects.filter(author=person).exists()
    assert not Post.objects.filter(what__contains="handles").exists()
    (left,) = Post.objects.all()
    assert left.state == State.ERASED and left.replies.get().words == "Theirs."
    (forward,) = Forward.objects.all()
    assert (forward.state, forward.author, forward.post_id) == ("recalled", None, left.pk)
    assert "Its author erased this post" in text(as_(OTHER).get(f"/board/{left.number}/"))


def test_a_partnership_by_pages(board: Board, as_: SignIn) -> None:
    """Proposed by an officer, signed by two and three, shown to everybody, ended by one."""
    maple, client = board.maple, as_(NIA)
    form = {
        "terms": "The agency answers each post within a week and passes nothing on to others.",
        "since": "2026-11-24",
        "until": "2027-11-24",
        "shared": "Posts that their authors send on",
        "contact": "The clerk",
    }
    for change in ({"until": "2027-11-27"}, {"until": "2026-11-24"}, {"since": "2027-06-01"}, {"terms": "x"}):
        assert client.post(f"/desk/partnerships/{POLICE}/", {**form, **change}).status_code == 400
    paper = client.post(f"/desk/partnerships/{POLICE}/", form)["Location"].split("/")[-2]
    assert maple.sign(client, ADA, paper) == 400, "officers first"
    for who in (NIA, RAVI, ADA, BRAM, CHIDI):
        assert maple.sign(client, who, paper) == 302, who
    maple.dated()
    stranger = Client()
    page = text(stranger.get("/partnerships/"))
    assert "1 partnership in force" in page and "Nov 2026 1 0 1" in page
    shown = text(stranger.get(f"/partnerships/{paper}/"))
    assert "answers each post within a week" in shown and "Sergeant Ravi Stone" in shown
    assert "Partnership, in force" in text(stranger.get(f"/agencies/{POLICE}/"))
    ended = as_(NIA).post(f"/partnerships/{paper}/end/", {"reason": REASON})
    assert ended["Location"] == f"/partnerships/{paper}/"
    maple.dated()
    assert "ended 24 Nov 2026" in text(stranger.get(f"/partnerships/{paper}/"))
    assert as_(ADA).post(f"/partnerships/{paper}/end/", {"reason": REASON}).status_code == 404
    assert not maple.in_force.state.voids


def test_no_page_needs_a_script(full: dict[str, dict[str, object]], client: Client) -> None:
    """None of the neighbourhood's pages has one, but those about a browser that is told; without it they say so."""
    for who in (NEIGHBOUR, STEWARD, OFFICER):
        client.force_login(Person.objects.get(username=who))
        for name, allowed in VIEWS.items():
            if who in allowed and name not in ("sealed_forward", "export_board", "forwards"):
                answer = client.get(reverse(name, kwargs=full.get(name, {})))
                assert (b"<script" not in answer.content) or name in SCRIPTED, name


def test_before_the_founding_there_is_no_board(commons_settings: object, client: Client, db: None) -> None:
    """A dull 404 for whoever signed in."""
    person = Person.objects.create_user("early")
    members.join(person=person, now=NOON)
    client.force_login(person)
    for path in ("/board/", "/partnerships/", "/forwards/", "/desk/board/"):
        assert client.get(path).status_code == 404
