"""The promise of CI_REQUIRE: what it names is not skipped."""

import pytest

pytest_plugins = ["pytester"]

SKIPPING = """
    import pytest

    def test_with_a_browser():
        pytest.skip("needs Chromium, which is not on this machine")
"""


@pytest.fixture
def house(pytester: pytest.Pytester, pytestconfig: pytest.Config) -> pytest.Pytester:
    pytester.makeconftest((pytestconfig.rootpath / "tests" / "conftest.py").read_text())
    return pytester


def test_a_skip_of_what_is_required_fails(house: pytest.Pytester, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CI_REQUIRE", "browser corpus")
    house.makepyfile(SKIPPING)

    result = house.runpytest_subprocess("-p", "no:django", "-p", "no:xdist")

    result.assert_outcomes(failed=1)
    result.stdout.fnmatch_lines(["*CI_REQUIRE asks for this, but it was skipped: *Chromium*"])


def test_a_module_skipped_for_want_of_what_is_required_fails(
    house: pytest.Pytester, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CI_REQUIRE", "corpus")
    house.makepyfile('import pytest\npytest.skip("needs the corpus", allow_module_level=True)')

    result = house.runpytest_subprocess("-p", "no:django", "-p", "no:xdist")

    result.assert_outcomes(errors=1)


def test_a_newcomer_without_a_browser_is_told_and_passes(
    house: pytest.Pytester, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("CI_REQUIRE", raising=False)
    house.makepyfile(SKIPPING)

    result = house.runpytest_subprocess("-p", "no:django", "-p", "no:xdist", "-ra")

    result.assert_outcomes(skipped=1)
    result.stdout.fnmatch_lines(["*SKIPPED*needs Chromium*"])
