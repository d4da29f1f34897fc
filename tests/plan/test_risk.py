import pytest
from hypothesis import given
from hypothesis import strategies as st

from followthrough.plan.risk import RiskScale, rate, read_rating

SCORE = st.integers(1, 4)
IMPACT = st.dictionaries(st.sampled_from(["Financial", "Reputation", "Service delivery"]), SCORE, min_size=1)


def test_impact_is_the_highest_of_the_criteria_and_says_which() -> None:
    risk = rate({"Financial": 2, "Reputation": 3, "Service delivery": 1}, likelihood=4)

    assert risk == (3, "Reputation", 4, 12, "high")


@pytest.mark.parametrize(
    ("impact", "likelihood", "rating"),
    [(1, 1, "low"), (4, 1, "low"), (2, 3, "medium"), (3, 3, "medium"), (3, 4, "high"), (4, 4, "high")],
)
def test_the_default_scale_has_three_ratings(impact: int, likelihood: int, rating: str) -> None:
    assert rate({"Financial": impact}, likelihood).rating == rating


def test_the_thresholds_belong_to_the_organisation() -> None:
    strict = RiskScale(medium=2, high=4, very_high=9)

    assert [rate({"Financial": 3}, likelihood, strict).rating for likelihood in (1, 2, 3)] == [
        "medium",
        "high",
        "very_high",
    ]


@pytest.mark.parametrize("thresholds", [(6, 6, None), (1, 4, None), (6, 10, 9), (6, 17, None), (6, 10, 18)])
def test_thresholds_that_do_not_rise_are_refused(thresholds: tuple[int, int, int | None]) -> None:
    with pytest.raises(ValueError, match="must rise"):
        RiskScale(*thresholds)


def test_a_score_outside_one_to_four_is_named_and_refused() -> None:
    with pytest.raises(ValueError, match="Reputation is 5"):
        rate({"Financial": 2, "Reputation": 5}, 3)
    with pytest.raises(ValueError, match="Likelihood is 0"):
        rate({"Financial": 2}, 0)
    with pytest.raises(ValueError, match="at least one"):
        rate({}, 2)


@given(IMPACT, SCORE, st.sampled_from(["Financial", "Reputation", "Service delivery"]), SCORE)
def test_a_worse_score_never_gives_a_milder_rating(
    impact: dict, likelihood: int, worse: str, score: int
) -> None:
    order = ["low", "medium", "high", "very_high"]
    before = rate(impact, likelihood)
    after = rate(impact | {worse: max(score, impact.get(worse, 1))}, likelihood)

    assert order.index(after.rating) >= order.index(before.rating)


@pytest.mark.parametrize(
    ("text", "rating"),
    [
        ("Low Risk", "low"),
        ("MEDIUM", "medium"),
        ("Risk: high", "high"),
        ("Very high", "very_high"),
        ("4 (High)", "high"),
        ("Very low", "low"),
        ("Moderate - watch", "medium"),
        ("Critical", "very_high"),
    ],
)
def test_a_rating_is_read_from_the_words_that_plans_use(text: str, rating: str) -> None:
    assert read_rating(text) == rating


@pytest.mark.parametrize("text", ["", "N/A", "Highly likely", "Lower than last year", "12", "On track"])
def test_what_is_no_rating_is_not_guessed(text: str) -> None:
    assert read_rating(text) is None
