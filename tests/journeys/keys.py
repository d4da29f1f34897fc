"""Going through a page with the keys alone."""

from playwright.sync_api import Page


def follow_next_link(page: Page, *, to: str) -> None:
    """Go to the next thing with Tab and follow it with Enter; fails where it doesn't lead to that place."""
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    # The browser tells of its new address some moments after the key.
    page.wait_for_url(lambda address: address.endswith(f"#{to}"))
