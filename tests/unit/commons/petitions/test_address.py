"""Spellings of one mailbox count once; two mailboxes never count as one."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as some

from fanlight.commons.petitions.rules.address import AddressRefused, parse_address


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Ana@Example.org", "ana@example.ORG"),
        ("a.n.a@gmail.com", "ana@googlemail.com"),
        ("ana+petition@gmail.com", "ana@gmail.com"),
        ("ana+x@fastmail.com", "ana@fastmail.com"),
        ("ana-x@yahoo.com", "ana@yahoo.com"),
        ("ana@bücher.example", "ana@xn--bcher-kva.example"),
        ("ａｎａ@example.org", "ana@example.org"),
        ("jose\u0301@example.org", "jos\u00e9@example.org"),
        (" ana@example.org. ", "ana@example.org"),
    ],
)
def test_spellings_of_one_mailbox(one: str, other: str) -> None:
    """Case everywhere, dots at Gmail, tags by provider, Unicode and IDNA forms."""
    assert parse_address(one).same == parse_address(other).same


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("a.n.a@example.org", "ana@example.org"),
        ("ana+x@example.org", "ana@example.org"),
        ("ana-x@gmail.com", "ana@gmail.com"),
        ("ana@example.org", "ana@example.com"),
    ],
)
def test_two_mailboxes_stay_two(one: str, other: str) -> None:
    """Where a provider may deliver to different people, both count."""
    assert parse_address(one).same != parse_address(other).same


@pytest.mark.parametrize(
    "wrong",
    ["", "ana", "@example.org", "ana@", "ana@localhost", "ana@127.0.0.1", "a b@example.org", "ana@exa mple.org",
     "ana@example.org\nBcc: all@example.org", "a\r\n@example.org", "<ana@example.org>", "ana@@example.org",
     ".ana@example.org", "ana..b@example.org", "a" * 65 + "@example.org", "ana@" + "b" * 260 + ".org", "ana@[::1]",
     '"ana b"@example.org', "ana@-x.example", "\x00@example.org"],
)  # fmt: skip
def test_what_is_no_address_is_refused(wrong: str) -> None:
    """In words, and never mended into another address."""
    with pytest.raises(AddressRefused):
        parse_address(wrong)


@given(some.text(max_size=300))
def test_any_text_is_an_address_or_refused(text: str) -> None:
    """No other error, and what is accepted can be written in one header line."""
    try:
        address = parse_address(text)
    except AddressRefused:
        return
    assert address.mailbox.count("@") == 1
    assert not any(letter.isspace() or ord(letter) < 32 for letter in address.mailbox)
    assert parse_address(address.mailbox).same == address.same
