"""The commands that list the reports and write one: out of a file, and out of the register."""

import csv
import json
from collections import Counter
from io import BytesIO, StringIO
from pathlib import Path

import docx
import openpyxl
import pytest
from click.testing import CliRunner

from followthrough.cli import main
from followthrough.outputs.plan.as_json import to_json
from followthrough.outputs.report.kinds import KINDS
from followthrough.plan.document import PlanDocument, Status
from followthrough.site.register.operations import apply
from followthrough.site.rounds.past_rounds import rounds_from_periods
from tests.site.cast import NOW
from tests.site.conftest import alice, riverbank  # noqa: F401  the cast, for the tests of the register


def run(*arguments):
    return CliRunner().invoke(main, [str(argument) for argument in arguments])


def refused(*arguments):
    result = run(*arguments)

    assert result.exit_code == 2, result.output
    assert len(result.output.strip().splitlines()) == 1
    return result.output.removeprefix("Error: ").strip()


@pytest.fixture(scope="session")
def largest(corpus, tmp_path_factory) -> Path:
    """The largest real plan, read once."""
    (seed,) = (corpus / "seeds").glob("002_*")
    path = tmp_path_factory.mktemp("plan") / "plan.json"
    assert run("read", seed, "--out", path, "--format", "json").exit_code == 0
    return path


@pytest.fixture
def wells(tmp_path) -> Path:
    path = tmp_path / "wells.tsv"
    path.write_text(
        "Wells plan\n\nRef\tAction\tOwner\tDue date\tStatus October 2022\tUpdate October 2022\n"
        "P1\tDig the well\tHead of Wells\tMarch 2023\tOn track\tThe drill is hired.\n"
    )
    return path


def test_the_kinds_are_listed_with_what_each_is_for():
    text = run("reports").output

    assert all(kind.name in text for kind in KINDS)


@pytest.mark.parametrize("kind", [kind.name for kind in KINDS])
def test_the_largest_real_plan_in_each_kind_counts_what_a_plain_count_gives(largest, kind, tmp_path):
    out = tmp_path / "report.json"
    result = run("report", kind, "--plan-file", largest, "--out", out)
    report = json.loads(out.read_text())

    assert result.exit_code == 0, result.output
    plan = PlanDocument.model_validate_json(largest.read_text())
    counted = [action for action in plan.actions if action.kind != "heading"]
    if kind == "own-shape":
        assert PlanDocument.model_validate(report | {"source": None}) == plan.model_copy(
            update={"source": None}
        )
        return
    statuses = Counter(action.status for action in counted)
    figures = report["figures"]
    assert figures["total"] == len(counted) == len(report["actions"])
    assert figures["done"] == statuses[Status.COMPLETE] + statuses[Status.CLOSED]
    assert figures["late"] == statuses[Status.MEDIUM_SLIPPAGE] + statuses[Status.SIGNIFICANT_SLIPPAGE]
    assert sum(figures["now"].values()) == figures["total"]
    assert sum(sum(counts.values()) for counts in figures["by_theme"].values()) == figures["total"]


@pytest.mark.parametrize("form", ["docx", "xlsx", "pdf", "html", "csv"])
def test_the_largest_real_plan_in_each_format_has_each_of_its_actions(largest, form, tmp_path):
    out = tmp_path / f"report.{form}"
    result = run("report", "cabinet", "--plan-file", largest, "--period", "2022-10", "--out", out)
    plan = PlanDocument.model_validate_json(largest.read_text())
    refs = Counter(action.ref for action in plan.actions if action.kind != "heading")

    assert result.exit_code == 0, result.output
    content = out.read_bytes()
    if form == "docx":
        table = docx.Document(BytesIO(content)).tables[-1]
        first = [row.tc_lst[0] for row in table._tbl.tr_lst[1:]]
        assert (
            Counter(
                "".join(words.text or "" for words in cell.iter() if words.tag.endswith("}t"))
                for cell in first
            )
            == refs
        )
    elif form == "xlsx":
        book = openpyxl.load_workbook(BytesIO(content), read_only=True)
        themes = {action.theme for action in plan.actions if action.theme}
        rows = [
            row[0]
            for name in book.sheetnames
            if name in themes
            for row in book[name].iter_rows(min_row=4, values_only=True)
        ]
        assert Counter(rows) == refs
    elif form == "csv":
        rows = list(csv.DictReader(StringIO(content.decode("utf-8-sig"))))
        assert Counter(row["Ref"] for row in rows) == refs
    elif form == "html":
        text = content.decode()
        assert all(ref in text for ref in refs)
    else:
        assert content.startswith(b"%PDF")


def test_what_is_asked_wrongly_is_refused_in_a_sentence(wells, tmp_path):
    text = tmp_path / "body.docx"
    text.write_text("no Word file")

    assert "There is no report “kitchen”" in refused("report", "kitchen", "--plan-file", wells)
    assert "is no month" in refused("report", "cabinet", "--plan-file", wells, "--period", "soon")
    assert "says nothing for 2020-01" in refused(
        "report", "cabinet", "--plan-file", wells, "--period", "2020-01", "--format", "json"
    )
    assert "Name the plan and the kind" in refused("report", "--plan-file", wells)
    assert "ends in no format" in refused(
        "report", "cabinet", "--plan-file", wells, "--out", tmp_path / "a.exe"
    )
    assert "The template is not a Word file" in refused(
        "report", "cabinet", "--plan-file", wells, "--template", text, "--out", tmp_path / "a.docx"
    )
    assert "A template is filled as a Word file" in refused(
        "report", "cabinet", "--plan-file", wells, "--template", text, "--out", tmp_path / "a.pdf"
    )
    assert "owns and directs no action" in refused(
        "report", "pack", "--plan-file", wells, "--who", "Nobody", "--format", "json"
    )
    assert not list(tmp_path.glob("a.*"))


def test_the_plan_as_it_was_tells_what_moved(wells, tmp_path):
    later = tmp_path / "later.tsv"
    later.write_text(
        wells.read_text()
        .replace("Update October 2022", "Update October 2022\tStatus November 2022\tUpdate November 2022")
        .replace("hired.", "hired.\tMedium slippage\tThe drill broke.")
        .replace("March 2023", "June 2023")
    )
    report = json.loads(
        run("report", "changed", "--plan-file", later, "--before-file", wells, "--format", "json").output
    )
    dates = next(
        b for s in report["sections"] if s["heading"] == "Dates" for b in s["blocks"] if b["kind"] == "table"
    )

    assert report["figures"]["later"] == ["P1"]
    assert dates["rows"] == [["P1 Dig the well", "March 2023", "June 2023", "+3", "Not known"]]


@pytest.mark.django_db
def test_the_register_gives_a_report_of_a_round(largest, riverbank, alice, tmp_path):  # noqa: F811
    plan = apply(
        PlanDocument.model_validate_json(largest.read_text()), organisation=riverbank, by=alice, at=NOW
    )
    rounds_from_periods(plan, by=alice, at=NOW)
    report = json.loads(run("report", plan.slug, "cabinet", "--period", "2022-10", "--format", "json").output)
    from_file = json.loads(run("report", "cabinet", "--plan-file", largest, "--format", "json").output)

    for figure in ("total", "done", "late", "under_way", "completed", "later", "better", "new"):
        assert report["figures"][figure] == from_file["figures"][figure]
    assert "has no round of January 2020" in refused("report", plan.slug, "cabinet", "--period", "2020-01")
    assert "There is no plan “nothing”" in refused("report", "nothing", "cabinet", "--format", "json")


def test_a_plan_document_is_a_file_too(tmp_path):
    path = tmp_path / "plan.json"
    path.write_text(to_json(PlanDocument(title="Nothing yet")))
    result = run("report", "cabinet", "--plan-file", path, "--format", "json")

    assert result.exit_code == 0, result.output
    assert json.loads(result.output)["headline"][0]["lead"] == "The plan has no actions."
