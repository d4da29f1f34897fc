"""What a check comes to, the same in every form."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from followthrough.challenge import Finding
from followthrough.challenge.finding import finding_about_plan
from followthrough.outputs.check.summary import CheckSummary, Count
from followthrough.plan.document import WORST_FIRST, PlanDocument
from tests.outputs.check_plans import FINDINGS, PLAN

SUMMARY = CheckSummary(PLAN, FINDINGS)


def test_the_headline_counts_actions_with_more_than_notes() -> None:
    assert SUMMARY.headline == "4 actions, 2 workstreams, 1 period. 2 actions need an answer."


def test_a_plan_with_notes_alone_is_not_doubted() -> None:
    assert CheckSummary(PLAN, FINDINGS[-1:]).headline.endswith("None of them needs an answer.")


def test_a_plan_without_findings_is_told_so() -> None:
    assert CheckSummary(PlanDocument(), []).headline == "0 actions. We found nothing to ask about."


def test_what_must_be_settled_is_asked_before_more_that_should() -> None:
    assert [question.sentence for question in SUMMARY.questions] == [
        "1 action was called on track though its due date had passed.",
        "2 updates repeat the words of the round before.",
        "1 ref is missing or out of form.",
    ]


def test_a_sentence_counts_actions_and_not_findings() -> None:
    twice = [FINDINGS[1], replace(FINDINGS[1], message="And once more.")]

    (question,) = CheckSummary(PLAN, twice).questions

    assert question.sentence == "1 update repeats the words of the round before."
    assert question.findings == 2
    assert question.by_weight == ""


def test_a_rule_whose_findings_are_of_two_weights_says_how_many_of_each() -> None:
    mixed = [replace(FINDINGS[1], severity="warning"), replace(FINDINGS[1], severity="note")]

    (question,) = CheckSummary(PLAN, mixed).questions

    assert question.by_weight == "1 should be asked, 1 worth knowing"


def test_what_is_about_the_whole_plan_speaks_for_itself() -> None:
    message = "No action in this plan names an owner."
    whole = finding_about_plan(PLAN, code="no_owner", severity="error", message=message)

    assert CheckSummary(PLAN, [whole]).questions[0].sentence == message


def test_weights_are_counted_worst_first() -> None:
    assert SUMMARY.by_weight == [
        ("error", "must be settled", 1),
        ("warning", "should be asked", 2),
        ("note", "worth knowing", 1),
    ]


def test_themes_stand_in_the_order_of_the_plan() -> None:
    assert SUMMARY.by_theme == [Count("Money", 1, 2), Count("People", 1, 2)]


def test_spellings_of_one_owner_are_one_line() -> None:
    assert SUMMARY.by_owner == [Count("Head of Estates", 1, 2), Count("Head of HR", 1, 2)]


def test_a_plan_without_themes_has_none() -> None:
    untitled = PLAN.model_copy(update={"actions": [PLAN.actions[0].model_copy(update={"theme": None})]})

    assert CheckSummary(untitled, FINDINGS).by_theme == []


def test_actions_under_no_theme_have_a_line_of_their_own() -> None:
    last = PLAN.actions[-1].model_copy(update={"theme": None})
    plan = PLAN.model_copy(update={"actions": [*PLAN.actions[:-1], last]})

    assert CheckSummary(plan, FINDINGS).by_theme[-1].name == "No theme"


def test_actions_with_one_ref_are_told_apart_by_their_place() -> None:
    twins = [PLAN.actions[0], PLAN.actions[1].model_copy(update={"ref": "A1"})]
    second = replace(FINDINGS[0], title=twins[1].title, where=twins[1].where)

    (doubted,) = CheckSummary(PLAN.model_copy(update={"actions": twins}), [second]).by_action

    assert doubted.action is twins[1]


def test_what_is_about_the_whole_plan_comes_first() -> None:
    whole = finding_about_plan(PLAN, code="no_owner", severity="note", message="None is named.")

    assert CheckSummary(PLAN, [*FINDINGS, whole]).by_action[0].action is None


def test_a_check_that_failed_is_counted_in_words() -> None:
    failed = finding_about_plan(PLAN, code="rule_failed", severity="note", message="No.")

    assert CheckSummary(PLAN, [failed]).questions[0].sentence == "1 check could not be made."


@given(st.lists(st.sampled_from(FINDINGS)))
def test_every_finding_is_counted_once_in_each_grouping(findings: list[Finding]) -> None:
    findings.sort(key=lambda finding: WORST_FIRST.index(finding.severity))
    summary = CheckSummary(PLAN, findings)

    assert sum(count for *_, count in summary.by_weight) == len(findings)
    assert sum(question.findings for question in summary.by_rule) == len(findings)
    assert sum(len(each.findings) for each in summary.by_action) == len(findings)
    assert sum(theme.doubted for theme in summary.by_theme) == sum(
        each.is_doubted for each in summary.by_action
    )
