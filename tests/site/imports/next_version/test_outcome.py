"""What taking the next version of a plan in does, case by case, and how it is undone."""

from datetime import date, timedelta
from typing import get_args

import pytest
from django.db import transaction

from followthrough.compare.change import Field
from followthrough.intake.read import read_file
from followthrough.plan.document import (
    Action,
    Column,
    Link,
    Milestone,
    Note,
    Origin,
    Owner,
    PlanDocument,
    Recommendation,
    Remark,
    Risk,
    Status,
    Update,
)  # fmt: skip
from followthrough.plan.when import When
from followthrough.site.changes.models import ChangeRequest
from followthrough.site.changes.queries import changes_waiting
from followthrough.site.history.models import Event
from followthrough.site.history.sentences import sentence
from followthrough.site.imports.models import Import
from followthrough.site.imports.next_version import operations as next_version_operations
from followthrough.site.imports.next_version.agreed import AGREED, NOT_AGREED
from followthrough.site.imports.next_version.matching import Answers, UnansweredError
from followthrough.site.imports.operations import AlreadyDecidedError, BuiltOnError, undo
from followthrough.site.register.document.as_document import as_document
from followthrough.site.register.models import Plan, Post, Theme
from followthrough.site.register.operations import apply
from followthrough.site.rounds.past_rounds import rounds_from_periods
from tests.site.cast import NOW
from tests.site.imports.next_versions import all_new, import_of, next_version_taken_in, with_action
from tests.site.register.plan_documents import library_plan, month

pytestmark = pytest.mark.django_db

LATER = NOW + timedelta(days=30)
NOVEMBER = Update(period="2022-11", status=Status.COMPLETE, status_text="Finished", text="All nine done.")


@pytest.fixture
def library(riverbank, alice) -> Plan:
    return apply(library_plan(), organisation=riverbank, by=alice, at=NOW)


@pytest.fixture
def take(library, alice):
    """A function that takes a next version of the library plan in and returns its import."""

    def taken(document: PlanDocument, answers: Answers | None = None, at=LATER) -> Import:
        return next_version_taken_in(document, library, by=alice, answers=answers, at=at)

    return taken


def now(plan: Plan) -> dict[str | None, Action]:
    return {action.ref: action for action in as_document(Plan.objects.get(pk=plan.pk)).actions}


def asked(plan: Plan) -> list[tuple[str | None, str, str, str]]:
    waiting = changes_waiting(plan)
    return [(c.action and c.action.ref, c.field, c.old_words, c.new_words) for c in waiting]


def with_updates(ref: str, *more: Update) -> PlanDocument:
    old = next(action for action in library_plan().actions if action.ref == ref)
    return with_action(ref, updates=[*old.updates, *more])


def test_an_update_of_a_new_month_is_added_after_the_others(library, take):
    before = now(library)["L1.1"].updates

    take(with_updates("L1.1", NOVEMBER))

    assert now(library)["L1.1"].updates == [*before, NOVEMBER]
    assert library.actions.get(ref="L1.1").status == Status.COMPLETE
    assert asked(library) == []


def test_other_words_for_a_month_that_was_reported_are_asked_for(library, take):
    old = now(library)["L1.1"].updates
    told = old[1].model_copy(update={"text": "Six of nine done."})

    take(with_action("L1.1", updates=[old[0], told]))

    assert now(library)["L1.1"].updates == old
    assert asked(library) == [
        ("L1.1", "update", "Going well\nSeven of nine done.", "Going well\nSix of nine done.")
    ]
    assert ChangeRequest.objects.get().kind == "correction"


def test_words_for_a_month_that_had_a_status_alone_are_added(library, take):
    said = Update(period="2022-11", status=Status.ON_TRACK)
    take(with_updates("L1.1", said))
    told = said.model_copy(update={"text": "Eight of nine."})

    take(with_updates("L1.1", told), at=LATER + timedelta(days=1))

    assert now(library)["L1.1"].updates[-2:] == [said, told]
    assert asked(library) == []


def test_an_update_without_a_month_in_other_words_is_a_new_one(riverbank, alice):
    def plan_saying(text: str) -> PlanDocument:
        return PlanDocument(
            title="Pond", actions=[Action(ref="P1", title="Dredge", updates=[Update(text=text)])]
        )

    plan = apply(plan_saying("Begun."), organisation=riverbank, by=alice, at=NOW)

    next_version_taken_in(plan_saying("Half done."), plan, by=alice, at=LATER)

    assert [update.text for update in now(plan)["P1"].updates] == ["Begun.", "Half done."]
    assert asked(plan) == []


def test_a_date_that_moved_stays_and_is_asked_for(library, take):
    due = month(2023, 6)

    take(with_action("L1.1", due=due))

    assert now(library)["L1.1"].due == next(a for a in library_plan().actions if a.ref == "L1.1").due
    change = ChangeRequest.objects.get()
    assert (change.kind, change.field, change.new_words, change.asked_at) == ("date", "due", due.text, LATER)
    assert When.model_validate(change.new) == due
    assert change.from_file == "November.xlsx"


@pytest.mark.parametrize(
    ("field", "value", "kind", "words"),
    [
        (
            "title",
            "Agree opening hours with every parish",
            "wording",
            "Agree opening hours with every parish",
        ),
        ("owners", [Owner(role="Lead", name="Head of Libraries")], "owner", "Head of Libraries (Lead)"),
        ("measures", ["Every parish has signed"], "measure", "Every parish has signed"),
        ("theme", "Buildings", "other", "Buildings"),
        ("start", month(2022, 7), "date", "July 2022"),
        (
            "milestones",
            [Milestone(title="Letters out", due=month(2022, 7))],
            "date",
            "Letters out: July 2022",
        ),
        ("kind", "assurance", "other", "Assurance action"),
    ],
)
def test_each_thing_that_was_agreed_is_asked_for_and_stays(field, value, kind, words, library, take):
    before = now(library)["L2.0"]

    take(with_action("L2.0", **{field: value}))

    change = ChangeRequest.objects.get()
    assert (change.kind, change.new_words) == (kind, words)
    assert now(library)["L2.0"] == before


def test_notes_priority_risk_and_links_come_in(library, take):
    take(
        with_action(
            "L2.0",
            priority="High",
            notes=[Note(heading="How", text="A letter to each clerk")],
            links=[Link(to="L1.1", kind="see", text="See L1.1")],
        )
    )

    action = now(library)["L2.0"]
    assert (action.priority, [note.text for note in action.notes]) == ("High", ["A letter to each clerk"])
    assert library.actions.get(ref="L2.0").links.get().to.ref == "L1.1"
    assert asked(library) == []


def test_what_the_next_version_leaves_out_of_a_risk_stays(library, take):
    take(with_action("L2.0", risk=Risk(rating="Medium", description="Halls are dark")))

    take(with_action("L2.0", risk=Risk(rating="High")))

    assert now(library)["L2.0"].risk == Risk(rating="High", description="Halls are dark")


def test_a_note_under_another_heading_stays(library, take):
    take(with_action("L2.0", notes=[Note(heading="Ward", text="North")]))

    assert [note.heading for note in now(library)["L2.0"].notes] == ["How", "Ward"]


def new_action(**fields: object) -> Action:
    return Action.model_validate({"ref": "L1.3", "title": "Paint the doors", **fields})


def with_new_action(action: Action, after: str = "L1.1") -> PlanDocument:
    plan = library_plan()
    place = next(at for at, each in enumerate(plan.actions) if each.ref == after) + 1
    return plan.model_copy(update={"actions": [*plan.actions[:place], action, *plan.actions[place:]]})


def test_a_new_action_stands_in_its_place_and_is_numbered_after_the_last(library, take):
    action = new_action(
        parent="L1.0", theme="Doors", workstream="Front", updates=[NOVEMBER],
        owners=[Owner(role="Lead", name="Head of Doors")],
    )  # fmt: skip

    take(with_new_action(action))

    row = library.actions.get(ref="L1.3")
    assert row.number == len(library_plan().actions) + 1
    assert list(now(library)) == ["L1.0", "L1.1", "L1.3", "L1.2", "L2.0", "L3.0", "L4.0"]
    assert (row.parent.ref, row.depth, row.theme.title, row.workstream.title) == ("L1.0", 1, "Doors", "Front")
    assert now(library)["L1.3"] == action
    assert asked(library) == []


def test_a_new_action_under_a_known_theme_makes_no_second_one(library, take):
    take(with_new_action(new_action(theme="Readers", owners=[Owner(role="Lead", name="Libraries manager")])))

    assert [theme.title for theme in library.themes.all()] == ["Buildings", "Readers"]
    assert Post.objects.filter(name__iexact="Libraries manager").count() == 1


def test_a_new_action_of_an_approved_plan_is_asked_for_as_well(library, take, alice):
    library.state, library.approved_at, library.approved_by = Plan.State.APPROVED, NOW, alice
    library.save()

    take(with_new_action(new_action()))

    assert [(ref, field) for ref, field, *_ in asked(library)] == [("L1.3", "action")]
    assert ChangeRequest.objects.get().kind == "new"


def without(ref: str) -> PlanDocument:
    plan = library_plan()
    return plan.model_copy(update={"actions": [action for action in plan.actions if action.ref != ref]})


def test_an_action_that_is_gone_stays_and_what_was_answered_is_asked_for(library, take):
    take(without("L3.0"), Answers(fates={4: "cancelled"}))

    assert "L3.0" in now(library)
    change = ChangeRequest.objects.get()
    assert (change.action.ref, change.kind, change.new) == ("L3.0", "close", "cancelled")


def test_an_action_that_is_gone_and_left_asks_for_nothing(library, take):
    take(without("L3.0"), Answers(fates={4: "keep"}))

    assert "L3.0" in now(library)
    assert asked(library) == []


TWINS = [Action(title="Repair the roof of the north hall"), Action(title="Repair the roof of the south hall")]


def test_what_could_be_any_of_two_must_be_answered(riverbank, alice):
    plan = apply(PlanDocument(title="Halls", actions=TWINS), organisation=riverbank, by=alice, at=NOW)
    new = PlanDocument(
        title="Halls", actions=[Action(title="Repair the roof of the hall", updates=[NOVEMBER])]
    )
    read = import_of(new, by=alice, into=plan)

    with pytest.raises(UnansweredError):
        next_version_operations.take_next_version_in(
            read, answers=Answers(), seen=plan.changed_at, by=alice, at=LATER
        )
    next_version_operations.take_next_version_in(
        read, answers=Answers(same={0: 1}), seen=plan.changed_at, by=alice, at=LATER
    )

    south = plan.actions.get(title=TWINS[1].title)
    assert south.updates.get().text == "All nine done."
    assert plan.actions.count() == 2


def test_the_same_ref_over_other_words_is_asked_and_can_be_a_new_action(library, take):
    other = Action(ref="L3.0", theme="Readers", title="Buy two vans", updates=[NOVEMBER])
    plan = library_plan()
    actions = [other if action.ref == "L3.0" else action for action in plan.actions]
    new = plan.model_copy(update={"actions": actions})
    answers = all_new(plan, new)
    assert list(answers.same) == [4]

    take(new, answers)

    assert {row.title for row in library.actions.filter(ref="L3.0")} == {
        "Ask readers what they miss",
        "Buy two vans",
    }


def test_the_plan_takes_the_day_the_file_and_the_remarks_of_the_new_version(library, take):
    new = with_updates("L1.1", NOVEMBER).model_copy(
        update={
            "as_at": date(2022, 11, 30),
            "remarks": [Remark(text="Printed for the November committee")],
            "recommendations": [Recommendation(id="R9", text="Open later")],
            "layout": [
                Column(heading="Ref", field="ref"),
                Column(heading="November", field="update:2022-11"),
            ],
            "origins": [
                Origin(field="title", text="Library plan", reason="It is the first line."),
                Origin(field="as_at", text="November 2022", reason="It is the day of the report."),
            ],
        }
    )

    take(new)

    after = as_document(Plan.objects.get(pk=library.pk))
    assert after.as_at == date(2022, 11, 30)
    assert [remark.text for remark in after.remarks] == [
        "Printed for the October committee",
        "Printed for the November committee",
    ]
    assert after.recommendations[-1].id == "R9"
    assert [column.heading for column in after.layout] == [
        "Ref", "November", "Action", "Lead", "Due", "October", "Ward",
    ]  # fmt: skip
    assert after.title == library_plan().title
    assert [origin.text for origin in after.origins] == ["Library recovery plan", "November 2022"]


def test_an_older_version_brings_in_what_was_said_and_nothing_else(library, take):
    said = Update(period="2022-08", status=Status.ON_TRACK, text="Three of nine done.")
    plan = with_action("L1.1", updates=[said], due=month(2024, 1), priority="Low")

    take(plan.model_copy(update={"as_at": date(2022, 8, 31)}))

    action = now(library)["L1.1"]
    assert said in action.updates
    assert (action.priority, asked(library)) == (now(library)["L1.1"].priority, [])
    assert library.actions.get(ref="L1.1").status == Status.ON_TRACK
    assert as_document(Plan.objects.get(pk=library.pk)).as_at == library_plan().as_at


def test_asking_twice_to_take_it_in_counts_once(library, take, alice):
    taken = take(with_updates("L1.1", NOVEMBER))

    again = next_version_operations.take_next_version_in(
        taken, answers=Answers(), seen=NOW, by=alice, at=LATER
    )

    assert again == taken.next_version
    assert len(now(library)["L1.1"].updates) == 3


def test_a_change_asked_for_by_one_version_is_not_asked_for_again_by_the_next(library, take):
    take(with_action("L1.1", due=month(2023, 6)))

    take(with_action("L1.1", due=month(2023, 6)), at=LATER + timedelta(days=30))

    assert ChangeRequest.objects.count() == 1


def test_a_plan_that_changed_since_the_page_was_made_takes_nothing_in(library, alice):
    read = import_of(with_updates("L1.1", NOVEMBER), by=alice, into=library)

    with pytest.raises(next_version_operations.ChangedMeanwhileError):
        next_version_operations.take_next_version_in(
            read, answers=Answers(), seen=NOW - timedelta(days=1), by=alice, at=LATER
        )

    assert len(now(library)["L1.1"].updates) == 2


def test_undoing_takes_out_all_that_came_in_and_gives_back_what_was(library, take, alice, riverbank):
    changed_at = library.changed_at
    action = new_action(theme="Doors", updates=[NOVEMBER], owners=[Owner(role="Lead", name="Head of Doors")])
    new = with_new_action(action)
    actions = [
        each.model_copy(
            update={"due": month(2024, 1), "priority": "Low", "updates": [*each.updates, NOVEMBER]}
        )
        for each in new.actions
    ]
    taken = take(new.model_copy(update={"actions": actions, "as_at": date(2022, 11, 30), "layout": []}))

    undo(taken, by=alice, at=LATER)

    library.refresh_from_db()
    assert as_document(library) == library_plan()
    assert library.changed_at == changed_at
    assert not ChangeRequest.objects.exists()
    assert not Theme.objects.filter(title="Doors").exists()
    assert not Post.objects.filter(organisation=riverbank, name="Head of Doors").exists()
    taken.refresh_from_db()
    assert (taken.state, taken.plan, taken.into) == ("undone", None, library)


def test_what_was_built_on_can_not_be_undone(library, take, alice):
    first = take(with_updates("L1.1", NOVEMBER))
    second = take(
        with_updates("L1.1", NOVEMBER, Update(period="2022-12", text="Painted.")),
        at=LATER + timedelta(days=30),
    )

    with pytest.raises(BuiltOnError), transaction.atomic():
        undo(first, by=alice, at=LATER)
    undo(second, by=alice, at=LATER)
    undo(Import.objects.get(pk=first.pk), by=alice, at=LATER)

    assert as_document(Plan.objects.get(pk=library.pk)) == library_plan()


def test_a_file_that_was_left_can_not_be_taken_in(library, alice):
    from followthrough.site.imports.operations import leave

    read = import_of(library_plan(), by=alice, into=library)
    leave(read, by=alice, at=LATER)

    with pytest.raises(AlreadyDecidedError, match="was cancelled"):
        next_version_operations.take_next_version_in(
            read, answers=Answers(), seen=library.changed_at, by=alice, at=LATER
        )


def test_every_field_that_a_comparison_knows_is_agreed_or_told():
    told = {"status", "earlier_status", "forecast", "update"}

    assert AGREED.keys() | NOT_AGREED | told == {
        name for names in get_args(Field) for name in get_args(names)
    }
    assert not AGREED.keys() & (NOT_AGREED | told)


def test_the_history_says_what_came_in_and_what_was_asked_for(library, take, alice):
    taken = take(
        with_updates("L1.1", NOVEMBER).model_copy(
            update={"actions": [*with_action("L1.1", due=month(2024, 1), updates=[NOVEMBER]).actions]}
        )
    )
    undo(taken, by=alice, at=LATER)

    said = [sentence(event) for event in Event.objects.order_by("pk")]
    assert (
        "Alice added the next version of the plan “Library recovery plan” from libraries.csv: "
        "0 new actions, 1 update."
    ) in said
    assert "Alice requested 1 change of what is agreed in the plan “Library recovery plan”." in said
    assert said[-1] == "Alice undid adding the next version of the plan “Library recovery plan”."


def test_a_new_month_becomes_a_past_round_and_goes_with_the_undoing(library, take, alice):
    rounds_from_periods(library, by=alice, at=NOW)

    taken = take(with_updates("L1.1", NOVEMBER))

    assert [past.period for past in library.rounds.order_by("period")] == ["2022-09", "2022-10", "2022-11"]
    undo(taken, by=alice, at=LATER)
    assert [past.period for past in library.rounds.order_by("period")] == ["2022-09", "2022-10"]


def test_the_second_version_of_a_table_of_the_corpus_brings_in_what_changed(corpus, riverbank, alice):
    """As ../shared/corpus/differences-000-001.md says."""
    old, new = (read_file(path) for path in sorted((corpus / "seeds").iterdir())[:2])
    plan = apply(old, organisation=riverbank, by=alice, at=NOW)
    before = now(plan)

    next_version_taken_in(new, plan, by=alice, at=LATER)

    after = now(plan)
    told = {ref: after[ref].updates[len(before[ref].updates) :] for ref in before}
    statuses = {
        ref: updates[-1].status_text for ref, updates in told.items() if updates and updates[-1].status
    }
    assert statuses == {
        **dict.fromkeys(["1", "2", "3"], "In progress"),
        **dict.fromkeys(["7", "10", "14", "25"], "Ongoing"),
        "34": "Complete",
        "16": "Complete",
    }
    texts = {ref for ref, updates in told.items() if updates and updates[-1].text}
    new_texts = {"2", "3", "7", "10", "13", "24", "25", "31", *map(str, range(33, 40)), "42", "44"}
    assert texts == new_texts | {"1", "14", "16"}
    assert asked(plan) == []
    assert plan.actions.count() == 44
