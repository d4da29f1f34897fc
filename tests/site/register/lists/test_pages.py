"""A list of actions: its columns, the state of parts, its files, its views, and the search over all plans."""

import csv
import re
from io import BytesIO, StringIO

import pytest
from django.urls import reverse
from openpyxl import load_workbook

from followthrough.plan.document import Action, PlanDocument, Status, Update
from followthrough.site.history.models import Event
from followthrough.site.register.lists.saving_views import save_view, views_for
from followthrough.site.register.models import SavedView
from followthrough.site.register.operations import apply
from followthrough.site.register.parts import parts_of
from tests.site.cast import NOW, TODAY

pytestmark = pytest.mark.django_db


@pytest.fixture
def download(library, client_of, owen):
    """A function that gives the bytes of a file of the library's list as Mary downloads it."""

    def downloaded(ending: str, **asked) -> bytes:
        address = reverse("download_actions", args=[library.slug, ending])
        answer = client_of(owen).get(address, asked)
        return b"".join(answer.streaming_content) if answer.streaming else answer.content

    return downloaded


@pytest.fixture
def read(client_of, owen):
    """A function that gives the words of a page as Mary sees it."""

    def words(address: str, **asked) -> str:
        answer = client_of(owen).get(address, asked)
        assert answer.status_code == 200
        return " ".join(answer.content.decode().split())

    return words


def rows_in(content: bytes) -> list[list[str]]:
    return list(csv.reader(StringIO(content.decode("utf-8-sig"))))


def test_a_csv_has_the_rows_the_columns_and_the_order_of_the_list(download):
    rows = rows_in(download("csv", only="open", sort="-due", columns=["status", "due"]))

    assert rows[0] == ["Ref", "Action", "Due", "Status"]
    assert [row[0] for row in rows[1:]] == ["L1.0", "L1.2", "L1.1", "L3.0"]
    assert rows[3][2:] == ["September 2022", "Going well"]


def test_an_excel_file_says_what_it_lists_and_holds_dates_as_dates(download):
    sheet = load_workbook(BytesIO(download("xlsx", only="overdue"))).active
    rows = [list(row) for row in sheet.iter_rows(values_only=True)]

    assert [row[0] for row in rows[:2]] == ["Library recovery plan", "1 of 6 actions, Overdue"]
    assert rows[4][:2] == ["Ref", "Action"]
    assert rows[5][0] == "L1.1"
    assert rows[5][3].isoformat() == "2022-09-30T00:00:00"


def test_no_cell_of_a_file_becomes_a_formula(riverbank, client_of, owen):
    plan = apply(
        PlanDocument(actions=[Action(ref="=1+1", title="@SUM(A1)")]), organisation=riverbank, by=None, at=NOW
    )
    client = client_of(owen)

    def downloaded(ending: str) -> bytes:
        answer = client.get(reverse("download_actions", args=[plan.slug, ending]))
        return b"".join(answer.streaming_content) if answer.streaming else answer.content

    assert rows_in(downloaded("csv"))[1][:2] == ["'=1+1", "'@SUM(A1)"]
    cell = load_workbook(BytesIO(downloaded("xlsx"))).active["A6"]
    assert (cell.value, cell.data_type) == ("=1+1", "s")


def test_the_columns_of_a_list_are_chosen(library, read):
    page = read(reverse("actions", args=[library.slug]), columns=["theme", "implied"])

    assert "Status by the dates</th>" in page
    assert "Latest update</th>" not in page


def test_the_columns_that_are_shown_are_ticked(library, read):
    def ticked(**asked) -> list[str]:
        page = read(reverse("actions", args=[library.slug]), **asked)
        return re.findall(r'name="columns" value="(\w+)"[^>]* checked', page)

    assert ticked() == ["owners", "due", "status", "update"]
    assert ticked(columns=["theme", "implied"]) == ["theme", "implied"]


def test_the_usual_columns_are_not_named_in_addresses(library, client_of, owen):
    usual = {"columns": ["owners", "due", "status", "update"], "sort": "due"}
    shown = client_of(owen).get(reverse("actions", args=[library.slug]), usual)

    assert shown.context["listing"].query_of_all == "sort=due"


def test_a_date_that_is_not_understood_is_said_beside_its_box(library, read):
    page = read(reverse("actions", args=[library.slug]), due_from="soon")

    assert "Write a day or a month with its year" in page
    assert "6 actions" in page


def test_what_stands_under_an_action_gives_it_a_state_at_any_depth(riverbank):
    def action(ref: str, parent: str | None, status: Status | None = None) -> Action:
        updates = [Update(status=status)] if status else []
        return Action(ref=ref, parent=parent, title=ref, updates=updates)

    document = PlanDocument(
        actions=[
            action("1", None, Status.ON_TRACK),
            action("1.1", "1", Status.COMPLETE),
            action("1.1.1", "1.1", Status.SIGNIFICANT_SLIPPAGE),
            action("1.1.2", "1.1", Status.COMPLETE),
            action("1.2", "1"),
        ]
    )
    plan = apply(document, organisation=riverbank, by=None, at=NOW)
    top, lone = plan.actions.get(ref="1"), plan.actions.get(ref="1.2")

    parts = parts_of([top, lone], day=TODAY)
    assert parts[top.pk].counts == [(Status.SIGNIFICANT_SLIPPAGE, 1), (None, 1), (Status.COMPLETE, 1)]
    assert parts[top.pk].overdue == 0
    assert lone.pk not in parts


def test_a_row_says_how_many_of_its_parts_are_overdue(library, read):
    page = read(reverse("actions", args=[library.slug]))

    assert "2 parts:" in page
    assert '<span class="late">1 overdue</span>' in page


def test_a_view_is_kept_as_it_is_shown_and_seen_by_its_owner_alone(library, client_of, owen, rita):
    address = reverse("save_view", args=[library.slug])
    answer = client_of(owen).post(address, {"query": "only=overdue&sort=mood&page=2", "view-name": "Late"})

    assert answer["Location"] == f"/plans/{library.slug}/actions/?only=overdue"
    assert [view.name for view in views_for(owen, library)] == ["Late"]
    assert not views_for(rita, library)
    assert not Event.objects.filter(type="view.shared").exists()


def test_only_the_office_shares_a_view_and_the_history_tells_of_it(library, client_of, owen, alice, rita):
    address, asked = (
        reverse("save_view", args=[library.slug]),
        {"query": "only=overdue", "view-is_shared": "on"},
    )
    client_of(owen).post(address, asked | {"view-name": "Mine"})
    client_of(alice).post(address, asked | {"view-name": "Ours"})

    assert [view.name for view in views_for(rita, library)] == ["Ours"]
    assert [event.subject_label for event in Event.objects.filter(type="view.shared")] == ["Ours"]


def test_a_view_without_a_name_is_asked_for_one(library, client_of, owen):
    answer = client_of(owen).post(reverse("save_view", args=[library.slug]), {"query": "only=overdue"})

    assert "Give the view a name" in answer.content.decode()
    assert "1 of 6 actions" in answer.content.decode()


def test_a_name_used_again_keeps_the_newer_list(library, owen):
    for query in ("only=open", "only=overdue"):
        save_view(library, name="Late", query=query, is_shared=False, by=owen, at=NOW)

    assert [view.query for view in SavedView.objects.all()] == ["only=overdue"]


def test_what_somebody_keeps_for_themselves_nobody_else_removes(library, client_of, alice, owen):
    view = save_view(library, name="Late", query="", is_shared=False, by=owen, at=NOW)
    address = reverse("remove_view", args=[library.slug, view.pk])

    assert client_of(alice).post(address).status_code == 404
    assert client_of(owen).post(address, {"query": "only=open"})["Location"].endswith("?only=open")
    assert not SavedView.objects.exists()


def test_all_plans_are_searched_and_another_organisations_are_not(library, hillside, read):
    apply(
        PlanDocument(title="Theirs", actions=[Action(title="Mend roofs")]),
        organisation=hillside,
        by=None,
        at=NOW,
    )
    page = read(reverse("search_plans"), q="roof")

    assert "3 actions</strong> with “roof”" in page
    assert "Theirs" not in page


def test_what_a_search_finds_has_its_plan_due_date_and_status_in_the_plans_words(library, read):
    library.scheme = [{"label": "On time", "status": "on_track", "colour": "green"}]
    library.save()
    page = read(reverse("search_plans"), q="roof")

    assert f">{library}</a></th>" in page
    assert "September 2022" in page
    assert re.search(r'<strong class="tag tag--on">.*?On time</strong>', page)


def test_a_search_that_finds_nothing_says_so(library, read):
    assert "No action of any plan has “zebra”" in read(reverse("search_plans"), q="zebra")
    assert "No action" not in read(reverse("search_plans"))


@pytest.mark.parametrize(
    "asked", [{}, {"q": "window", "columns": ["tags", "implied", "forecast"], "sort": "owner"}]
)
def test_a_list_and_a_search_of_many_actions_need_no_more_queries(
    asked, riverbank, client_of, owen, django_assert_max_num_queries
):
    client = client_of(owen)
    few, many = (
        apply(
            PlanDocument(
                title=f"Windows {number}",
                actions=[
                    Action(
                        ref=f"{place}",
                        title="Mend window",
                        updates=[Update(period="2022-10", text="Ordered")],
                    )
                    for place in range(number)
                ],
            ),
            organisation=riverbank,
            by=None,
            at=NOW,
        )
        for number in (3, 49)
    )
    with django_assert_max_num_queries(30) as for_few:
        client.get(reverse("actions", args=[few.slug]), asked)
    with django_assert_max_num_queries(len(for_few)):
        client.get(reverse("actions", args=[many.slug]), asked)


def test_of_a_long_title_the_beginning_stands_in_lists_and_the_rest_on_asking(riverbank, alice, read):
    title = "Mow the bank. " * 60
    plan = apply(
        PlanDocument(title="The bank", actions=[Action(title=title)]),
        organisation=riverbank,
        by=alice,
        at=NOW,
    )

    for page in (read(reverse("actions", args=[plan.slug])), read(reverse("search_plans"), q="mow")):
        assert page.count("clipped__beginning") == 1
        assert "of this title" in page
