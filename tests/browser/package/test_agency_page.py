"""An officer opens a package in a real browser: the film plays, the receipt is saved, nothing else is asked for."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import av
import numpy as np
import pytest
from playwright.sync_api import Browser, Page, expect

from fanlight.project.agency_page.server import PackageServer
from tests.unit.project.agency_page.serving import opened, serving
from tests.unit.trust.papers.package.making import Made, made

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def package(tmp_path_factory: pytest.TempPathFactory) -> Made:
    """With a film of two seconds that a browser plays."""
    folder = tmp_path_factory.mktemp("agency")
    with av.open(str(folder / "clip.mp4"), "w") as file:
        stream = file.add_stream("libx264", rate=10)
        stream.width, stream.height, stream.pix_fmt = 160, 96, "yuv420p"
        for at in range(20):
            picture = np.full((96, 160, 3), 12 * at, np.uint8)
            file.mux(stream.encode(av.VideoFrame.from_ndarray(picture)))
        file.mux(stream.encode())
    return made(folder / "log", clip=(folder / "clip.mp4").read_bytes())


@pytest.fixture(scope="module")
def server(package: Made) -> Iterator[PackageServer]:
    with serving(opened(package)) as running:
        yield running


@pytest.fixture
def page(chromium: Browser, server: PackageServer) -> Iterator[Page]:
    context = chromium.new_context(viewport={"width": 390, "height": 844})
    view = context.new_page()
    view.goto(server.address)
    yield view
    context.close()


def test_the_film_plays_to_its_end(page: Page) -> None:
    """From this server alone, in a sandbox where no script of the page could run."""
    film = page.locator("video")
    film.evaluate("(video) => { video.muted = true; video.play(); }")
    expect(film).to_have_js_property("ended", True)
    assert film.evaluate("(video) => [video.videoWidth, Math.round(video.duration), video.error]") == [160, 2, None]


def test_a_film_can_be_wound_to_its_last_second(page: Page) -> None:
    """The browser asks for a range and gets it."""
    film = page.locator("video")
    expect(film).to_have_js_property("readyState", 4)
    film.evaluate("(video) => { video.currentTime = 1.5; }")
    expect(film).to_have_js_property("seeking", False)
    assert film.evaluate("(video) => video.currentTime") == 1.5


def test_no_script_runs_on_the_page(page: Page) -> None:
    """Even a script that somehow stood in it: the document is sandboxed."""
    page.evaluate(
        """() => {
            const script = document.createElement("script");
            script.textContent = "document.title = 'run'";
            document.head.append(script);
        }"""
    )
    assert page.title() != "run"


def test_the_receipt_is_saved_and_nothing_leaves_the_computer(
    page: Page, server: PackageServer, tmp_path: Path
) -> None:
    """One button; every request of the browser goes to this page's own address."""
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.reload()
    expect(page.get_by_role("status")).to_have_text("All checks that were made are good.")
    with page.expect_download() as saved:
        page.get_by_role("button", name="Sign the receipt and save it").click()
    saved.value.save_as(tmp_path / "receipt.json")
    assert json.loads((tmp_path / "receipt.json").read_bytes())["paper"]["kind"] == "disclosure:received"
    assert saved.value.suggested_filename == "receipt.json"
    assert all(url.startswith(server.address) for url in asked)


def test_the_page_fits_a_phone_and_its_parts_are_named(page: Page) -> None:
    """No sideways scrolling at 390 px; headings in order."""
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    assert page.get_by_role("heading").all_inner_texts()[1:] == ["What was asked", "Terms", "Receipt", "Checks"]
