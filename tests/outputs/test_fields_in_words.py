"""A field of a few words is compared, named and laid out by its row in the table of fields alone."""

import pytest

from followthrough.compare import compare
from followthrough.outputs.compare.words import name_of_change
from followthrough.outputs.layout.action_text import text_of
from followthrough.outputs.layout.columns import columns_of
from followthrough.plan.document import Action, PlanDocument
from followthrough.plan.fields import FIELDS, IN_WORDS


def plan(field: str, words: str) -> PlanDocument:
    return PlanDocument(title="Plan", actions=[Action(ref="A1", title="Mend the roof", **{field: words})])


@pytest.mark.parametrize("field", IN_WORDS)
def test_a_field_of_a_few_words_stands_in_comparisons_and_layouts_under_its_label(field):
    old, new = plan(field, "some"), plan(field, "more")

    (change,) = compare(old, new).pairs[0].changes
    column = next(column for column in columns_of(new) if column.field == field)

    assert (name_of_change(change), change.old, change.new) == (FIELDS[field].label, "some", "more")
    assert column.heading == FIELDS[field].label
    assert text_of(new.actions[0], field, ()) == "more"
    assert FIELDS[field].kind in {"rating", "amount"}
