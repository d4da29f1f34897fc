"""All the rules together."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from followthrough.challenge import RULES, Finding, check, day_of
from followthrough.challenge.finding import finding_about, finding_about_plan
from followthrough.plan.document import WORST_FIRST, Link, PlanDocument, Round
from tests.challenge.plans import DAY, KEY, action, plan, update

FAULTY = plan(
    action(update("New action added", "As above"), ref="A1", due="TBC", owners=[]),
    action(update("Complete", "Complete"), ref="A2", links=[Link(to="Z9", kind="see", text="see Z9")]),
    action(update("On plan"), ref="A3", due="May 2026"),
    action(update("On plan"), ref="A3"),
    scheme=KEY,
)


def failing(plan: PlanDocument, day: date) -> Iterator[Finding]:
    raise ZeroDivisionError
    yield


def test_the_worst_comes_first() -> None:
    weights = [WORST_FIRST.index(finding.severity) for finding in check(FAULTY, DAY)]

    assert weights == sorted(weights)
    assert set(weights) == {0, 1, 2}


def test_a_rule_that_fails_spoils_only_itself() -> None:
    broken = replace(RULES[0], find=failing)

    findings = check(FAULTY, DAY, rules=(broken, *RULES[1:]))

    failed = [finding for finding in findings if finding.code == "rule_failed"]
    rest = [finding for finding in check(FAULTY, DAY) if finding.code != broken.code]
    assert [finding for finding in findings if finding.code != "rule_failed"] == rest
    assert len(failed) == 1
    assert broken.title in failed[0].message


def test_an_empty_plan_has_nothing_to_doubt() -> None:
    assert check(PlanDocument(), DAY) == []


def test_the_day_is_the_one_asked_for_else_the_plans_else_none() -> None:
    dated, undated = plan(as_at=date(2026, 9, 30)), plan()

    assert day_of(dated, date(2026, 1, 1), DAY) == date(2026, 1, 1)
    assert day_of(dated, None, DAY) == date(2026, 9, 30)
    assert day_of(undated, None, DAY) is None


def test_without_a_day_nothing_is_late() -> None:
    codes = {finding.code for finding in check(FAULTY, None)}

    assert "on_track_past_due" in {finding.code for finding in check(FAULTY, DAY)}
    assert codes & {"due_date_passed", "on_track_past_due", "rule_failed"} == set()
    assert "no_owner" in codes


STATUSES = st.sampled_from(
    [None, "On plan", "Some delay", "Complete", "Closed", "N/A", "New action", "Stuck"]
)
TEXTS = st.one_of(
    st.none(), st.sampled_from(["Complete", "As above", "End date now May 2027", "TBC"]), st.text()
)
DUES = st.one_of(st.none(), st.sampled_from(["May 2026", "Summer 2026", "TBC", "Ongoing", "x"]), st.text())
ACTIONS = st.builds(
    lambda before, now, words, due, ref, parent: action(
        update(before, words, period="2026-09"), update(now, words), due=due, ref=ref, parent=parent
    ),
    before=STATUSES,
    now=STATUSES,
    words=TEXTS,
    due=DUES,
    ref=st.sampled_from([None, "A1", "A1.0", "A1.1"]),
    parent=st.sampled_from([None, "A1", "A1.0"]),
)


@given(st.lists(ACTIONS, max_size=5), st.dates(min_value=date(2020, 1, 1), max_value=date(2040, 1, 1)))
def test_no_plan_makes_a_rule_fail(actions, day: date) -> None:
    by_code = {rule.code: rule for rule in RULES}

    for finding in check(plan(*actions, scheme=KEY), day):
        assert WORST_FIRST.index(finding.severity) >= WORST_FIRST.index(by_code[finding.code].severity)
        assert finding.message.endswith(".")
        assert finding.settles


def test_a_finding_about_the_plan_is_about_no_one_action() -> None:
    findings = [finding_about_plan(FAULTY, code="no_owner", severity="error", message="None.")]
    findings += [finding_about(FAULTY.actions[0], code="no_owner", severity="error", message="None.")]

    assert [finding.is_about_the_plan for finding in findings] == [True, False]


SILENCE = {"no_return", "no_return_twice", "silent_owner"}
PERIODS = ["2026-08", "2026-09", "2026-10", "2026-11"]
TOLD = st.builds(
    update,
    st.sampled_from(["On plan", "Some delay", "Complete", None]),
    st.sampled_from(
        ["Begun.", "As above", "Complete", "The survey of all the northern sites is under way.", None]
    ),
    st.sampled_from(PERIODS),
)
APART = st.builds(
    lambda updates, due: (updates, due),
    st.lists(TOLD, max_size=4),
    st.sampled_from(["May 2026", "Sep-26", "TBC", "March 2027", None]),
)


@given(st.lists(APART, min_size=2, max_size=4), TOLD)
def test_what_is_said_of_one_action_changes_nothing_found_about_the_others(told, said) -> None:
    actions = [action(*updates, due=due, ref=f"A{number}") for number, (updates, due) in enumerate(told)]
    answered = [actions[0].model_copy(update={"updates": [*actions[0].updates, said]}), *actions[1:]]
    in_hand = [Round(period=period, is_open=True) for period in PERIODS]

    def about_the_others(actions, rounds) -> list[Finding]:
        checked = plan(*actions, scheme=KEY, rounds=rounds)
        found = check(checked, DAY)
        # What is found about the whole plan speaks of every action.
        return [each for each in found if each.ref != "A0" and not each.is_about_the_plan]

    assert about_the_others(answered, in_hand) == about_the_others(actions, in_hand)
    # Of a file, a new period also tells who said nothing in it: that alone may be new.
    before, after = about_the_others(actions, []), about_the_others(answered, [])
    apart = [[each for each in findings if each.code not in SILENCE] for findings in (before, after)]
    assert apart[0] == apart[1]
