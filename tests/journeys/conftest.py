"""A real browser for the journeys: pages wide and narrow, with scripts and without, looked at by axe."""

import os
import shutil
from collections.abc import Callable, Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, sync_playwright

from followthrough.site.people.models import User
from tests.journeys.presses import press
from tests.site.cast import *  # noqa: F403  -- pytest finds fixtures by their names in a conftest
from tests.site.cast import PASSWORD
from tests.site.conftest import emptied_history, static_files_as_written  # noqa: F401  -- as above

# The browser's library runs a loop of its own in this thread, in which Django would refuse to query.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"

WIDE, NARROW = 1280, 320
OPTIONS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
PATIENCE = 30_000  # milliseconds; a busy machine is slow, and a page that never comes is still told


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Debian's Chromium; nothing is fetched."""
    program = shutil.which("chromium")
    if program is None:
        pytest.skip("needs Chromium")
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=program, args=OPTIONS)
        yield started
        started.close()


@pytest.fixture
def new_page(browser: Browser, live_server) -> Iterator[Callable[..., Page]]:
    """A function that opens a page of a fresh visitor: `new_page(width=320, scripts=False)`."""
    contexts = []

    def opened(width: int = WIDE, scripts: bool = True) -> Page:
        context = browser.new_context(
            base_url=live_server.url, java_script_enabled=scripts, viewport={"width": width, "height": 900}
        )
        context.set_default_timeout(PATIENCE)
        contexts.append(context)
        return context.new_page()

    yield opened
    for context in contexts:
        context.close()


@pytest.fixture
def page(new_page) -> Page:
    """A wide page with scripts."""
    return new_page()


@pytest.fixture
def page_without_scripts(new_page) -> Page:
    return new_page(scripts=False)


@pytest.fixture
def sign_in() -> Callable[[Page, User], None]:
    """A function that signs somebody of the cast in by the sign-in page."""

    def signed_in(page: Page, user: User) -> None:
        page.goto("/sign-in/")
        page.get_by_label("E-mail address").fill(user.email)
        page.get_by_label("Password").fill(PASSWORD)
        press(page.get_by_role("main").get_by_role("button", name="Sign in"))
        page.get_by_role("button", name="Sign out").wait_for()

    return signed_in


@pytest.fixture
def axe_clean() -> Callable[[Page], None]:
    """A function that fails where axe finds something wrong with a page as it is now."""

    def clean(page: Page) -> None:
        found = Axe().run(page)
        told = [
            (violation["id"], [node["html"] for node in violation["nodes"]])
            for violation in found.response["violations"]
        ]
        assert told == [], f"{page.url} at {page.viewport_size}"

    return clean


@pytest.fixture
def look_at(axe_clean) -> Callable[..., None]:
    """A function that opens an address and looks at it wide and narrow: `look_at(page, "/plans/", "Plans")`.

    The status and the heading are asked first, since axe finds nothing wrong with an error page.
    """

    def looked_at(page: Page, path: str, heading: str, status: int = 200) -> None:
        answer = page.goto(path)
        assert answer is not None
        assert answer.status == status
        assert page.get_by_role("heading", level=1).inner_text() == heading
        for width in (NARROW, WIDE):
            page.set_viewport_size({"width": width, "height": 900})
            axe_clean(page)
            sideways = page.evaluate("document.documentElement.scrollWidth")
            assert sideways <= width, f"{path} at {width} pixels is {sideways} wide"

    return looked_at
