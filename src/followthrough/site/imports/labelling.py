"""Examples that reading can learn from: tables in which a person had to choose, without their texts."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.conf import settings

from followthrough.site.imports.models import Import, LabelledTable
from followthrough.site.people.models import Organisation


def label_tables(read: Import, *, at: datetime) -> None:
    """Keep the tables of an import that was added as examples, where a person said something of them."""
    if not (read.fields or any(read.choices.values())):
        return
    known = [table for table in read.tables if table.get("shape") and table.get("use") != "goes_on"]
    sure = [table for table in known if table["taken_for"] == "plan" or table.get("use") == "not_plan"]
    LabelledTable.objects.bulk_create(
        LabelledTable(
            read=read,
            at=at,
            table=_without_words(table["shape"]) | {"is_plan": table["taken_for"] == "plan"},
        )
        for table in sure
    )


def _without_words(shape: dict[str, Any]) -> dict[str, Any]:
    if settings.KEEP_HEADINGS:
        return shape
    columns = [column | {"heading": ""} for column in shape["columns"]]
    return shape | {"columns": columns, "headers": [[""] * len(columns)]}


def examples_of(organisation: Organisation) -> Iterator[dict[str, Any]]:
    """The organisation's examples in the form of the labelled tables that weights are fitted on.

    Each is numbered by its import and its place in it; nothing in it tells the file or the plan.
    """
    for example in LabelledTable.objects.filter(read__organisation=organisation).iterator():
        yield {"id": f"example{example.pk}", "above": [], **example.table, "without_texts": True}
