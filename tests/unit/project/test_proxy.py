"""Whose address counts behind a proxy: the right-most one that is none of ours; a forged header moves nobody."""

from __future__ import annotations

from ipaddress import ip_network

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory, override_settings
from hypothesis import given
from hypothesis import strategies as st

from fanlight.project.environ import WrongSetting, _proxies, _proxy_header
from fanlight.project.middleware.proxy import ProxyMiddleware, caller, forwarded_hops, x_forwarded_hops

OURS = (ip_network("127.0.0.1/32"), ip_network("10.0.0.0/8"), ip_network("2001:db8:aa::/48"))


@pytest.mark.parametrize(
    ("peer", "header", "expected"),
    [
        ("127.0.0.1", "203.0.113.7", "203.0.113.7"),
        ("127.0.0.1", "198.51.100.1, 203.0.113.7", "203.0.113.7"),  # what stands to the left is the caller's own word
        ("127.0.0.1", "198.51.100.1, 203.0.113.7, 10.1.2.3", "203.0.113.7"),  # two proxies of ours
        ("203.0.113.7", "198.51.100.1", "203.0.113.7"),  # no proxy of ours: the header is anybody's
        ("127.0.0.1", "", "127.0.0.1"),
        ("127.0.0.1", "nonsense", "127.0.0.1"),
        ("127.0.0.1", "203.0.113.7, nonsense", "127.0.0.1"),
        ("127.0.0.1", "203.0.113.7:4711", "203.0.113.7"),
        ("127.0.0.1", "[2001:db8::1]:4711", "2001:db8::1"),
        ("127.0.0.1", "::ffff:203.0.113.7", "203.0.113.7"),
        ("127.0.0.1", "10.9.9.9", "10.9.9.9"),  # all are ours: the outermost
        ("::ffff:127.0.0.1", "203.0.113.7", "203.0.113.7"),
        ("", "203.0.113.7", ""),
        ("127.0.0.1", "203.0.113.7," * 5000 + "198.51.100.9", "198.51.100.9"),
    ],
)
def test_x_forwarded_for(peer: str, header: str, expected: str) -> None:
    """From the right, as far as proxies of ours reach."""
    assert caller(peer, x_forwarded_hops(header), OURS) == expected


@pytest.mark.parametrize(
    ("header", "expected"),
    [
        ("for=203.0.113.7", "203.0.113.7"),
        ('For="[2001:db8:cafe::17]:4711"', "2001:db8:cafe::17"),
        ("for=198.51.100.1, for=203.0.113.7;proto=https;by=10.0.0.1", "203.0.113.7"),
        ('for=203.0.113.7, for="10.1.2.3"', "203.0.113.7"),
        ('for=198.51.100.1;by="x, for=198.51.100.2", for=203.0.113.7', "203.0.113.7"),  # a comma in quotes ends nothing
        ("for=_hidden", "127.0.0.1"),
        ("for=unknown, proto=https", "127.0.0.1"),
        ("for=203.0.113.7 for=198.51.100.1", "127.0.0.1"),
        ('for="203.0.113.7', "127.0.0.1"),
        ("", "127.0.0.1"),
        (",", "127.0.0.1"),
    ],
)
def test_forwarded(header: str, expected: str) -> None:
    """RFC 7239; what is not of its form is the proxy's own address."""
    assert caller("127.0.0.1", forwarded_hops(header), OURS) == expected


@given(st.text(max_size=200), st.text(alphabet='for=";,[]:. 0123456789\\', max_size=200))
def test_any_header_is_read_without_a_fault(text: str, close: str) -> None:
    """And the answer is an address or who spoke to us."""
    for header in (text, close):
        for hops in (x_forwarded_hops(header), forwarded_hops(header)):
            assert caller("127.0.0.1", hops, OURS)


def seen(header_of_setting: str, **headers: str) -> str:
    request = RequestFactory().get("/", REMOTE_ADDR="127.0.0.1", **headers)

    def answer(request: HttpRequest) -> HttpResponse:
        return HttpResponse(request.META["REMOTE_ADDR"])

    with override_settings(TRUSTED_PROXIES=OURS, PROXY_HEADER=header_of_setting):
        return ProxyMiddleware(answer)(request).content.decode()


def test_only_the_header_that_the_proxy_sets_is_read() -> None:
    """The other one passes through a proxy as somebody wrote it."""
    both = {"HTTP_X_FORWARDED_FOR": "203.0.113.7", "HTTP_FORWARDED": "for=198.51.100.1"}
    assert seen("x-forwarded-for", **both) == "203.0.113.7"
    assert seen("forwarded", **both) == "198.51.100.1"
    assert seen("x-forwarded-for", HTTP_FORWARDED="for=198.51.100.1") == "127.0.0.1"


def test_without_a_proxy_no_header_counts() -> None:
    """The usual case."""
    with override_settings(TRUSTED_PROXIES=(), PROXY_HEADER="x-forwarded-for"):
        request = RequestFactory().get("/", REMOTE_ADDR="198.51.100.9", HTTP_X_FORWARDED_FOR="203.0.113.7")
        ProxyMiddleware(lambda _: HttpResponse())(request)
        assert request.META["REMOTE_ADDR"] == "198.51.100.9"


def test_settings_in_words() -> None:
    """Addresses and networks by commas; anything else says what to give."""
    assert _proxies(" 127.0.0.1, 10.0.0.0/8,") == (ip_network("127.0.0.1/32"), ip_network("10.0.0.0/8"))
    assert _proxies("") == ()
    for wrong in ("proxy.example.org", "10.0.0.1/8", "x"):
        with pytest.raises(WrongSetting, match="FANLIGHT_PROXY"):
            _proxies(wrong)
    assert _proxy_header("Forwarded") == "forwarded"
    with pytest.raises(WrongSetting, match="FANLIGHT_PROXY_HEADER"):
        _proxy_header("X-Real-IP")
