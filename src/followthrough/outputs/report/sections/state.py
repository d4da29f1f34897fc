"""Where the plan stands: counts by theme and status with their movement, and who did not answer."""

from collections.abc import Sequence
from dataclasses import replace

from followthrough.outputs.pictures.bars import Bar, bars
from followthrough.outputs.pictures.picture import Picture, State
from followthrough.outputs.pictures.states import states_of
from followthrough.outputs.report.blocks import Block, Cell, Figure, Line, Section, Table
from followthrough.outputs.report.context import Context, number_cell
from followthrough.outputs.report.stand import LATE, NO_STATUS, ORDER, Stand
from followthrough.outputs.report.words import either, is_are, listed, many, number, opening
from followthrough.plan.document import Status
from followthrough.plan.statuses import DEFAULT_SCHEME

_NO_COLOUR = "ffffff"
# Each status has the pattern of its place here in every picture; the first six are the usual ones.
_USUAL = (
    Status.SIGNIFICANT_SLIPPAGE, Status.MEDIUM_SLIPPAGE, Status.ON_TRACK, Status.NOT_DUE, Status.COMPLETE,
    Status.CLOSED,
)  # fmt: skip
_PATTERNS = (*_USUAL, *(status for status in ORDER if status not in _USUAL))
# Columns of numbers that an upright page has room for; and returns that a sentence can name.
_MOST_ACROSS, _MOST_NAMED = 8, 12


def where_it_stands(context: Context) -> Section:
    """The counts in a picture and a table, what the words mean, and who did not answer."""
    position = context.position
    blocks: list[Block] = [Line(_what_is_in_it(context))]
    if position.stands:
        blocks += [
            Figure(f"actions by theme and status at {context.day}", bars_by_theme(context)),
            table_by_theme(context),
        ]
    blocks += [Line(meaning(context), lead="What the words mean."), *answers(context)]
    return Section("state", "Where the plan stands", blocks)


def _what_is_in_it(context: Context) -> str:
    position = context.position
    if not position.stands:
        return "The plan has no actions."
    themes = [theme for theme in position.themes if theme]
    words = f"The plan holds {many(len(position.stands), 'action')}"
    words += f" in {many(len(themes), 'theme')}." if themes else "."
    bodies = list(
        dict.fromkeys(each.body or each.id for each in position.plan.recommendations if each.body or each.id)
    )
    sources = bodies or list(
        dict.fromkeys(answer for each in position.stands for answer in each.action.answers)
    )
    if sources and len(sources) <= 12:
        words += f" They answer {listed(sources)}."
    return words


def states(context: Context, statuses: Sequence[Status | None]) -> list[State]:
    """Statuses as pictures show them, each with its colour in the key of the plan or ours."""
    usual = {each.key: each.colour for each in states_of(context.position.plan.scheme, ())}
    keys = [status.value if status else "" for status in statuses]
    return [
        State(key, context.position.label(status), usual.get(key, _NO_COLOUR), _PATTERNS.index(status))
        for key, status in zip(keys, statuses, strict=True)
    ]


def _keyed(stands: list[Stand]) -> dict[str, int]:
    counts: dict[str, int] = {}
    for each in stands:
        key = each.status.value if each.status else ""
        counts[key] = counts.get(key, 0) + 1
    return counts


def bars_by_theme(context: Context) -> Picture:
    """A bar a theme, cut by status."""
    position = context.position
    rows = [
        Bar(theme or "No theme", _keyed([each for each in position.stands if each.theme == theme]))
        for theme in position.themes
    ]
    late = {row.label: sum(row.counts.get(status, 0) for status in LATE) for row in rows}
    most = max(late.values(), default=0)
    where = listed(theme for theme, count in late.items() if count == most)
    finding = (
        f"{where} {either(list(late.values()).count(most), 'has', 'have')} the most late actions, {most}."
        if most
        else "No theme has a late action."
    )
    there = [status for status in position.statuses if position.counts[status]]
    return bars(rows, states(context, there), name="themes", finding=finding, unit="Theme")


def table_by_theme(context: Context) -> Table:
    """The counts by theme and status; late now and, where it is known, before."""
    position, statuses = context.position, context.position.statuses
    late = f"Late now ({context.since})" if context.has_before else "Late now"
    rows = [
        _counts_row(theme or "No theme", [each for each in position.stands if each.theme == theme], context)
        for theme in position.themes
    ]
    if len(rows) > 1:
        rows.append(_counts_row("All", list(position.stands), context))
    table = Table(
        "by_theme",
        f"actions by theme and status at {context.day}",
        ("Theme", *(position.label(status) for status in statuses), "All", late),
        rows,
        has_total=len(rows) > 1,
    )
    is_wide = len(statuses) > _MOST_ACROSS and len(rows) <= _MOST_ACROSS
    return replace(table, on_paper=_turned(context, table)) if is_wide else table


def _turned(context: Context, table: Table) -> Table:
    """The same with a row a status, where there are more statuses than a page has room for columns."""
    fills = [context.status_cell(status).fill for status in context.position.statuses]
    rows = [
        [Cell(heading, fill=fill), *(row[at] for row in table.rows)]
        for at, (heading, fill) in enumerate(
            zip(table.headings[1:], [*fills, None, None], strict=True), start=1
        )
    ]
    return Table(table.name, table.caption, ("Status", *(row[0].words for row in table.rows)), rows)


def _counts_row(label: str, stands: list[Stand], context: Context) -> list[Cell]:
    counted = [sum(each.status == status for each in stands) for status in context.position.statuses]
    late = sum(each.is_late for each in stands)
    before = sum(each.before in LATE for each in [*stands, *_gone(label, context)])
    words = f"{late:,} ({before:,})" if context.has_before else f"{late:,}"
    cells = [Cell(f"{count:,}", number=count) for count in counted]
    return [Cell(label), *cells, number_cell(len(stands)), Cell(words)]


def _gone(label: str, context: Context) -> list[Stand]:
    """Those that left the plan since, which the count before has."""
    gone = context.position.gone
    return [each for each in gone if label == "All" or (each.theme or "No theme") == label]


def meaning(context: Context) -> str:
    """What the statuses of this plan mean, in the words of its own key."""
    position = context.position
    entries = {entry.status: entry for entry in reversed(position.plan.scheme or DEFAULT_SCHEME)}
    usual = {entry.status: entry for entry in DEFAULT_SCHEME}
    parts = []
    for status in position.statuses:
        entry = entries.get(status) or usual.get(status) if status else None
        definition = (entry.definition or "") if entry else ""
        if definition:
            words = " ".join(definition.split()).rstrip(".")
            parts.append(f"{position.label(status)}: {words[0].lower()}{words[1:]}.")
    medium, significant = (
        position.label(each) for each in (Status.MEDIUM_SLIPPAGE, Status.SIGNIFICANT_SLIPPAGE)
    )
    late = f"Late is {medium.lower()} and {significant.lower()} together. "
    without = f"{NO_STATUS}: none was ever given." if position.counts[None] else ""
    return late + " ".join([*parts, without]).strip()


def answers(context: Context) -> list[Block]:
    """Who gave no return, by action and post, and who answered that nothing has changed."""
    silent = context.position.silent
    if not silent:
        return [Line("Every return that was due came."), no_change(context)]
    by_owner: dict[str, list[str]] = {}
    for each in silent:
        by_owner.setdefault(each.owner or "Nobody named", []).append(each.ref or each.title)
    last = "its last status stands" if len(silent) == 1 else "their last statuses stand"
    lead = f"{opening(len(silent))} {either(len(silent), 'return was', 'returns were')} not received,"
    if len(silent) <= _MOST_NAMED:
        whose = "; ".join(f"{owner}: {', '.join(names)}" for owner, names in by_owner.items())
        return [Line(f"and {last}. {whose}.", lead=lead), no_change(context)]
    most_first = sorted(by_owner.items(), key=lambda pair: -len(pair[1]))
    rows = [[Cell(owner), number_cell(len(names)), Cell(", ".join(names))] for owner, names in most_first]
    table = Table("no_return", "returns not received, by post", ("Post", "Returns", "Actions"), rows)
    return [Line(f"and {last}.", lead=lead), table, no_change(context)]


def no_change(context: Context) -> Line:
    """Who answered "no change", by action."""
    given = context.facts.answers
    if given is None:
        return Line("Who answered that nothing has changed is not known from a file.")
    refs = [each.ref for each in given if each.nothing_changed]
    if not refs:
        return Line("Nobody answered “no change”.")
    return Line(f"{', '.join(refs)}.", lead=f"{opening(len(refs))} answered “no change”:")


def difference(context: Context) -> Section:
    """Whether it makes a difference: the measures of the service."""
    heading = "Is it making a difference?"
    measures = context.facts.measures
    if measures is None:
        named = sum(bool(each.action.measures) for each in context.position.stands)
        words = (
            f"{opening(named)} of the {many(len(context.position.stands), 'action')} "
            f"{'names' if named < 2 else 'name'} a measure of success. The register has no figures for them."
        )
        return Section("difference", heading, [Line(words)])
    if not measures:
        return Section("difference", heading, [Line("No measure has been set for any theme.")])
    counts = {
        word: sum(each.direction == word for each in measures) for word in ("better", "met", "worse", "same")
    }
    parts = [f"{number(count)} {is_are(count)} {word}" for word, count in counts.items() if count]
    without = [
        theme for theme in context.position.themes if theme and theme not in {m.theme for m in measures}
    ]
    words = f"Of {many(len(measures), 'measure')} {listed(parts)}."
    if without:
        words += f" No measure has been set for {listed(without)}."
    rows = [
        [Cell(m.title), Cell(m.start), Cell(m.latest), Cell(m.target), Cell(m.direction.capitalize())]
        for m in measures
    ]
    headings = ("Measure", "At the start", "Latest", "Target", "Since start")
    return Section(
        "difference", heading, [Line(words), Table("measures", "measures of the service", headings, rows)]
    )


def response(context: Context, status: Status | None) -> str:
    """What the plan's own key asks of the leadership team for a status."""
    for entry in context.position.plan.scheme or DEFAULT_SCHEME:
        if entry.status == status and entry.response:
            return entry.response
    return ""
