"""Each number of a round leads to as many actions as it counts."""

from hypothesis import given
from hypothesis import strategies as st

from followthrough.rules.figures import Figures, figures_of
from followthrough.site.rounds.figures.behind import Lists, Narrowed
from followthrough.site.rounds.figures.shown import states_in
from tests.rules.test_figures import DAY, stands

LABELS = {state.key: state.label for state in states_in(None)}


def number_behind(of: str, figures: Figures, now, theme: str | None = None) -> int:
    behind = Lists(figures, now, LABELS, "/", "2022-11").behind(of, Narrowed(theme=theme))
    assert behind is not None
    return behind.number


@given(now=stands(), before=st.none() | stands())
def test_each_count_leads_to_as_many_actions(now, before):
    period = None if before is None else "2022-10"
    figures = figures_of(now, before, day=DAY, previous_period=period)

    for state, count in figures.counts.items():
        assert number_behind(f"state-{state}", figures, now) == count
    for theme in figures.by_theme:
        for state, count in theme.counts.items():
            assert number_behind(f"state-{state}", figures, now, theme.theme or "") == count
    counts = {"": figures.total, "open": figures.closing, "new": figures.new, "closed": figures.closed}
    lists = ("moved", "added", "gone", "reopened", "completed", "due_soon", "missing")
    counts |= {name: len(getattr(figures, name)) for name in lists}
    assert {of: number_behind(of, figures, now) for of in counts} == counts


@given(now=stands())
def test_each_band_leads_to_its_actions_and_all_bands_together_to_all(now):
    figures = figures_of(now, None, day=DAY)

    for name in ("overdue", "slipped_original", "slipped_current", "redated"):
        bands = getattr(figures, name)
        assert [number_behind(f"{name}-{band.name}", figures, now) for band in bands] == [
            band.count for band in bands
        ]
        assert number_behind(name, figures, now) == sum(band.count for band in bands)
    over_a_month = sum(band.count for band in figures.slipped_original[1:])
    assert number_behind("slipped_original-over_1", figures, now) == over_a_month


def test_what_no_figure_is_called_leads_nowhere():
    figures = figures_of([], [], day=DAY)

    unknown = ("total", "state-", "state-lovely", "overdue-over_1", "overdue-x", "counts", "day")
    found = [Lists(figures, [], LABELS, "/", "2022-11").behind(of) for of in unknown]
    assert found == [None] * len(unknown)
