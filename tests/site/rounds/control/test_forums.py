"""The calendar of forums: where papers go and by when, and the rounds whose days it makes."""

from datetime import date

import pytest
from django.urls import reverse

from followthrough.site.history.models import Event
from followthrough.site.history.sentences import sentence
from followthrough.site.rounds.forums import Forum, Meeting

pytestmark = pytest.mark.django_db
CABINET = {
    "name": "Cabinet",
    "signed_off_by": "Chief Executive",
    "papers": ["audit", "cabinet"],
    "working_days": "8",
    "meetings": "14 December 2026\n20 January 2027, papers due 6 January 2027\n17/02/2027\t3 Feb 2027",
}


@pytest.fixture
def office(client_of, alice):
    return client_of(alice)


def meetings():
    return [(each.on, each.papers_due_on) for each in Meeting.objects.all()]


def add(office, **said):
    return office.post(reverse("add_forum"), CABINET | said)


def test_a_pasted_list_gives_each_meeting_its_deadline(office):
    assert add(office).status_code == 302

    assert meetings() == [
        (date(2026, 12, 14), date(2026, 12, 2)),
        (date(2027, 1, 20), date(2027, 1, 6)),
        (date(2027, 2, 17), date(2027, 2, 3)),
    ]
    assert sentence(Event.objects.latest("pk")).endswith("added Cabinet to the calendar, with 3 meetings.")
    assert "Wednesday 2 December 2026" in office.get(reverse("forums")).content.decode()


def test_saving_what_the_page_shows_changes_nothing(office):
    add(office)
    before = meetings()
    place = reverse("change_forum", args=[Forum.objects.get().pk])
    shown = office.get(place).context["form"].initial

    assert office.post(place, shown).status_code == 302
    assert meetings() == before


@pytest.mark.parametrize(
    ("said", "sentence_"),
    [
        ({"meetings": "14 December 2026\nnext spring"}, "“next spring” is not a day."),
        ({"meetings": "14 December 2026\n14/12/2026"}, "14 December 2026 stands there twice."),
        ({"meetings": "14 December 2026, papers 15 December 2026"}, "papers can’t be due after the meeting"),
        ({"name": " "}, "Give the name of the committee or board."),
        ({"papers": ["kitchen"]}, "kitchen"),
        ({"working_days": "x"}, "Give a whole number of days."),
        ({"meetings": "\n".join(["14 December 2026"] * 61)}, "more than 60 meetings"),
    ],
)
def test_what_cannot_be_read_is_said_and_nothing_is_added(office, said, sentence_):
    assert sentence_ in add(office, **said).content.decode()
    assert not Forum.objects.exists()


def test_one_name_stands_once(office):
    add(office)

    assert "is in the calendar already" in add(office, name="cabinet").content.decode()


def test_rounds_made_from_it_have_forum_date_and_days_before_the_papers(office, opened):
    add(office)
    plan, forum = opened.plan, Forum.objects.get()
    asked = {"rhythm": "forum", "go": "1", "forum": forum.pk, "first": "1 January 2027", "days_before": "5"}
    asked |= {"open_for": "7", "grace": "2", "early": "0"}
    preview = office.get(reverse("make_rounds", args=[plan.slug]), asked).content.decode()
    made = office.post(reverse("make_rounds", args=[plan.slug]), asked)

    assert "For Cabinet, Wednesday 20 January 2027; papers due Wednesday 6 January 2027" in preview
    assert made.status_code == 302
    first, second = plan.rounds.filter(period__gte="2026-12").order_by("period")
    assert (first.forum, first.forum_on, first.due_on) == ("Cabinet", date(2027, 1, 20), date(2026, 12, 29))
    assert first.grace_ends_on == date(2026, 12, 31) <= date(2027, 1, 6)
    assert (second.period, second.forum_on) == ("2027-01", date(2027, 2, 17))


def test_without_meetings_making_rounds_leads_to_the_calendar(office, opened):
    page = office.get(reverse("make_rounds", args=[opened.plan.slug]), {"rhythm": "forum", "choose": "1"})

    assert "No committee or board has meetings in the calendar" in page.content.decode()


def test_what_is_said_of_a_forum_stands_first_in_its_steps(office, opened):
    add(office)
    opened.forum = "Cabinet"
    opened.save()
    place = [opened.plan.slug]
    publishing = office.get(reverse("publish_round", args=[*place, opened.period]))
    drafting = office.get(reverse("draft_paper", args=place), {"period": opened.period})

    assert publishing.context["form"].initial["signed_off_by"] == "Chief Executive"
    assert drafting.context["form"].initial["kind"] == "audit"
    assert "these go to Cabinet: " in drafting.content.decode()


def test_a_forum_of_another_organisation_is_not_there(office, hillside):
    theirs = Forum.objects.create(organisation=hillside, name="Board", working_days=5)

    assert office.get(reverse("change_forum", args=[theirs.pk])).status_code == 404
    assert "Board" not in office.get(reverse("forums")).content.decode()
