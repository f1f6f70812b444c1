"""A clip's page: what it was, kept or not, its note, what is left when the footage is gone."""

from __future__ import annotations

from datetime import datetime, timedelta

from fanlight.ground.clock import micros
from fanlight.home.archive.models.events import Event, Hold
from fanlight.home.archive.models.footage import Deletion


def test_keep_and_release_with_undo(mara, day):
    """Keep holds the clip's span; release lets it go; each offers the other as Undo."""
    event = day.event()
    page = mara.post(f"/clips/{event.pk}/keep", follow=True).content.decode()
    hold = Hold.objects.get(event=event)
    assert hold.start_us < event.start_us and hold.end_us > event.end_us and hold.by.username == "mara"
    assert f'action="/clips/{event.pk}/release"' in page and "Kept." in page
    page = mara.post(f"/clips/{event.pk}/release", follow=True).content.decode()
    assert not Hold.objects.exists() and f'action="/clips/{event.pk}/keep"' in page


def test_a_rows_menu_leads_back_to_its_list(mara, day):
    """Keep from a list comes back to that list, and to no other house."""
    event = day.event()
    assert mara.post(f"/clips/{event.pk}/keep", {"next": "/?only=bell"}).headers["Location"] == "/?only=bell"
    away = mara.post(f"/clips/{event.pk}/release", {"next": "https://elsewhere.example/"})
    assert away.headers["Location"] == f"/clips/{event.pk}/"


def test_a_script_gets_words_instead_of_a_page(mara, day):
    """The same deed answers JSON to who asks for it."""
    answer = mara.post(f"/clips/{day.event().pk}/keep", headers={"Accept": "application/json"})
    assert answer.json()["words"].startswith("Kept")


def test_a_note_is_kept_and_one_too_long_refused(mara, day):
    """500 characters; the refusal says so and the note before stays."""
    event = day.event()
    mara.post(f"/clips/{event.pk}/note", {"text": " The parcel <b>man</b> "})
    assert Event.objects.get(pk=event.pk).note == "The parcel <b>man</b>"
    assert "&lt;b&gt;man" in mara.get(f"/clips/{event.pk}/").content.decode()
    answer = mara.post(f"/clips/{event.pk}/note", {"text": "x" * 501}, headers={"Accept": "application/json"})
    assert answer.status_code == 400 and "500" in answer.json()["words"]
    assert Event.objects.get(pk=event.pk).note == "The parcel <b>man</b>"


def test_watching_marks_as_seen_and_looking_at_the_page_does_not(mara, day):
    """The page alone is no watching: only the player's word counts."""
    event = day.event()
    mara.get(f"/clips/{event.pk}/")
    assert not Event.objects.get(pk=event.pk).seen
    mara.post(f"/clips/{event.pk}/seen")
    assert Event.objects.get(pk=event.pk).seen


def test_deleted_footage_leaves_the_row_and_the_reason(mara, day):
    """Note, picture and row stay, and the page says why there is nothing to play."""
    event = day.event(note="the courier")
    start_us, end_us = event.start_us - 10**7, event.end_us + 10**8
    Deletion.objects.create(
        camera=day.door, start_us=start_us, end_us=end_us, size=1, reason="days", at_us=micros(day.now)
    )
    page = mara.get(f"/clips/{event.pk}/").content.decode()
    assert "Deleted on" in page and "older than" in page and "the courier" in page
    assert "data-download" not in page


def test_a_clip_opens_at_the_second_of_its_address(mara, day):
    """`at` within the clip opens it there; elsewhere, or no time at all, at its start."""
    event = day.event(ago=3600)
    at = datetime.fromtimestamp(event.start_us // 10**6 + 3, day.now.tzinfo)
    page = mara.get(f"/clips/{event.pk}/?at={at:%Y-%m-%dT%H:%M:%S}").content.decode()
    assert f'data-open="{micros(at)}"' in page
    for other in (at + timedelta(hours=2), "nonsense"):
        page = mara.get(f"/clips/{event.pk}/", {"at": str(other)}).content.decode()
        assert f'data-open="{event.start_us - 5_000_000}"' in page


def test_a_get_changes_nothing(mara, day):
    """Deeds are POSTs."""
    event = day.event()
    for deed in ("keep", "release", "note", "seen"):
        assert mara.get(f"/clips/{event.pk}/{deed}").status_code == 405


def test_nobody_elses_clip(mara, day):
    """A number that names no event is a dull 404 on every address."""
    for path in ("", "playlist.json", "download", "download/state"):
        assert mara.get(f"/clips/999/{path}").status_code == 404
    for path in ("keep", "release", "note", "seen"):
        assert mara.post(f"/clips/999/{path}").status_code == 404


def test_kept_clips_say_what_why_and_by_whom(mara, day):
    """Each hold is a row with a button that releases it."""
    assert "Nothing is kept on purpose" in mara.get("/kept/").content.decode()
    event = day.event(note="the courier")
    mara.post(f"/clips/{event.pk}/keep")
    page = mara.get("/kept/").content.decode()
    assert "the courier" in page and "mara" in page and "ntil you release it" in page
    hold = Hold.objects.get()
    page = mara.post(f"/kept/{hold.pk}/release", follow=True).content.decode()
    assert not Hold.objects.exists() and f'action="/clips/{event.pk}/keep"' in page
