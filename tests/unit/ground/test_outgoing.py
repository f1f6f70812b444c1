"""Where a typed address may lead."""

from __future__ import annotations

import ipaddress

import pytest

from fanlight.ground.outgoing import AddressRefused, Outgoing, checked

REFUSED_OUTSIDE = [
    "http://push.example.net/x",
    "https://192.168.1.1/x",
    "https://10.0.0.1/x",
    "https://[fd00::1]/x",
    "https://[::ffff:192.168.1.1]/x",
    "https://169.254.169.254/latest",
    "https://0.0.0.0/x",
    "ftp://push.example.net/x",
    "https://",
    "https://user:secret@push.example.net/x",
    "https://push.example.net:99999/x",
    "javascript:alert(1)",
]


@pytest.mark.parametrize("url", REFUSED_OUTSIDE)
def test_a_push_service_lies_outside_and_speaks_https(url: str) -> None:
    """No browser may have this home call a device inside the house."""
    with pytest.raises(AddressRefused):
        checked(url, "public")


@pytest.mark.parametrize(
    "url", ["https://fcm.googleapis.com/fcm/send/x", "http://127.0.0.1:9/x", "http://localhost:9/x"]
)
def test_what_may_be_pushed_to(url: str) -> None:
    """Real services, and this computer for tests and the demo."""
    assert checked(url, "public").hostname


def test_a_lamp_may_stand_in_the_house_by_http_and_outside_by_https() -> None:
    """Lamps speak plain HTTP; a token never goes over the internet in the clear."""
    assert checked("http://192.168.1.9/on", "house").hostname == "192.168.1.9"
    assert checked("https://93.184.216.34/on", "house")
    for url in ("http://93.184.216.34/on", "http://169.254.169.254/", "http://224.0.0.1/"):
        with pytest.raises(AddressRefused):
            checked(url, "house")


@pytest.mark.parametrize("address", ["192.168.1.1", "127.0.0.1", "::1", "10.1.2.3"])
def test_a_name_that_leads_into_the_house_is_refused_when_it_is_called(
    monkeypatch: pytest.MonkeyPatch, address: str
) -> None:
    """DNS rebinding: the address is checked where the socket is opened, not where the name was typed."""
    family = ipaddress.ip_address(address).version
    found = [(2 if family == 4 else 10, 1, 6, "", (address, 443) if family == 4 else (address, 443, 0, 0))]
    monkeypatch.setattr("socket.getaddrinfo", lambda *_, **__: found)
    outgoing = Outgoing("public", seconds=1)
    with pytest.raises(AddressRefused):
        outgoing.send("POST", "https://push.example.net/x", headers={}, body=b"x")
    outgoing.close()
