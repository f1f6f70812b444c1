"""A package checked by a browser alone: its lines, each flipped file named, no byte sent; a browser without Ed25519."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, Route, expect

from fanlight.trust.papers.package.folder import write_folder
from fanlight.trust.papers.package.layout import FILES
from fanlight.trust.papers.package.tar import header
from tests.browser import axe
from tests.browser.commons.conftest import PHONE, Opened
from tests.unit.trust.papers.package.making import Made, archived, made

pytestmark = [pytest.mark.browser, pytest.mark.slow]
NO_ED25519 = """
const whole = crypto.subtle.importKey.bind(crypto.subtle);
crypto.subtle.importKey = (form, key, how, ...rest) =>
  how.name === "Ed25519" ? Promise.reject(new DOMException("", "NotSupportedError")) : whole(form, key, how, ...rest);
"""


@pytest.fixture(scope="module")
def package(tmp_path_factory: pytest.TempPathFactory) -> Made:
    return made(tmp_path_factory.mktemp("log"))


@pytest.fixture
def page(opened: Opened, package: Made) -> Callable[..., Page]:
    """The page of a commons whose log is the package's: its answer with that log's keys in their place."""

    def open_page(script: str = "", **settings: object) -> Page:
        view = opened("/menu/", **settings)
        if script:
            view.add_init_script(script)
        view.route("**/ledger/check/", lambda route: _of_that_log(route, package))
        view.goto(view.url.replace("/menu/", "/ledger/check/"))
        return view

    return open_page


def _of_that_log(route: Route, package: Made) -> None:
    """What the server says of its own log, said of the package's: key, witnesses, origin; all else as it came."""
    answer = route.fetch()
    people = package.community
    witnesses = [{"name": one.name, "vkey": one.verifier.vkey} for one in people.witnesses]
    text = answer.text()
    for name, value in (
        ("vkey", people.log.verifier.vkey),
        ("origin", people.log.name),
        ("quorum", "2"),
        ("witnesses", json.dumps(witnesses).replace('"', "&quot;")),
    ):
        before, _, rest = text.partition(f'data-{name}="')
        text = f'{before}data-{name}="{value}"{rest.partition(chr(34))[2]}'
    route.fulfill(response=answer, body=text)


def dropped(page: Page, archive: bytes) -> list[str]:
    """The lines after an archive was chosen."""
    page.get_by_label("The opened package").set_input_files(
        {"name": "package.tar", "mimeType": "application/x-tar", "buffer": archive}
    )
    expect(page.locator("#progress")).to_have_text(re.compile("does not stand|All checks"), timeout=20_000)
    return page.locator("#verdicts li").all_inner_texts()


def test_a_good_package_is_good_and_nothing_is_sent(page: Callable[..., Page], package: Made) -> None:
    """Every file, both entries, both heads; afterwards the browser has asked for nothing at all."""
    view = page()
    asked: list[str] = []
    view.on("request", lambda sent: "/icons/mark." in sent.url or asked.append(sent.url))  # the tab's icon comes late
    lines = dropped(view, package.archive)
    expect(view.locator("#progress")).to_have_text("All checks that were made are good. Nothing was sent.")
    assert view.locator("#verdicts li.bad").count() == 0
    assert view.locator("#verdicts li.unchecked").count() == 1
    text = "\n".join(lines)
    assert all(name in text for name in FILES if name != "tagmanifest-sha512.txt")
    assert text.count("This log's key signed its head.") == 2 and text.count("2 of 3 witnesses cosigned its head") == 2
    assert asked == []
    assert axe.serious(view) == []


@pytest.mark.parametrize("name", FILES)
def test_a_flipped_byte_is_named(page: Callable[..., Page], package: Made, name: str) -> None:
    """In whichever file it is: that file, or the manifest that lists it, is bad."""
    content = bytearray(package.files[name])
    content[len(content) // 2] ^= 1
    view = page()
    dropped(view, archived({**package.files, name: bytes(content)}))
    bad = view.locator("#verdicts li.bad").all_inner_texts()
    assert any(name in line or "manifest" in name for line in bad), bad
    expect(view.locator("#progress")).to_contain_text("This package does not stand")


def test_what_is_no_package_is_said_to_be_none(page: Callable[..., Page], package: Made) -> None:
    """Noise, a cut archive, a file too many: a line, no error of the script."""
    view = page()
    for archive, words in (
        (b"hello", "cut short, or is no package"),
        (b"x" * 2_000, "It is no package"),
        (package.archive[:-500], "must end with 1024 zero bytes"),
        (package.archive[:6_000], "cut short"),
        (package.archive[:-1024] + header("zz.txt", 0) + bytes(1024), "It is no file of a package."),
    ):
        assert words in "\n".join(dropped(view, archive))


def test_the_opened_folder_does_as_well(page: Callable[..., Page], package: Made, tmp_path: Path) -> None:
    write_folder(package.files, tmp_path / "package")
    view = page()
    view.get_by_label("Or the opened folder").set_input_files(tmp_path / "package")
    expect(view.locator("#progress")).to_have_text("All checks that were made are good. Nothing was sent.")


def test_a_browser_without_ed25519_says_so_in_the_line(page: Callable[..., Page], package: Made) -> None:
    """Hashes are checked all the same; signatures are unchecked, not bad."""
    view = page(NO_ED25519)
    lines = dropped(view, package.archive)
    assert "\n".join(lines).count("This browser cannot check signatures of this kind (Ed25519)") == 4
    assert view.locator("#verdicts li.bad").count() == 0


def test_a_package_of_another_log_is_said_to_be_one(opened: Opened, package: Made) -> None:
    """At the real page of another community: unchecked, because this page does not know that key."""
    view = opened("/ledger/check/", size=PHONE)
    text = "\n".join(dropped(view, package.archive))
    assert text.count("It is of another log, commons.example.invalid/log") == 2


def test_without_scripts_the_page_names_the_command(opened: Opened) -> None:
    """The form still pastes; the package's part names fanlight verify."""
    view = opened("/ledger/check/", java_script_enabled=False)
    expect(view.locator("#drop")).to_be_hidden()
    expect(view.locator("main")).to_contain_text("fanlight verify PACKAGE.tar")
    view.get_by_label("What you hold").fill("0")
    view.get_by_role("button", name="Check it").click()
    expect(view.locator("h1")).to_have_text("It stands")
