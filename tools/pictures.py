"""Takes the pictures of the README and the guide: `.venv/bin/python tools/pictures.py`.

They show the demonstration plan in a site of its own, so nothing of anybody's real plans gets into them.
"""

import os
import re
import subprocess
import sysconfig
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from time import sleep
from typing import NamedTuple
from urllib.request import urlopen

import pypdfium2 as pdfium
from PIL.Image import Quantize
from playwright.sync_api import Page, sync_playwright

from followthrough.demonstration import plan_path
from followthrough.outputs.report.kinds import KINDS

FOLLOWTHROUGH = str(Path(sysconfig.get_path("scripts")) / "followthrough")
PICTURES = Path(__file__).parents[1] / "docs" / "pictures"
PORT = "8765"
# The plan of the demonstration, and a round that it published.
PLAN, PERIOD = "improvement-and-recovery-plan", "2026-11"
SITE = f"http://127.0.0.1:{PORT}"
CHROMIUM = "/usr/bin/chromium"
QUIET = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]


class SignIn(NamedTuple):
    """Who the pictures are taken as."""

    email: str
    password: str


def printed_sign_in(text: str) -> SignIn:
    """The programme office's, out of what `manage demonstration` prints."""
    password, email = re.search(r"“(.+?)”", text), re.search(r"programme\S+@\S+", text)
    if not (password and email):
        raise SystemExit(f"The demonstration printed no sign-in:\n{text}")
    return SignIn(email.group(), password.group(1))


def wait_for(server: subprocess.Popen[bytes]) -> None:
    """Returns when the site answers."""
    while server.poll() is None:
        with suppress(OSError), urlopen(f"{SITE}/help/"):
            return
        sleep(0.2)
    raise SystemExit("The site stopped before it answered.")


@contextmanager
def demonstration_site(folder: Path) -> Iterator[SignIn]:
    """The site of the demonstration, which `serve` keeps in a folder of its own in the one it is given."""
    made_in = {**os.environ, "FOLLOWTHROUGH_VAR": str(folder / "demonstration")}
    demonstration = [FOLLOWTHROUGH, "manage", "demonstration"]
    printed = subprocess.run(demonstration, env=made_in, check=True, capture_output=True, text=True).stdout
    served_from = {**os.environ, "FOLLOWTHROUGH_VAR": str(folder)}
    server = subprocess.Popen([FOLLOWTHROUGH, "serve", "--demonstration", "--port", PORT], env=served_from)
    try:
        wait_for(server)
        yield printed_sign_in(printed)
    finally:
        server.terminate()
        server.wait()


def picture_register(page: Page, sign_in: SignIn) -> None:
    page.goto(f"{SITE}/sign-in/")
    page.get_by_label("E-mail address").fill(sign_in.email)
    page.get_by_label("Password").fill(sign_in.password)
    page.get_by_role("main").get_by_role("button", name="Sign in").click()
    page.goto(f"{SITE}/plans/")
    page.get_by_role("main").get_by_role("link", name="Improvement and Recovery Plan").click()
    page.goto(f"{page.url}actions/")
    page.screenshot(path=PICTURES / "register.png")


# A tracker of which one column needs a person.
TRACKER = """Alder Valley Drainage Board
Flood action plan
Position at 31 October 2026

Ref,What we will do,Lead,Due,Where it stands,Times moved
D1,Clear the culvert at Mill Lane,Drainage Manager,31 March 2027,On track,0
D2,Fit a gauge at the weir,Head of Telemetry,30 June 2027,Not started,1
D3,Walk the north bank each spring,Bank Warden,30 April 2027,Going well,2
"""


def picture_review(page: Page) -> None:
    """The first screen of what a file was read as."""
    page.goto(f"{SITE}/imports/new/")
    file = {"name": "flood-plan.csv", "mimeType": "text/csv", "buffer": TRACKER.encode()}
    page.get_by_label("The file with the plan").set_input_files(file)
    page.get_by_role("button", name="Read it").click()
    page.get_by_role("heading", name="Check what was read").wait_for()
    page.screenshot(path=PICTURES / "review.png")


def picture_check(page: Page, folder: Path) -> None:
    check = folder / "check.html"
    subprocess.run([FOLLOWTHROUGH, "check", plan_path(), "--format", "html", "--out", check], check=True)
    page.goto(check.as_uri())
    page.screenshot(path=PICTURES / "check.png")


def picture_report(folder: Path) -> None:
    """The first page of the progress paper, as the guide shows it."""
    paper = folder / "paper.pdf"
    subprocess.run(
        [FOLLOWTHROUGH, "report", "cabinet", "--plan-file", plan_path(), "--out", paper], check=True
    )
    with pdfium.PdfDocument(paper) as document:
        document[0].render(scale=1.4).to_pil().save(PICTURES / "report.png")


def picture_reports(folder: Path) -> None:
    """The first page of each kind of report on the demonstration's plan; of the pack one director's page."""
    environment = {**os.environ, "FOLLOWTHROUGH_VAR": str(folder / "demonstration")}
    (PICTURES / "reports").mkdir(exist_ok=True)
    for kind in KINDS:
        paper = folder / f"{kind.name}.pdf"
        whose = ["--who", "Director of Finance"] if kind.name == "pack" else []
        command = [FOLLOWTHROUGH, "report", PLAN, kind.name, "--period", PERIOD, *whose, "--out", paper]
        subprocess.run(command, env=environment, check=True)
        with pdfium.PdfDocument(paper) as document:
            page = document[0].render(scale=720 / document[0].get_width()).to_pil()
            # Few colours, so that eleven pages weigh little.
            few = page.convert("RGB").quantize(64, Quantize.FASTOCTREE)
            few.save(PICTURES / "reports" / f"{kind.name}.png", optimize=True)


def main() -> None:
    PICTURES.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as name, sync_playwright() as playwright:
        folder = Path(name)
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=QUIET)
        page = browser.new_page(viewport={"width": 1280, "height": 900})
        with demonstration_site(folder) as sign_in:
            picture_register(page, sign_in)
            picture_review(page)
        picture_reports(folder)
        picture_check(page, folder)
        picture_report(folder)
        browser.close()


if __name__ == "__main__":
    main()
