"""A table too wide for a page, laid out as bands."""

from followthrough.outputs.layout.table import rows_of
from followthrough.outputs.layout.table_bands import band_of, bands_of
from followthrough.plan.document import Action, PlanDocument, Update


def plan_of(refs=("1", "2"), months=("2026-01", "2026-02", "2026-03")):
    said = [Update(period=month, status="on_track", text="Dug") for month in months]
    return PlanDocument(actions=[Action(ref=ref, title="Dig", updates=said) for ref in refs])


def bands(plan, room):
    table = rows_of(plan)
    return bands_of(table, [10] * len(table.columns), room)


def test_a_table_that_fits_is_one_band():
    assert bands(plan_of(), room=80) == [[0, 1, 2, 3, 4, 5, 6, 7]]


def test_each_further_band_begins_with_the_ref_and_the_title():
    assert bands(plan_of(), room=60) == [[0, 1, 2, 3, 4, 5], [0, 1, 6, 7]]


def test_the_status_and_the_update_of_a_month_stay_side_by_side():
    assert bands(plan_of(), room=50) == [[0, 1, 2, 3], [0, 1, 4, 5], [0, 1, 6, 7]]


def test_columns_wider_than_any_page_have_a_band_each():
    assert bands(plan_of(), room=1) == [[0, 1, 2, 3], [0, 1, 4, 5], [0, 1, 6, 7]]


def test_rows_that_ref_and_title_do_not_tell_apart_stay_whole():
    assert len(bands(plan_of(("1", "1")), room=50)) == 1


def test_a_row_without_a_ref_is_named_by_its_title():
    plan = plan_of(("1", None))
    plan.actions[1].title = "Fill"

    assert len(bands(plan, room=50)) == 3


def test_a_band_has_its_columns_of_every_row():
    table = band_of(rows_of(plan_of()), [0, 3])

    assert [column.heading for column in table.columns] == ["Ref", "Update (January 2026)"]
    assert [[cell.text for cell in row.cells] for row in table.rows] == [["1", "Dug"], ["2", "Dug"]]
