"""The field `next` leads to a path of this home or nowhere; a word in it is not taken as the name of a page."""

from __future__ import annotations

import pytest
from django.test import Client

from fanlight.people.models import Person

pytestmark = pytest.mark.django_db
WORDS = ("2026-03-29T02:30", "today", "a:b:c", "//evil.example", "/\\evil.example", "https://evil.example/", "", "\x00")


@pytest.mark.parametrize("word", WORDS)
@pytest.mark.parametrize("deed", ["/house/cover/", "/notifications/snooze/"])
def test_a_word_leads_nowhere(client: Client, deed: str, word: str) -> None:
    client.force_login(Person.objects.create_user("Mara"))
    answer = client.post(deed, {"next": word, "minutes": "60"})
    assert answer.status_code in (302, 400)
    assert answer.status_code == 400 or answer["Location"] in ("/", "/notifications/")


def test_a_path_is_led_back_to(client: Client) -> None:
    client.force_login(Person.objects.create_user("Mara"))
    assert client.post("/house/cover/", {"next": "/kept/?page=2"})["Location"] == "/kept/?page=2"
