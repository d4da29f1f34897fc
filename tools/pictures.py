"""Takes the pictures of the README in headless Chromium: `.venv/bin/python tools/pictures.py`.

They show the demonstration plan in a site of its own, so nothing of anybody's real plans gets into them.
"""

import os
import re
import subprocess
import sysconfig
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

from followthrough.demonstration import plan_path

FOLLOWTHROUGH = str(Path(sysconfig.get_path("scripts")) / "followthrough")
PICTURES = Path(__file__).parents[1] / "docs" / "pictures"
PORT = "8765"
SITE = f"http://127.0.0.1:{PORT}"
CHROMIUM = "/usr/bin/chromium"
QUIET = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]


class SignIn:
    """Who the pictures are taken as."""

    def __init__(self, printed: str) -> None:
        found = re.search(r"(\S+@\S+)\s+(\S+)", printed)
        assert found, f"The demonstration printed no sign-in:\n{printed}"
        self.email, self.password = found.groups()


@contextmanager
def demonstration_site(folder: Path) -> Iterator[SignIn]:
    environment = {**os.environ, "FOLLOWTHROUGH_VAR": str(folder)}
    subprocess.run([FOLLOWTHROUGH, "manage", "migrate", "--verbosity", "0"], env=environment, check=True)
    demonstration = [FOLLOWTHROUGH, "manage", "demonstration"]
    printed = subprocess.run(
        demonstration, env=environment, check=True, capture_output=True, text=True
    ).stdout
    server = subprocess.Popen([FOLLOWTHROUGH, "serve", "--port", PORT], env=environment)
    try:
        yield SignIn(printed)
    finally:
        server.terminate()
        server.wait()


def picture_register(page: Page, sign_in: SignIn) -> None:
    page.goto(f"{SITE}/sign-in/")
    page.get_by_label("Email").fill(sign_in.email)
    page.get_by_label("Password").fill(sign_in.password)
    page.get_by_role("button", name="Sign in").click()
    page.get_by_role("main").get_by_role("link").first.click()
    page.goto(f"{page.url}actions/")
    page.screenshot(path=PICTURES / "register.png")


def picture_check(page: Page, folder: Path) -> None:
    check = folder / "check.html"
    subprocess.run([FOLLOWTHROUGH, "check", plan_path(), "--format", "html", "--out", check], check=True)
    page.goto(check.as_uri())
    page.screenshot(path=PICTURES / "check.png")


def main() -> None:
    PICTURES.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as name, sync_playwright() as playwright:
        folder = Path(name)
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=QUIET)
        page = browser.new_page(viewport={"width": 1280, "height": 900})
        with demonstration_site(folder) as sign_in:
            picture_register(page, sign_in)
        picture_check(page, folder)
        browser.close()


if __name__ == "__main__":
    main()
