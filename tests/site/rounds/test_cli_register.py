"""The commands on the register: what they print and take in, in the database that the site uses."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from django.db import connection
from django.test.utils import CaptureQueriesContext
from rich.cells import cell_len

from followthrough.cli import main
from followthrough.plan.document import PlanDocument
from followthrough.site.history.models import Event
from followthrough.site.imports.models import Import
from followthrough.site.people.models import User
from followthrough.site.register.document.as_document import as_document
from followthrough.site.register.models import Plan
from followthrough.site.register.operations import apply
from followthrough.site.rounds.models import Round
from tests.site.cast import NOW
from tests.site.rounds.answers import send

POND = """Pond plan

Ref\tAction\tOwner\tDue date\tStatus October 2022\tUpdate October 2022
P1\tDredge the pond\tHead of Parks\tMarch 2023\tOn track\tThe boat is hired.
P2\tMend the sluice\tParks Manager\tTBC\tNot started\tWaiting for a price.
"""
NEXT = POND.replace("Update October 2022", "Update October 2022\tStatus November 2022").replace(
    "hired.", "hired.\tOn track"
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def pond(tmp_path: Path) -> Path:
    path = tmp_path / "pond.tsv"
    path.write_text(POND)
    return path


def run(*arguments: object) -> Result:
    return CliRunner().invoke(main, [str(argument) for argument in arguments])


def said(*arguments: object) -> str:
    """What a command that succeeds prints, on one line."""
    result = run(*arguments)

    assert result.exit_code == 0, result.output
    return " ".join(result.stdout.split())


def refused(*arguments: object) -> str:
    """The one sentence with which a command is refused."""
    result = run(*arguments)

    assert (result.exit_code, result.stdout) == (2, "")
    return result.stderr


# import


def test_import_takes_a_plan_in_and_says_what_was_read(riverbank, pond: Path) -> None:
    printed = said("import", pond)

    plan = Plan.objects.get()
    assert "2 actions" in printed
    assert f"Added to the register as {plan.slug}" in printed
    assert [round_.period for round_ in plan.rounds.all()] == ["2022-10"]


def test_a_plan_without_a_title_gets_a_plain_name(riverbank, tmp_path: Path) -> None:
    path = tmp_path / "000_55b92a36.tsv"
    path.write_text(POND.partition("\n\n")[2])

    said("import", path)

    plan = Plan.objects.get()
    assert plan.title == "Action plan, 2 actions, added 30 November 2022"
    assert plan.slug == "action-plan-2-actions-added-30-november-2022"


def test_a_plan_is_called_as_the_command_says(riverbank, pond: Path) -> None:
    said("import", pond, "--title", "Ponds and sluices")

    assert Plan.objects.get().title == "Ponds and sluices"


def test_a_next_version_keeps_its_title(riverbank, pond: Path) -> None:
    said("import", pond)

    assert "keeps the title of its plan" in refused("import", pond, "--into", "pond-plan", "--title", "Other")


def test_import_is_recorded_as_the_command_line_s_which_nobody_signs_in_by(riverbank, pond: Path) -> None:
    run("import", pond)

    account = User.objects.get()
    assert (account.name, account.is_active, account.has_usable_password()) == (
        "The command line",
        False,
        False,
    )
    assert Event.objects.get(type="plan.imported").by_name == "The command line"


def test_a_file_that_was_taken_in_before_counts_once(riverbank, pond: Path) -> None:
    run("import", pond)

    assert "added before" in said("import", pond)
    assert (Plan.objects.count(), Import.objects.count(), User.objects.count()) == (1, 1, 1)


def test_import_into_a_plan_brings_what_was_said_since(riverbank, pond: Path) -> None:
    run("import", pond)
    pond.write_text(NEXT)

    printed = said("import", pond, "--into", Plan.objects.get().slug)

    assert "come" in printed
    assert [round_.period for round_ in Plan.objects.get().rounds.all()] == ["2022-11", "2022-10"]


def test_a_next_version_that_has_to_be_answered_for_waits_on_its_page(riverbank, pond: Path) -> None:
    run("import", pond)
    before = as_document(Plan.objects.get())
    pond.write_text("\n".join(NEXT.splitlines()[:-1]))

    sentence = refused("import", pond, "--into", Plan.objects.get().slug)

    assert "1 action of" in sentence
    assert Import.objects.latest("pk").get_absolute_url() in sentence
    assert as_document(Plan.objects.get()) == before


@pytest.mark.parametrize("arguments", [[], ["--into", "library-recovery-plan"]])
def test_a_file_without_a_plan_is_refused_with_a_sentence(library, pond: Path, arguments: list[str]) -> None:
    pond.write_text("Dear all,\nthe plan follows.\n")

    assert "No table of actions" in refused("import", pond, *arguments)


def test_a_file_that_is_not_there_is_named(riverbank, tmp_path: Path) -> None:
    assert "nothing.xlsx can't be opened" in refused("import", tmp_path / "nothing.xlsx")
    assert not User.objects.exists()


def test_where_there_are_several_organisations_one_is_named(riverbank, hillside, pond: Path) -> None:
    assert "hillside, riverbank" in refused("import", pond)

    run("import", pond, "--organisation", "hillside")

    assert Plan.objects.get().organisation == hillside


def test_an_organisation_that_is_not_there_is_refused_with_those_that_are(riverbank, pond: Path) -> None:
    assert "“seaside”" in (sentence := refused("import", pond, "--organisation", "seaside"))
    assert "riverbank" in sentence


def test_without_an_organisation_it_is_said_how_to_add_one(pond: Path) -> None:
    assert "create_administrator" in refused("import", pond)


# plans


def test_plans_lists_each_plan_with_its_counts(library) -> None:
    (listed,) = json.loads(run("plans", "--format", "json").stdout)

    assert (listed["slug"], listed["title"]) == (library.slug, library.title)
    assert listed["all"] == library.actions.count()
    assert sum(listed["counts"].values()) == library.actions.exclude(kind="heading").count()


def test_plans_prints_a_table_in_which_a_short_name_stays_whole(library) -> None:
    assert library.slug in said("plans")


@pytest.mark.parametrize("arguments", [["plans"], ["rounds", "*"], ["figures", "*"]])
def test_each_table_fits_eighty_columns(opened: Round, riverbank, alice, monkeypatch, arguments) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    document = PlanDocument(title="A long title of a plan that says much of what it is about " * 3)
    apply(document, organisation=riverbank, by=alice, at=NOW)
    slugs = {"*": opened.plan.slug}

    printed = run(*(slugs.get(each, each) for each in arguments)).stdout

    assert max(map(cell_len, printed.splitlines())) <= 80
    assert "…" in printed or arguments != ["plans"]


def test_numbers_stand_to_the_right(library, monkeypatch) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    heading, _, row = run("plans").stdout.splitlines()[:3]

    for words, number in zip(("All", "Open"), row.split()[1:3], strict=True):
        assert row[: heading.index(words) + len(words)].endswith(number)


def test_plans_of_one_organisation_are_no_other_s(library, hillside) -> None:
    assert json.loads(run("plans", "--organisation", "hillside", "--format", "json").stdout) == []


# rounds


def test_rounds_says_how_many_returns_are_in(opened: Round, alice) -> None:
    send(opened, "L1.1", by=alice)

    (listed,) = json.loads(run("rounds", opened.plan.slug, "--format", "json").stdout)

    assert (listed["period"], listed["state"]) == ("2022-11", "open")
    assert (listed["asked"], listed["in"]) == (opened.returns.count(), 1)


def test_rounds_asks_the_database_as_often_for_many_as_for_one(library, november, alice) -> None:
    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            run("rounds", library.slug)
        return len(captured)

    one = queries()
    for period in ("2023-01", "2023-02", "2023-03"):
        Round.objects.create(
            plan=library,
            period=period,
            opens_on=NOW.date(),
            due_on=NOW.date(),
            grace_ends_on=NOW.date(),
            made_at=NOW,
        )

    assert queries() == one


def test_a_plan_that_is_not_there_is_refused_with_those_that_are(library) -> None:
    assert library.slug in refused("rounds", "pond")


# figures


def test_figures_are_those_of_the_round(opened: Round, alice) -> None:
    send(opened, "L1.1", by=alice)

    figures = json.loads(run("figures", opened.plan.slug, "--period", "2022-11", "--format", "json").stdout)

    assert (figures["plan"], figures["period"]) == (opened.plan.slug, "2022-11")
    assert figures["counts"]["significant_slippage"] == 1
    assert sum(figures["counts"].values()) == figures["total"]
    assert figures["opening"] + figures["new"] - figures["closed"] == figures["closing"]
    assert figures["moved"] == []


def test_figures_name_what_moved(riverbank, pond: Path) -> None:
    pond.write_text(NEXT.replace("\tOn track\tThe boat", "\tNot started\tThe boat"))
    run("import", pond)

    figures = json.loads(run("figures", Plan.objects.get().slug, "--format", "json").stdout)

    assert figures["period"] == "2022-11"
    assert [(one["ref"], one["before"], one["after"]) for one in figures["moved"]] == [
        ("P1", "not_started", "on_track"),
        ("P2", "not_started", "no_return"),
    ]


def test_figures_are_printed_in_the_words_of_the_plan(opened: Round) -> None:
    printed = said("figures", opened.plan.slug)

    assert "November 2022 round" in printed
    assert "Open:" in printed
    assert "No return" in printed


def test_a_period_without_a_round_is_refused_with_those_that_have_one(november: Round) -> None:
    assert "2022-11" in refused("figures", november.plan.slug, "--period", "2022-10")


# export


def test_export_writes_the_whole_plan(library, tmp_path: Path) -> None:
    out = tmp_path / "library.json"

    assert said("export", library.slug, out) == ""
    assert PlanDocument.model_validate_json(out.read_text()) == as_document(library)


@pytest.mark.parametrize("name", ["library.zip", "no-such-folder/library.json"])
def test_an_export_that_can_not_be_written_is_refused(library, tmp_path: Path, name: str) -> None:
    assert "library." in refused("export", library.slug, tmp_path / name)


def test_a_plan_whose_name_two_organisations_use_is_asked_about(library, hillside, tmp_path: Path) -> None:
    Plan.objects.create(organisation=hillside, slug=library.slug, created_at=NOW, changed_at=NOW)

    assert "hillside, riverbank" in refused("export", library.slug, tmp_path / "out.json")
    assert said("export", library.slug, tmp_path / "out.json", "--organisation", "riverbank") == ""


# the database


def test_a_database_that_is_not_there_is_not_made(tmp_path: Path, monkeypatch) -> None:
    missing = tmp_path / "followthrough.sqlite3"
    monkeypatch.setattr("followthrough.site.database.connection", NotThere(str(missing)))

    assert f"There is no database at {missing}" in refused("plans")
    assert not missing.exists()


def test_a_database_of_an_earlier_version_is_not_brought_up_to_date_in_silence(monkeypatch) -> None:
    monkeypatch.setattr(
        "followthrough.site.database.MigrationExecutor.migration_plan", lambda self, targets: ["one"]
    )

    assert "earlier version" in refused("plans")


class NotThere:
    """A connection to a database on a disk that nobody has made."""

    vendor = "sqlite"

    def __init__(self, path: str) -> None:
        self.settings_dict = {"NAME": path}

    def is_in_memory_db(self) -> bool:
        return False
