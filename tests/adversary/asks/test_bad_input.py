"""Bad input that reaches a home: a body withheld, a clip cut short or damaged, no model, a detector that raises. Each
is said in words, nothing leaves, and nothing is lost that could still be had."""

from __future__ import annotations

import json
import os
from datetime import timedelta
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client

from fanlight.home.archive.models.footage import Segment
from fanlight.home.asks import cover_files, keeping
from fanlight.home.asks import covering as process
from fanlight.home.asks.actions import covering, deciding
from fanlight.home.asks.models.asked import Ask
from fanlight.home.asks.models.disclosures import Disclosure
from fanlight.home.asks.redact.look import Look, Seen
from fanlight.home.asks.redact.recipe import Model
from fanlight.home.asks.rules.states import NotNow
from fanlight.people.models import Person
from tests.flow.asks.house import DAY, HOUR, House

pytestmark = pytest.mark.slow


def chosen(house: House) -> tuple[Disclosure, Person]:
    house.settle()
    house.film()
    mara = house.resident()
    house.join()
    ask = house.opened()
    (row,) = deciding.choose(ask=ask, fits=list(ask.fits.all()), by=mara, now=house.now)
    return row, mara


def page(house: House, row: Disclosure, client: Client, monkeypatch) -> str:
    monkeypatch.setattr("fanlight.home.asks.access.clock", lambda _: house.home.clock)
    client.force_login(row.by)
    return " ".join(client.get(f"/left/{row.pk}/cover/").content.decode().split())


def test_a_request_whose_body_is_withheld_opens_nowhere_until_it_was_there_for_its_notice(house: House) -> None:
    """Signed and in the log, but nobody can read it: void, counted against the operator. Once its body comes, it is
    open only after the whole notice has passed from then on."""
    house.settle()
    house.film()
    house.join()
    seconds = int(house.now.timestamp())
    noon = int(house.noon.timestamp())
    paper = house.commons.community.request(seconds, "withheld", since=noon - 1800, until=noon + 5400)
    sealed = house.commons.community.noticed(paper, at=seconds)
    house.commons.append(sealed, body=False)
    house.pass_(DAY)
    assert not Ask.objects.filter(state="open").exists() and house.row.void == 1
    with house.commons.store.locked():
        house.commons.store.put_body(sealed.body)
    house.pass_(2 * HOUR, step=timedelta(minutes=10))
    ask = Ask.objects.get(request=paper.id)
    assert ask.state == "notice" and house.row.void == 0
    house.pass_(9 * HOUR, step=timedelta(minutes=10))
    ask.refresh_from_db()
    assert ask.state == "notice", "eleven hours are no whole notice"
    house.pass_(2 * HOUR, step=timedelta(minutes=10))
    ask.refresh_from_db()
    assert ask.state == "open" and ask.fits.count() == 1


def test_a_truncated_clip_is_said_and_cannot_be_confirmed(house: House, client: Client, monkeypatch) -> None:
    """The recording lost its end on disk: the page says that it cannot be read, and the request can wait or be left."""
    row, mara = chosen(house)
    (segment,) = Segment.objects.all()
    path = Path(settings.DATA) / "footage" / str(segment.path)
    os.truncate(path, path.stat().st_size // 2)
    (job,) = covering.lease_due(now=house.now, most=1)
    covering.record(job=job, outcome=covering.attempt(job), now=house.now)
    row.refresh_from_db()
    assert row.state == "covering" and row.words
    assert row.words in page(house, row, client, monkeypatch).replace("&#x27;", "'")
    with pytest.raises(NotNow):
        deciding.confirm(row=row, by=mara, following=house.row, now=house.now)
    deciding.drop(row=row, by=mara, now=house.now)
    assert not Disclosure.objects.exists()


def test_a_clip_that_is_cut_after_it_was_put_together_is_put_together_anew(house: House) -> None:
    """Half a file where the clip was, when a track is shown and the film made anew: never a film that ends early."""
    row, mara = chosen(house)
    house.cover()
    row.refresh_from_db()
    length = row.length_ms
    clip = keeping.disclosure(row.identity) / cover_files.CLIP
    content = clip.read_bytes()
    os.truncate(clip, len(content) // 2)
    deciding.show(row=row, track=0, shown=True, by=mara, now=house.now)
    house.cover()
    row.refresh_from_db()
    assert row.state == "covered" and row.length_ms == length
    assert clip.read_bytes() == content


def test_without_the_models_the_process_says_so_and_leaves_no_film(house: House, client: Client, monkeypatch) -> None:
    """The real process, with an empty folder for models: the words reach the page, and there is nothing to confirm."""
    row, _ = chosen(house)
    (job,) = covering.lease_due(now=house.now, most=1)
    outcome = covering.attempt(job)
    assert outcome["status"] == covering.MODEL_MISSING and outcome["problem"]
    covering.record(job=job, outcome=outcome, now=house.now)
    row.refresh_from_db()
    assert row.state == "covering" and not (job.folder / cover_files.FILM).exists()
    monkeypatch.setattr(covering, "face_model_is_there", lambda: False)
    assert "Faces cannot be found here, so nothing can be released yet." in page(house, row, client, monkeypatch)


class Faces:
    """Finds nothing."""

    model = Model("test", "1", "0" * 64)

    def seen(self, look: Look) -> list[Seen]:
        return []


class Raising(Faces):
    """Raises at every look."""

    def seen(self, look: Look) -> list[Seen]:
        raise RuntimeError("out of memory")


def test_a_detector_that_raises_fills_every_frame_and_the_page_lists_them(
    house: House, client: Client, monkeypatch
) -> None:
    """Nothing was looked at, so nothing is shown: whole frames, named on the page and in the report."""
    row, _ = chosen(house)
    (job,) = covering.lease_due(now=house.now, most=1)
    covering.prepare(job)
    covering.record(job=job, outcome=process.cover(job.folder, lambda: [Raising()]), now=house.now)
    row.refresh_from_db()
    assert row.state == "covered"
    recipe = cover_files.read_plan(job.folder / cover_files.PLAN)
    assert {one.frame for one in recipe.whole} == set(range(len(recipe.times_us)))
    assert "could not be checked, so the whole frame is filled" in page(house, row, client, monkeypatch)
    report = json.loads((keeping.disclosure(row.identity) / cover_files.REPORT).read_bytes())
    assert report["reasons"]
