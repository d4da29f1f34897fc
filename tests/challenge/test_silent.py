"""Returns that were owed and never came."""

from followthrough.challenge.finding import Finding
from followthrough.challenge.silent import no_return, no_return_twice, silent_owner
from followthrough.plan.document import Action, Owner, Round
from tests.challenge.plans import action, found, refs, update

HEARD = action(
    update("On plan", period="2026-08"), update("On plan", period="2026-09"), update("On plan"), ref="Z1",
    owners=[Owner(role="Lead", name="Head of Parks")],
)  # fmt: skip


def silent_since(
    period: str, ref: str = "A1", status: str = "On plan", name: str = "Head of Estates"
) -> Action:
    return action(update(status, "Begun.", period=period), ref=ref, owners=[Owner(role="Lead", name=name)])


def owners(*actions: Action) -> list[tuple[str, str]]:
    return [(finding.severity, finding.message) for finding in found(silent_owner, *actions, HEARD)]


def test_one_round_without_a_return_is_asked() -> None:
    (finding,) = found(no_return, silent_since("2026-09"), HEARD)

    assert finding.severity == "warning"
    assert finding.message == "Said On plan in September; no return in October 2026."
    assert finding.quote == "Begun."
    assert found(no_return_twice, silent_since("2026-09"), HEARD) == []


def test_two_rounds_running_must_be_settled() -> None:
    (finding,) = found(no_return_twice, silent_since("2026-08"), HEARD)

    assert finding.severity == "error"
    assert finding.message.endswith("no return in September or October 2026, 2 rounds running.")
    assert found(no_return, silent_since("2026-08"), HEARD) == []


def test_what_is_complete_and_was_asked_is_worth_knowing() -> None:
    complete = silent_since("2026-09", status="Complete").model_copy(update={"no_return": ["2026-10"]})

    (finding,) = found(no_return, complete, rounds=[Round(period="2026-10")])

    assert finding.severity == "note"


def test_in_a_round_that_is_open_nobody_is_silent() -> None:
    rounds = [Round(period="2026-10", is_open=True)]

    for rule in (no_return, no_return_twice, silent_owner):
        assert found(rule, silent_since("2026-09"), silent_since("2026-09", "A2"), HEARD, rounds=rounds) == []


def test_an_owner_who_gave_none_of_several_returns_is_named_once() -> None:
    assert owners(silent_since("2026-09"), silent_since("2026-09", "A2", name="head of estates")) == [
        ("note", "Head of Estates gave none of 2 returns in October 2026.")
    ]


def test_the_weight_goes_by_the_measure() -> None:
    assert owners(*(silent_since("2026-09", f"A{number}") for number in range(5)))[0][0] == "warning"
    assert owners(silent_since("2026-08"), silent_since("2026-08", "A2")) == [
        ("error", "Head of Estates gave none of 2 returns in October 2026, and none for 2 rounds running.")
    ]


def test_one_answer_or_one_return_names_no_owner() -> None:
    assert owners(silent_since("2026-09"), silent_since("2026-10", "A2")) == []
    assert owners(silent_since("2026-09")) == []


def test_who_is_asked_is_the_update_owner_where_there_is_one() -> None:
    both = [Owner(role="Lead", name="Director of Place"), Owner(role="Update owner", name="Estates Officer")]
    told = [silent_since("2026-09", ref).model_copy(update={"owners": both}) for ref in ("A1", "A2")]

    assert owners(*told) == [("note", "Estates Officer gave none of 2 returns in October 2026.")]


def test_the_findings_about_owners_are_about_the_plan() -> None:
    findings: list[Finding] = found(
        silent_owner, silent_since("2026-09"), silent_since("2026-09", "A2"), HEARD
    )

    assert refs(findings) == [None]
    assert findings[0].title == "Head of Estates"
