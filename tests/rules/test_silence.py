"""Silence: periods in which a return was owed and none came."""

from datetime import date

from followthrough.plan.document import Action, Owner, PlanDocument, Round, Status, Update
from followthrough.plan.when import When
from followthrough.rules.silence import Silence, silences_of


def said(period: str | None, status: Status | None = Status.ON_TRACK, text: str | None = None) -> Update:
    return Update(period=period, status=status, status_text="On plan" if status else None, text=text)


def action(*updates: Update, **fields) -> Action:
    usual = {"title": "Mend the roof", "owners": [Owner(role="Lead", name="Head of Estates")]}
    return Action(updates=list(updates), **(usual | fields))


ANSWERED = action(said("2026-10"), said("2026-11"), said("2026-12"))


def silence(one: Action, *others: Action, rounds: tuple[Round, ...] = ()) -> Silence | None:
    return silences_of(PlanDocument(actions=[one, *others], rounds=list(rounds)))[0]


def test_it_says_what_was_said_last_and_what_is_missing_since() -> None:
    found = silence(action(said("2026-10"), said("2026-11")), ANSWERED)

    assert found is not None
    assert (found.periods, found.running) == (("2026-12",), ("2026-12",))
    assert found.sentence == "Said On plan in November; no return in December 2026."


def test_twice_running_is_said_and_so_is_more() -> None:
    twice, more = silence(action(said("2026-10")), ANSWERED), silence(action(), ANSWERED)

    assert twice is not None
    assert more is not None
    assert (
        twice.sentence == "Said On plan in October; no return in November or December 2026, 2 rounds running."
    )
    assert more.sentence == (
        "Nothing was ever said; no return 3 rounds running, from October to December 2026."
    )


def test_the_year_is_named_where_it_is_another() -> None:
    found = silence(action(said("2026-12")), action(said("2026-12"), said("2027-01")))

    assert found is not None
    assert found.sentence == "Said On plan in December 2026; no return in January 2027."


def test_who_answered_since_is_silent_no_more_and_the_gap_is_still_known() -> None:
    found = silence(action(said("2026-10"), said("2026-12")), ANSWERED)

    assert found is not None
    assert (found.periods, found.running, found.sentence) == (("2026-11",), (), "")


def test_words_without_a_status_are_a_return() -> None:
    found = silence(action(said("2026-10"), said("2026-11", None, "The builders came.")), ANSWERED)

    assert found is not None
    assert (found.last_status, found.last_period, found.running) == ("On plan", "2026-11", ("2026-12",))


def test_what_owed_nothing_is_not_silent() -> None:
    later = When(text="May 2027", kind="month", earliest=date(2027, 5, 1), latest=date(2027, 5, 31))
    for one in (
        action(said("2026-10", Status.COMPLETE)),
        action(said("2026-10", Status.CLOSED)),
        action(kind="heading"),
        action(start=later),
        action(said(None)),
        action(owners=[], parent="A1"),
    ):
        assert silence(one, ANSWERED) is None


def test_what_a_later_period_calls_new_owed_nothing_before() -> None:
    assert silence(action(said("2026-12", Status.NEW)), ANSWERED) is None


def test_a_plan_without_periods_tells_of_no_silence() -> None:
    assert silence(action(), action(said(None))) is None


def test_of_a_round_that_was_run_here_what_it_says_counts_not_the_columns() -> None:
    closed = Round(period="2026-12")

    assert silence(action(said("2026-10"), said("2026-11")), ANSWERED, rounds=(closed,)) is None
    asked = action(said("2026-10"), said("2026-11"), no_return=["2026-12"])
    found = silence(asked, ANSWERED, rounds=(closed,))
    assert found is not None
    assert found.running == ("2026-12",)


def test_while_a_round_is_open_nobody_is_silent_in_it() -> None:
    still_to_come = Round(period="2026-12", is_open=True)

    assert silence(action(said("2026-10"), said("2026-11")), ANSWERED, rounds=(still_to_come,)) is None


def test_what_was_sent_back_and_not_sent_again_is_no_return() -> None:
    sent_back = action(said("2026-11"), said("2026-12", Status.COMPLETE), no_return=["2026-12"])
    found = silence(sent_back, rounds=(Round(period="2026-12"),))

    assert found is not None
    assert found.sentence == "Said On plan in November; no return in December 2026."


def test_the_json_form_says_nothing_where_no_round_was_run() -> None:
    plain = PlanDocument(actions=[action(said("2026-10"))]).model_dump_json()

    assert "no_return" not in plain
    assert '"rounds"' not in plain
