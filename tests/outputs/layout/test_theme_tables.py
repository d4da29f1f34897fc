"""A plan's table cut by theme."""

from followthrough.outputs.layout.theme_tables import theme_tables_of
from followthrough.plan.document import Action, Column, PlanDocument


def plan_of(*themes, layout=()):
    actions = [
        Action(ref=str(at), title=f"Dig {at}", theme=theme) for at, theme in enumerate(themes, start=1)
    ]
    return PlanDocument(actions=actions, layout=list(layout))


def cut(plan):
    return [(each.theme, [row.cells[0].text for row in each.table.rows]) for each in theme_tables_of(plan)]


def test_each_theme_heads_its_own_actions():
    assert cut(plan_of("Wells", "Wells", "Roads")) == [("Wells", ["1", "2"]), ("Roads", ["3"])]


def test_all_tables_have_the_same_columns_and_none_for_themes():
    headings = {
        tuple(column.heading for column in each.table.columns)
        for each in theme_tables_of(plan_of("Wells", "Roads"))
    }

    assert headings == {("Ref", "Action")}


def test_a_theme_that_comes_again_heads_its_actions_again():
    assert [theme for theme, _ in cut(plan_of("Wells", "Roads", "Wells"))] == ["Wells", "Roads", "Wells"]


def test_one_theme_alone_stays_in_its_column():
    assert cut(plan_of("Wells", "Wells")) == [(None, ["Wells", "Wells"])]


def test_an_action_without_a_theme_keeps_all_themes_in_their_column():
    assert cut(plan_of("Wells", None, "Roads")) == [(None, ["Wells", "", "Roads"])]


def test_a_theme_too_long_for_a_heading_stays_in_its_column():
    assert [theme for theme, _ in cut(plan_of("Wells", "water " * 20))] == [None]


def test_a_plan_with_a_column_for_themes_keeps_it():
    layout = [Column(heading="Pillar", field="theme"), Column(heading="What", field="title")]

    assert [theme for theme, _ in cut(plan_of("Wells", "Roads", layout=layout))] == [None]


def test_a_plan_without_actions_is_one_table():
    assert cut(PlanDocument()) == [(None, [])]
