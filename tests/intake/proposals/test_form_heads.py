"""Tables that each begin with a form of labels and values, above the headings of their actions."""

from followthrough.intake.grid import Gap, Item, Line, Place
from followthrough.intake.proposals.form_heads import with_form_heads_as_lines
from followthrough.intake.read import plan_of
from tests.intake.tables_of_rows import row

HEADINGS = ("Action", "Person responsible", "Completed by")


def tables(*forms: tuple[tuple[str, ...], ...]) -> list[Item]:
    """Tables of two actions each, below the rows of their forms and the headings."""
    items: list[Item] = []
    for number, form in enumerate(forms, 1):
        actions = [
            (f"Mend the {thing} of house {number}", "Warden", "May 2026") for thing in ("roof", "door")
        ]
        rows = [row(*cells) for cells in (*form, HEADINGS, *actions)]
        place = Place(table=number)
        items += [
            *(each.__class__(each.cells, place._replace(row=at)) for at, each in enumerate(rows, 1)),
            Gap(place),
        ]
    return items


def test_what_a_form_says_names_the_actions_below_it() -> None:
    plan = plan_of(
        tables(
            (("Standard", "", "Judgement"), ("4: Buildings", "", "Met in part")),
            (("Standard", "", "Judgement"), ("7: Gardens", "", "Not met")),
        ),
        "plan.docx",
    )

    assert [action.theme for action in plan.actions] == ["4: Buildings"] * 2 + ["7: Gardens"] * 2
    assert [remark.text for remark in plan.remarks if "Judgement" in remark.text] == [
        "Judgement: Met in part", "Judgement: Not met",
    ]  # fmt: skip


def test_values_beside_their_labels_are_told_from_them() -> None:
    laid = with_form_heads_as_lines(
        tables((("Aim", "Dry homes", "Sponsor", "A. Reed"),), (("Aim", "Safe roads", "Sponsor", "B. Moss"),))
    )

    assert laid is not None
    lines = [item.text for item in laid if isinstance(item, Line)]
    assert lines == ["Aim", "Dry homes", "Sponsor: A. Reed", "Aim", "Safe roads", "Sponsor: B. Moss"]


def test_tables_with_a_title_alone_above_their_headings_begin_with_no_form() -> None:
    assert with_form_heads_as_lines(tables((("Dry homes",),), (("Safe roads",),))) is None
