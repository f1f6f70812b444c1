"""Cameras are put in order by dragging and by buttons; saved at once, taken back where the home refuses."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.browser.house.conftest import PHONE, Opened
from tests.browser.webprocess import WebProcess

pytestmark = [pytest.mark.browser, pytest.mark.slow]
RESET = "from fanlight.home.archive.actions.cameras import order\norder(cameras=[1, 2])"


@pytest.fixture
def order(opened: Opened, house: WebProcess) -> Page:
    house.python(RESET)
    return opened("/cameras/order/", size=PHONE)


def names(page: Page) -> list[str]:
    return page.locator(".order-list b").all_text_contents()


def saved(page: Page) -> list[str]:
    page.reload()
    return names(page)


def test_a_button_moves_a_camera_and_keeps_the_focus(order: Page) -> None:
    """With the keyboard alone; the place is said, and where the button goes away its twin has the focus."""
    order.get_by_role("button", name="Garden, up").focus()
    with order.expect_response("**/cameras/order/"):
        order.keyboard.press("Enter")
    expect(order.locator("#says")).to_have_text("Garden: 1 of 2.")
    expect(order.get_by_role("button", name="Garden, down")).to_be_focused()
    assert names(order) == saved(order) == ["Garden", "Front door"]


def test_a_camera_is_dragged(order: Page) -> None:
    """The finger pulls it by its handle past the other; the order stands after a reload."""
    grip = order.locator('[data-camera="1"] [data-grip]').bounding_box()
    last = order.locator('[data-camera="2"]').bounding_box()
    assert grip and last
    order.mouse.move(grip["x"] + grip["width"] / 2, grip["y"] + grip["height"] / 2)
    order.mouse.down()
    order.mouse.move(grip["x"] + 10, last["y"] + last["height"], steps=6)
    with order.expect_response("**/cameras/order/"):
        order.mouse.up()
    assert names(order) == saved(order) == ["Garden", "Front door"]


def test_a_refused_order_is_taken_back(order: Page) -> None:
    """The home does not answer: the list stands as before, and words say so."""
    order.route("**/cameras/order/", lambda route: route.abort())
    order.get_by_role("button", name="Front door, down").click()
    expect(order.locator(".toast")).to_contain_text("The order was not saved")
    assert names(order) == ["Front door", "Garden"]
