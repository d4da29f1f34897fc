"""Pressing what leads to another page."""

from playwright.sync_api import Locator


def press(target: Locator) -> None:
    """Press it and wait for the page it leads to: a look at once may still meet the page that is left."""
    with target.page.expect_navigation():
        target.click()
