"""Links between actions, and mentions that lead nowhere."""

import pytest

from followthrough.intake.kinds.refs import add_links, numbering_of, split_bare_number
from followthrough.intake.report import Problems
from followthrough.plan.document import Action, Note, Problem, Risk, Update, Where

REFS = ("A1.0", "A1.1", "A1.2", "B1.0", "B1.1", "B1.3", "B1.5")


def read(
    text: str, ref: str = "B1.5", refs: tuple[str, ...] = REFS
) -> tuple[list[tuple[str, str]], list[Problem]]:
    """The links that an update gives its action, and the problems said."""
    problems = Problems()
    actions = [Action(ref=it, title=f"Part {at}") for at, it in enumerate(refs)]
    speaking = actions[refs.index(ref)]
    speaking.updates, speaking.where = [Update(text=text)], Where(row_first=9)
    add_links(actions, "Ref", problems)
    assert [it.ref for it in actions if it.links] in ([], [ref])
    return [(link.to, link.kind) for link in speaking.links], problems.found


@pytest.mark.parametrize(
    ("text", "link"),
    [
        ("See A1.2", ("A1.2", "see")),
        ("This depends on A1.1 being done", ("A1.1", "depends_on")),
        ("Duplicate of A1.1", ("A1.1", "duplicate_of")),
        ("Incorporated in B1.1", ("B1.1", "incorporated_in")),
        ("Replaced by B1.1", ("B1.1", "replaced_by")),
    ],
)
def test_a_mention_is_a_link_of_the_kind_that_its_words_say(text: str, link: tuple[str, str]) -> None:
    assert read(text) == ([link], [])


@pytest.mark.parametrize("text", ["As 1.3 above", "see 1.3", "as per 1.3"])
def test_a_short_mention_is_read_by_the_action_s_own_ref(text: str) -> None:
    assert read(text)[0] == [("B1.3", "see")]


@pytest.mark.parametrize("text", ["It cost 1.3 million", "see 1.9", "", "All done in B1.5", "on 1.1.25"])
def test_other_numbers_and_the_action_itself_are_no_links(text: str) -> None:
    assert read(text) == ([], [])


def test_a_mention_of_no_action_is_a_link_that_is_said() -> None:
    links, (problem,) = read("Now part of action B1.9")

    assert [to for to, _ in links] == ["B1.9"]
    assert (problem.code, problem.severity, problem.ref, problem.where.row_first) == (
        "dangling_reference", "warning", "B1.5", 9,
    )  # fmt: skip
    assert "B1.9" in problem.message


def test_of_two_mentions_the_one_that_says_more_is_kept() -> None:
    assert read("See A1.1. This depends on A1.1.")[0] == [("A1.1", "depends_on")]


def test_two_actions_that_are_mentioned_are_two_links() -> None:
    assert {to for to, _ in read("See A1.1 and B1.1.")[0]} == {"A1.1", "B1.1"}


def test_titles_notes_and_risks_are_read_as_well() -> None:
    told = Action(ref="A1", title="See A2", notes=[Note(text="See A3")], risk=Risk(description="See A4"))

    add_links([told, *(Action(ref=ref, title="Part") for ref in ("A2", "A3", "A4"))], "Ref", Problems())

    assert {link.to for link in told.links} == {"A2", "A3", "A4"}


def test_plain_numbers_are_refs_only_where_the_word_action_says_so() -> None:
    refs = ("10", "17", "31")

    assert read("See action 17", "31", refs)[0] == [("17", "see")]
    assert read("It took 17 days", "31", refs)[0] == []


def test_titles_that_mostly_begin_with_a_marked_number_carry_refs() -> None:
    numbering = numbering_of(["1. Publish the plan", "2. Train the managers", "Write the guide"])

    assert numbering
    assert numbering("12. Report to the board") == ("12", "Report to the board")


def test_bare_numbers_are_refs_where_nearly_all_titles_have_one_and_they_rise() -> None:
    numbering = numbering_of(["1 Publish the plan", "2 Train the managers", "3 Write the guide"])

    assert numbering
    assert numbering("12 Report to the board") == ("12", "Report to the board")


@pytest.mark.parametrize(
    "titles",
    [
        [],
        ["Publish the plan", "Train the managers"],
        ["1. Publish the plan", "Train the managers", "Write the guide"],
        ["30 Homes are built", "12 Managers are trained", "25 Trees are planted", "3 Visits"],
        ["1 Publish the plan", "Train the managers", "Write the guide"],
    ],
    ids=["none", "no numbers", "one of three", "numbers that do not rise", "one bare number"],
)
def test_other_titles_carry_no_refs(titles: list[str]) -> None:
    assert numbering_of(titles) is None


@pytest.mark.parametrize(
    ("text", "split"),
    [("7a Write", ("7a", "Write")), ("7 homes", None), ("2025 Review", None), ("Write 7 Guides", None)],
)
def test_a_bare_number_stands_before_a_capital(text: str, split: tuple[str, str] | None) -> None:
    assert split_bare_number(text) == split


def test_codes_before_titles_are_refs_where_they_count_on() -> None:
    numbering = numbering_of(["KB1 Open the yard", "KB2*  Hire a manager", "KB3 Sell the boat", "KC1 Dredge"])

    assert numbering is not None
    assert [numbering("KB2*  Hire a manager"), numbering("KC1 Dredge")] == [
        ("KB2", "Hire a manager"),
        ("KC1", "Dredge"),
    ]
    assert numbering_of(["A40 Resurfacing", "A48 Closure", "A55 Lights", "M4 Signs"]) is None
