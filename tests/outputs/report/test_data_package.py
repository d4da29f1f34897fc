"""A report as a data package: what `datapackage.json` promises of each CSV is what stands in it."""

import csv
import json
import re
from datetime import date
from io import BytesIO, StringIO
from pathlib import Path
from zipfile import ZipFile

import pytest

from followthrough.outputs.report.data_package import ACTION_FIELDS
from followthrough.outputs.report.file import DATA_PACKAGE, report_as
from tests.outputs.report.test_formats import KINDS_OF_BLOCKS, NASTY, made, plan

# How a value of each type of the Frictionless table schema is written.
READERS = {
    "string": str,
    "integer": lambda text: int(text) if text else None,
    "date": lambda text: date.fromisoformat(text) if text else None,
    "boolean": {"true": True, "false": False, "": None}.__getitem__,
}


def opened(report):
    with ZipFile(BytesIO(report_as(report, DATA_PACKAGE))) as archive:
        files = {name: archive.read(name).decode() for name in archive.namelist()}
    return json.loads(files.pop("datapackage.json")), files


@pytest.mark.parametrize("kind", KINDS_OF_BLOCKS)
def test_each_column_is_described_and_holds_what_is_promised(kind):
    report = made(kind, plan(text=NASTY))
    package, files = opened(report)

    assert package["profile"] == "tabular-data-package"
    assert re.fullmatch(r"[a-z0-9._-]+", package["name"])
    assert sorted(each["path"] for each in package["resources"]) == sorted(files)
    for resource in package["resources"]:
        assert re.fullmatch(r"[a-z0-9._-]+", resource["name"])
        fields = resource["schema"]["fields"]
        head, *rows = csv.reader(StringIO(files[resource["path"]]))
        assert head == [field["name"] for field in fields]
        assert len(set(head)) == len(head)
        for row in rows:
            for field, text in zip(fields, row, strict=True):
                READERS[field["type"]](text)
                assert not text.startswith(("=", "+", "@"))


def test_every_action_is_there_with_a_dictionary_of_its_columns():
    package, files = opened(made())
    fields = package["resources"][0]["schema"]["fields"]
    rows = list(csv.DictReader(StringIO(files["all-actions.csv"])))

    assert [row["ref"] for row in rows] == [f"W-{number}" for number in range(6)]
    assert all(field["description"] for field in fields)
    assert rows[0]["current_day"] == "2026-11-30"


def test_the_guide_has_each_column_as_the_package_describes_it():
    guide = (Path(__file__).parents[3] / "docs" / "guide" / "data-dictionary.md").read_text()

    for name, (kind, words) in ACTION_FIELDS.items():
        assert f"| `{name}` | {kind} | {words} |" in guide


def test_the_same_facts_give_the_same_package():
    assert report_as(made(), DATA_PACKAGE) == report_as(made(), DATA_PACKAGE)
