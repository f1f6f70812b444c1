"""Nothing without sign-in but the reviewed list; 404 for every object that is not there; every address in the table."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.test import Client

from fanlight.home.household.house import describe_house, forget
from fanlight.people.models import Person
from tests.adversary.access import PUBLIC, SIGNED_IN
from tests.adversary.routes import Route, routes

pytestmark = pytest.mark.django_db
ROUTES = routes()
CLOSED = [route for route in ROUTES if route.name not in PUBLIC]
OBJECTS = [route for route in CLOSED if route.has_object]


def named(route: Route) -> str:
    return route.name


@pytest.fixture(autouse=True)
def _fresh_house() -> Iterator[None]:
    forget()
    yield
    forget()


@pytest.fixture
def owner(client: Client) -> Client:
    # without a password nothing is asked before keys are changed, so that their addresses are tried too
    client.force_login(Person.objects.create_user("Mara"))
    return client


def test_every_address_is_in_the_table_and_the_reverse() -> None:
    """A new address must be judged; one that went away must leave the table, so that the walk cannot shrink unseen."""
    assert {route.name for route in ROUTES} == set(PUBLIC) | SIGNED_IN
    assert not set(PUBLIC) & SIGNED_IN


def test_an_address_has_one_name_of_its_own() -> None:
    """Two addresses with one name would hide one of them from the walk."""
    names = [route.name for route in ROUTES]
    assert len(names) == len(set(names))


@pytest.mark.parametrize("route", CLOSED, ids=named)
@pytest.mark.parametrize("method", ["get", "post", "head", "put", "delete"])
def test_signed_out_a_page_leads_to_sign_in(client: Client, route: Route, method: str) -> None:
    """A browser that opens it stands at the sign-in page, whatever the method."""
    answer = getattr(client, method)(route.path, headers={"accept": "text/html", "sec-fetch-dest": "document"})
    assert answer.status_code == 302
    assert answer["Location"].startswith("/sign-in/?next=")


@pytest.mark.parametrize("route", CLOSED, ids=named)
@pytest.mark.parametrize("dest", ["image", "video", "empty", "script", "iframe"])
def test_signed_out_media_and_requests_are_refused(client: Client, route: Route, dest: str) -> None:
    """A picture that is asked for without sign-in is a plain 401, never content and never a page."""
    answer = client.get(route.path, headers={"sec-fetch-dest": dest})
    assert answer.status_code == 401
    assert answer["Content-Type"].startswith("text/plain")


@pytest.mark.parametrize("route", CLOSED, ids=named)
def test_signed_out_a_program_is_refused(client: Client, route: Route) -> None:
    """Without a browser's headers and without an appetite for pages: 401."""
    assert client.get(route.path, headers={"accept": "application/json"}).status_code == 401


@pytest.mark.parametrize("route", OBJECTS, ids=named)
def test_an_object_that_is_not_there_is_a_dull_404(owner: Client, route: Route) -> None:
    """Unknown or not theirs: the same answer. Where an address takes only POST, it is posted to."""
    answer = owner.get(route.path)
    if answer.status_code == 405:
        answer = owner.post(route.path)
    assert answer.status_code == 404


@pytest.mark.parametrize(
    "path", ["/nothing", "/footage/", "/pictures/../settings", "/static/../fanlight.sqlite3", "/admin/"]
)
def test_addresses_that_do_not_exist(client: Client, path: str) -> None:
    """No page of Django's own, no file outside static: 404, signed in or not."""
    answer = client.get(path)
    assert answer.status_code in (302, 404)
    assert answer.status_code == 404 or answer["Location"].startswith("/sign-in/")


@pytest.mark.parametrize("route", [route for route in ROUTES if route.name in PUBLIC], ids=named)
def test_public_pages_say_nothing_of_the_home(client: Client, route: Route) -> None:
    """No name of a person or the house on a page that anybody can open; an unknown object is a 404 here too."""
    Person.objects.create_user("Mara", password="three blue kettles")
    describe_house(name="14 Larch Street", time_zone="Europe/Berlin")
    answer = client.get(route.path)
    assert answer.status_code == 404 or not route.has_object
    for name in (b"Mara", b"Larch", b"Berlin"):
        assert name not in answer.content
