"""What browsers are told with every answer."""

from __future__ import annotations

import pytest
from django.http import HttpResponse
from django.test import Client, RequestFactory

from fanlight.home.household.hostile import harden, hostile
from fanlight.people.models import Person

pytestmark = pytest.mark.django_db


@pytest.fixture
def owner(client: Client) -> Client:
    client.force_login(Person.objects.create_user("Mara", password="three blue kettles"))
    return client


@pytest.mark.parametrize("path", ["/sign-in/", "/start", "/healthz", "/nothing", "/you/", "/house/", "/you/keys/"])
def test_every_page_has_the_strict_policy(owner: Client, path: str) -> None:
    """No inline script or style, no frame, no plug-in, no base, nothing to other sites, nothing kept."""
    answer = owner.get(path)
    policy = dict(part.split(" ", 1) for part in answer["Content-Security-Policy"].split("; "))
    assert policy["default-src"] == policy["script-src"] == policy["style-src"] == "'self'"
    assert policy["form-action"] == "'self'"
    assert policy["object-src"] == policy["base-uri"] == policy["frame-ancestors"] == "'none'"
    assert "unsafe" not in answer["Content-Security-Policy"]
    assert answer["Referrer-Policy"] == "no-referrer"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Cache-Control"].find("no-store") >= 0
    assert answer["X-Frame-Options"] == "DENY"
    assert "camera=()" in answer["Permissions-Policy"]


def test_cookies_are_named_by_role_and_out_of_scripts_reach() -> None:
    """Session and token: HttpOnly, SameSite, and not called as another role's on the same host."""
    client = Client()
    Person.objects.create_user("Mara", password="three blue kettles")
    client.get("/sign-in/")
    client.post("/sign-in/", {"login": "Mara", "password": "three blue kettles"})
    assert set(client.cookies) == {"fanlight_home_session", "fanlight_home_csrf"}
    for cookie in client.cookies.values():
        assert cookie["httponly"] and cookie["samesite"] == "Lax"


def test_a_form_of_another_site_is_refused() -> None:
    """No token, no deed; and `Origin: null` counts only where the browser itself says that the form was ours."""
    client = Client(enforce_csrf_checks=True)
    Person.objects.create_user("Mara", password="three blue kettles")
    page = client.get("/sign-in/").content.decode()
    token = page.split('name="csrfmiddlewaretoken" value="')[1].split('"')[0]
    values = {"login": "Mara", "password": "three blue kettles", "csrfmiddlewaretoken": token}
    for headers in (
        {"origin": "https://evil.example"},
        {"origin": "null"},
        {"origin": "null", "sec-fetch-site": "cross-site"},
        {"origin": "null", "sec-fetch-site": "same-site"},
    ):
        assert client.post("/sign-in/", values, headers=headers).status_code == 403
    without_token = {**values, "csrfmiddlewaretoken": ""}
    ours = {"origin": "null", "sec-fetch-site": "same-origin"}
    assert client.post("/sign-in/", without_token, headers=ours).status_code == 403
    assert client.post("/sign-in/", values, headers=ours).status_code == 302


def test_footage_is_hostile_content() -> None:
    """Bytes from a camera can neither run nor be framed nor be guessed at, whatever they hold."""

    @hostile
    def view(request: object) -> HttpResponse:
        return HttpResponse(b"<script>alert(1)</script>", content_type="video/mp4")

    answer = view(RequestFactory().get("/"))
    assert answer["Content-Security-Policy"].startswith("default-src 'none'")
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Cache-Control"] == "no-store"
    assert harden(HttpResponse(), cache_s=60)["Cache-Control"] == "private, max-age=60, immutable"
