"""By direction and recommendation, each in its exact words, with the actions that answer it."""

from collections.abc import Mapping

from followthrough.outputs.report.blocks import Block, Cell, Line, Quote, Section, Table
from followthrough.outputs.report.context import Context, action_cell, date_cell, number_cell, stacked_dates
from followthrough.outputs.report.stand import Stand
from followthrough.outputs.report.words import either, is_are, many, number, opening
from followthrough.plan.document import Recommendation

_ACCEPTANCE = {
    "accepted": "Accepted", "accepted_in_part": "Accepted in part", "rejected": "Not accepted",
    "for_others": "For others to answer", "no_response": "No response yet", None: "Acceptance not known",
}  # fmt: skip


def summary_by_source(context: Context) -> Section:
    """One line a direction or recommendation."""
    known = context.position.plan.recommendations
    answered = {each.id: _answering(context, each) for each in known}
    rows = [
        [
            Cell(each.id if not each.body else f"{each.id}\n{each.body}"),
            number_cell(len(found := answered[each.id])),
            number_cell(sum(one.is_done for one in found)),
            number_cell(sum(one.is_late for one in found)),
            number_cell(sum(one.is_under_way and one.is_late_on_first for one in found)),
            Cell(_ACCEPTANCE[each.acceptance]),
        ]
        for each in known
    ]
    table = Table(
        "by_recommendation",
        "one line a direction or recommendation",
        ("Direction or recommendation", "Actions", "Done", "Late", "Late on first dates", "Acceptance"),
        rows,
        empty="The plan names no direction and no recommendation with its words.",
    )
    none = [each.id for each in known if not answered[each.id]]
    words = (
        f"{opening(len(none))} of the {len(known):,} directions and recommendations {is_are(len(none))} "
        f"answered by no action: {', '.join(none)}."
        if none
        else ""
    )
    if known and not none:
        words = "Every direction and recommendation is answered by an action."
    return Section("summary", "In one table", [*([Line(words)] if words else []), table])


def each_source(context: Context) -> list[Section]:
    """A section a direction or recommendation; last, the actions that name none."""
    sections = [
        _section(context, at, each) for at, each in enumerate(context.position.plan.recommendations, 1)
    ]
    named = {id(one) for each in context.position.plan.recommendations for one in _answering(context, each)}
    rest = [each for each in context.position.stands if id(each) not in named]
    by_answer: dict[str, list[Stand]] = {}
    for each in rest:
        for answer in each.action.answers or [""]:
            by_answer.setdefault(answer, []).append(each)
    if not context.position.plan.recommendations and set(by_answer) - {""}:
        sections += [
            Section(f"source-{at}", answer, [_actions(context, found)])
            for at, (answer, found) in enumerate((pair for pair in by_answer.items() if pair[0]), 1)
        ]
        rest = by_answer.get("", [])
    blocks: list[Block] = [Line("Every action answers a direction or recommendation.")]
    if rest:
        total = len(context.position.stands)
        words = (
            f"{opening(len(rest))} of the {many(total, 'action')} "
            f"{either(len(rest), 'names', 'name')} no direction and no recommendation."
        )
        if len(rest) == total:
            words = f"None of the {many(total, 'action')} names a direction or a recommendation."
        blocks = [Line(words), _actions(context, rest, "actions that name none")]
    return [*sections, Section("no_source", "Actions that name no direction or recommendation", blocks)]


def _answering(context: Context, recommendation: Recommendation) -> list[Stand]:
    return [each for each in context.position.stands if recommendation.id in each.action.answers]


def _section(context: Context, at: int, recommendation: Recommendation) -> Section:
    found = _answering(context, recommendation)
    late, done = sum(each.is_late for each in found), sum(each.is_done for each in found)
    words = (
        f"{opening(len(found))} {either(len(found), 'action answers', 'actions answer')} it: "
        f"{number(done)} done, "
        f"{number(late)} late. {_ACCEPTANCE[recommendation.acceptance]}."
        if found
        else f"No action answers it. {_ACCEPTANCE[recommendation.acceptance]}."
    )
    blocks: list[Block] = [Quote(recommendation.text, recommendation.body or ""), Line(words)]
    if found:
        blocks += [_actions(context, found), *_evidence(context, found)]
    return Section(f"source-{at}", recommendation.id, blocks)


def _actions(context: Context, found: list[Stand], caption: str = "actions that answer it") -> Table:
    embedded = context.facts.embedded
    rows = [
        [
            action_cell(each),
            date_cell(each.first),
            date_cell(each.action.due),
            date_cell(each.expected, "Nothing said" if each.is_under_way else ""),
            number_cell(each.months_late_on_first, "No date") if each.is_under_way else Cell(),
            context.status_cell(each.status),
            *([Cell(_embedded(embedded, each))] if embedded is not None else []),
        ]
        for each in found
    ]
    headings = (
        "Action and owner",
        "First date",
        "Date now",
        "Expected",
        "Months late on first",
        "Status",
        *(["Embedded?"] if embedded is not None else []),
    )
    # On paper the three dates stand one below the other, so that titles have room.
    stacked = [[row[0], stacked_dates(each), *row[4:]] for each, row in zip(found, rows, strict=True)]
    on_paper = Table("actions_answering", caption, (headings[0], "Dates", *headings[4:]), stacked)
    return Table("actions_answering", caption, headings, rows, on_paper=on_paper)


def _embedded(known: Mapping[str, str], stand: Stand) -> str:
    return known.get(stand.ref) or ("Not yet checked" if stand.is_done else "Not yet done")


def _evidence(context: Context, found: list[Stand]) -> list[Block]:
    known, refs = context.facts.evidence, {each.ref for each in found}
    if known is None:
        return [context.unsaid("Pieces of evidence", "Evidence.")]
    there = [each for each in known if each.ref in refs]
    shown = [] if context.is_public else there
    if not shown:
        pieces = either(len(there), "piece is", "pieces are")
        left = f"{opening(len(there))} {pieces} left out of this public edition."
        words = left if there else "None was given."
        return [Line(words, lead="Evidence.")]
    rows = [[Cell(each.ref), Cell(each.title), Cell(each.verdict or "Not yet looked at")] for each in shown]
    return [Table("evidence", "evidence", ("Action", "Evidence", "Verdict"), rows)]
