"""The parts of pages."""

import pytest
from django.template import Context, Template
from django.template.loader import render_to_string

from followthrough.plan.document import Status
from followthrough.rules.figures import NO_RETURN
from followthrough.site.page_parts import Need, Task, Tile
from followthrough.site.status_kinds import KINDS, classes_of_tag, kind_of, seriousness
from followthrough.site.status_rows import StatusRow, StatusTable, columns_in


@pytest.mark.parametrize("status", [*Status, NO_RETURN])
def test_every_status_is_of_one_kind_but_what_has_no_state_of_its_own(status):
    kinds = [kind.name for kind in KINDS if status in kind.statuses]

    assert len(kinds) == (0 if status == Status.NOT_APPLICABLE else 1)


def test_only_significant_slippage_is_solid_and_each_kind_has_a_shape():
    shapes = render_to_string("parts/shapes.html")

    assert [kind.name for kind in KINDS] == ["sig", "med", "none", "not", "on", "comp", "clos"]
    assert all(f'id="s-{kind.name}"' in shapes for kind in KINDS)
    assert all(f'id="{kind.pattern}"' in shapes for kind in KINDS if kind.pattern)


def test_the_most_serious_comes_first_and_no_status_last():
    mixed = [None, Status.CLOSED, NO_RETURN, Status.ON_TRACK, Status.SIGNIFICANT_SLIPPAGE]

    assert sorted(mixed, key=seriousness) == [
        Status.SIGNIFICANT_SLIPPAGE, NO_RETURN, Status.ON_TRACK, Status.CLOSED, None,
    ]  # fmt: skip


def test_long_words_of_a_plan_may_take_two_lines():
    kind = kind_of(Status.COMPLETE)
    assert kind is not None
    assert "tag--long" in classes_of_tag(kind, "Complete apart from the two posts")
    assert "tag--long" not in classes_of_tag(kind, "Complete")


def table_of(*rows: StatusRow) -> StatusTable:
    labels = {Status.ON_TRACK: "Going well", Status.MEDIUM_SLIPPAGE: "Late"}
    return StatusTable("Theme", "Actions by theme", columns_in(rows, labels), rows)


def test_rows_of_statuses_add_up_and_lead_to_their_lists():
    late = StatusRow("Homes", {Status.MEDIUM_SLIPPAGE: 2}, "/homes/", lambda status: f"?status={status}")
    fine = StatusRow("Money", {Status.ON_TRACK: 3, Status.COMPLETE: 0})
    table = table_of(late, fine)
    page = render_to_string("parts/status_rows.html", {"table": table})

    assert [column.label for column in table.columns] == ["Late", "Going well"]
    assert [cell.number for cell in table.totals] == [2, 3]
    assert table.total == 5
    assert '<a class="quiet" href="?status=medium_slippage">2</a>' in page
    assert page.count("status-rows__zero") == 2


def test_a_table_without_rows_is_no_error():
    assert table_of().drawn_rows == []


def test_tiles_needs_and_tasks_lead_on():
    tiles = render_to_string("parts/tiles.html", {"tiles": [Tile(1234, "open", "/open/", "42 in November")]})
    needs = render_to_string(
        "parts/needs.html",
        {"needs": [Need(2, "Returns", "By <b>", "/x/", "Write"), Need(1, "a", "", "/", "b")]},
    )
    tasks = render_to_string("parts/task_list.html", {"tasks": [Task("Review", "/r/", "To do")]})

    assert '<a href="/open/"><b>1,234</b>' in tiles
    assert "42 in November" in tiles
    assert "By &lt;b&gt;" in needs
    assert needs.count("govuk-button--secondary") == 1
    assert "To do" in tasks


def test_six_needs_are_seen_and_the_others_fold_away():
    needs = [Need(number, "Returns", "", f"/{number}/", "See them") for number in range(1, 10)]
    seen, _, folded = render_to_string("parts/needs.html", {"needs": needs}).partition("<details")

    assert (seen.count("<li>"), folded.count("<li>")) == (6, 3)
    assert "Less pressing: 3 more" in folded
    assert "<details" not in render_to_string("parts/needs.html", {"needs": needs[:6]})


def test_a_question_stands_in_its_box():
    page = Template(
        '{% load parts %}{% question title=title key="q-1" level=2 %}<p>Why</p>{% endquestion %}'
    ).render(Context({"title": "Is it <done>?"}))

    assert '<h2 class="question__title">' in page
    assert "Is it &lt;done&gt;?" in page
    assert '<div class="question" id="q-1" tabindex="-1">' in page
    assert "<p>Why</p>" in page


def test_a_way_back_without_a_step_is_left_out():
    assert Template("{% load parts %}{% crumbs %} {% endcrumbs %}").render(Context()).strip() == ""
    assert "<nav" in Template("{% load parts %}{% crumbs %}<li>x</li>{% endcrumbs %}").render(Context())
