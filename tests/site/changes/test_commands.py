"""The commands on what changed in a plan."""

import csv
import json
from datetime import timedelta

import pytest
from click.testing import CliRunner, Result

from followthrough.cli import main
from followthrough.site.changes.operations import ask_for_changes
from tests.site.cast import NOW
from tests.site.changes.conftest import ask, redate
from tests.site.changes.test_deciding import approve

pytestmark = pytest.mark.django_db

PLAN = "library-recovery-plan"


def run(*arguments: object) -> Result:
    return CliRunner().invoke(main, [str(argument) for argument in arguments])


@pytest.fixture
def log(agreed, owen, alice):
    """One approved change, and one that waits."""
    approve(ask(redate(agreed, "L1.1", "June 2023"), owen), alice)
    ask(redate(agreed, "L1.0", "July 2023"), owen)


def test_the_changes_of_a_plan_are_listed_in_each_format(log):
    (approved, waiting) = json.loads(run("changes", PLAN, "--format", "json").stdout)

    assert {name: approved[name] for name in ("number", "ref", "field", "old", "new", "reason")} == {
        "number": 1, "ref": "L1.1", "field": "Due date", "old": "September 2022", "new": "June 2023",
        "reason": "The survey took longer.",
    }  # fmt: skip
    assert (approved["asked_by"], approved["decided_by"], approved["forum"], approved["date"]) == (
        "Owen", "Alice", "Improvement Board", "2022-11-30",
    )  # fmt: skip
    assert (waiting["state"], waiting["date"], waiting["decided_by"]) == ("asked", None, "")
    rows = list(csv.DictReader(run("changes", PLAN, "--format", "csv").stdout.splitlines()))
    assert [row["new"] for row in rows] == ["June 2023", "July 2023"]
    text = run("changes", PLAN).stdout
    assert "approved" in text
    assert "None" not in text
    assert json.loads(run("changes", PLAN, "--to", "2022-11-01", "--format", "json").stdout) == []
    only = json.loads(run("changes", PLAN, "--state", "asked", "--format", "json").stdout)
    assert [row["number"] for row in only] == [2]


def test_a_plan_is_written_as_it_was(agreed, owen, tmp_path):
    later = NOW + timedelta(days=2)
    ask_for_changes(plan=agreed, changes=[redate(agreed, "L1.1", "February 2023")], by=owen, at=later)
    out = tmp_path / "then.json"

    assert run("plan-as-at", PLAN, "2022-11-30", out).exit_code == 0
    action = json.loads(out.read_text())["actions"][1]
    assert action["due"]["text"] == "September 2022"


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["changes", "roads"], "There is no plan “roads”."),
        (["changes", PLAN, "--from", "2022-11-02", "--to", "2022-11-01"], "is before --from 2022-11-02"),
        (["plan-as-at", PLAN, "2023-01-01", "x.json"], "2023-01-01 has not come yet."),
        (["plan-as-at", PLAN, "2021-01-01", "x.json"], "was not here yet on 1 January 2021."),
        (["plan-as-at", PLAN, "2022-11-30", "x.txt"], "x.txt must end in one of"),
    ],
)
def test_a_refusal_is_one_sentence(arguments, said, agreed, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    result = run(*arguments)

    assert (result.exit_code, result.stdout) == (2, "")
    assert said in result.stderr
    assert list(tmp_path.iterdir()) == []
