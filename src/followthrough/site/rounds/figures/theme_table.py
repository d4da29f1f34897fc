"""Status by theme as a table whose head is the key of its bars."""

from collections.abc import Callable

from followthrough.plan.document import Status
from followthrough.rules.figures import ThemeCounts
from followthrough.site.register.levels import in_sentence
from followthrough.site.rounds.figures.behind import EVERYBODY, Lists, Narrowed
from followthrough.site.status_rows import StatusRow, StatusTable, columns_in


def theme_table(lists: Lists, *, theme: str, caption: str) -> StatusTable:
    """The rated actions by theme and status, those of no theme last; `theme` is the plan's word for one."""
    by_theme = sorted(lists.figures.by_theme, key=lambda each: each.theme is None)
    of_none = f"No {in_sentence(theme)}" if len(by_theme) > 1 else "All actions"
    rows = [_row(lists, each, of_none) for each in by_theme]
    rows = [row for row in rows if row.total]
    columns = columns_in(rows, lists.labels)
    return StatusTable(
        theme,
        caption,
        columns,
        rows,
        total_label="All",
        all_label="Rated",
        address_of=_address_of(lists, EVERYBODY),
    )


def _row(lists: Lists, counted: ThemeCounts, of_none: str) -> StatusRow:
    narrowed = Narrowed(theme=counted.theme or "")
    counts: dict[str | None, int] = {
        state: count for state, count in counted.counts.items() if state != Status.NOT_APPLICABLE
    }
    return StatusRow(
        label=counted.theme or of_none,
        counts=counts,
        address=lists.link("rated", narrowed),
        address_of=_address_of(lists, narrowed),
    )


def _address_of(lists: Lists, narrowed: Narrowed) -> Callable[[str | None], str]:
    return lambda state: lists.link(f"state-{state}", narrowed)


def left_out(lists: Lists) -> str:
    """How many actions the table counts, and what it leaves out."""
    rated, counted = lists.number("rated"), lists.figures.total
    headings = sum(each.kind == "heading" for each in lists.standings)
    groups = [(headings, "heading", "headings"), (counted - rated, "not applicable", "not applicable")]
    words = [f"{number} {one if number == 1 else several}" for number, one, several in groups if number]
    start = f"{rated} rated action{'' if rated == 1 else 's'}"
    if not words:
        return f"{start}."
    more = headings + counted - rated
    return f"{start}; {more} more row{'' if more == 1 else 's'} left out: {' and '.join(words)}."
