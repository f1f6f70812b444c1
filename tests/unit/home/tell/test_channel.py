"""Which Apprise addresses are taken, and what of them is shown."""

from __future__ import annotations

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fanlight.home.tell.channel import SCHEMAS, ChannelRefused, checked, shown


@pytest.mark.parametrize(
    "url",
    [
        "file:///etc/passwd",
        "dbus://",
        "glib://",
        "gnome://",
        "macosx://",
        "windows://",
        "syslog://",
        "vapid://x?keyfile=/etc/shadow",
        "apprises://host/token",
        "deltachat://x",
        "blink1://",
        "exec://rm",
        "http://example.org",
        "ntfy://",
        "ntfy",
        "",
        "discord://id/token?template=/etc/passwd",
        "discord://id/token?Template=/etc/passwd",
        "mailto://u:p@h?pgp=yes&pgppub=/etc/passwd",
        "json://h/?attach=file:///etc/passwd",
        "json://h/\nx",
        "json://h/" + "x" * 2000,
    ],
)
def test_what_starts_programs_or_reads_files_is_refused(url: str) -> None:
    """Only schemas whose plugin speaks to a network service, and none of their parameters that name a file."""
    with pytest.raises(ChannelRefused):
        checked(url)


@pytest.mark.filterwarnings("ignore::DeprecationWarning")  # of a plugin of Apprise that we do not let through
def test_every_schema_that_is_let_through_is_one_of_apprise() -> None:
    """A schema that Apprise renames would fail when the first bell rings."""
    import apprise

    known = set()
    for entry in apprise.Apprise().details()["schemas"]:
        known |= set(entry["protocols"] or ()) | set(entry["secure_protocols"] or ())
    assert known >= SCHEMAS


@pytest.mark.parametrize(
    ("url", "host"),
    [
        ("ntfys://ntfy.sh/secret", "ntfys://ntfy.sh"),
        ("mailtos://me:secret@mail.example.org", "mailtos://mail.example.org"),
        ("json://127.0.0.1:9450/secret", "json://127.0.0.1"),
        ("gotify://localhost/secret", "gotify://localhost"),
        ("tgram://secret/12", "tgram://…"),
        ("discord://secret/secret", "discord://…"),
        ("pover://secret@secret", "pover://…"),
    ],
)
def test_only_kind_and_host_are_shown(url: str, host: str) -> None:
    """Some services carry their token where others have the host."""
    assert shown(checked(url)) == host
    assert "secret" not in shown(url)


@given(st.text(max_size=80))
def test_nothing_else_comes_out_of_an_address(text: str) -> None:
    """Outside text raises ours or comes through."""
    with suppress(ChannelRefused):
        shown(checked(f"ntfy://{text}"))
