"""A round as a paper for a committee: what its page shows, and in Excel every action besides."""

from collections.abc import Mapping

from followthrough.outputs.paper.content import Figure, Paper, PaperTable
from followthrough.rules.figures import state_of
from followthrough.site.rounds.figures.behind import directors_of
from followthrough.site.rounds.figures.by_person import PersonTable
from followthrough.site.rounds.figures.report import Report, names_of
from followthrough.site.rounds.figures.sentences import plain
from followthrough.site.rounds.figures.shown import said_before
from followthrough.site.rounds.models import Standing
from followthrough.site.status_rows import StatusTable

_SAID = 400


def paper_of(report: Report) -> Paper:
    """The paper of a round that was published."""
    shown = report.shown
    round_ = shown.round
    facts = [
        f"{round_}, {shown.state_in_words.lower()}: position at {shown.day:%-d %B %Y}.",
        f"For {round_.forum_in_words}." if round_.forum_in_words else "",
        report.how_it_was_made,
    ]
    return Paper(
        title=f"{shown.title}: {round_}",
        facts=[fact for fact in facts if fact],
        sentences=[plain(sentence) for sentence in report.sentences],
        figures=[Figure(tile.number, tile.label, tile.beside) for tile in report.tiles],
        tables=_tables(report),
        day=shown.day,
        author=round_.plan.organisation.name,
        notes=[shown.without_dates] if shown.without_dates else [],
    )


def _tables(report: Report) -> list[PaperTable]:
    tables = [_themes(report), _grave(report)]
    if report.since:
        tables.append(_moved(report))
    return [
        *tables,
        _people(report.directors, "Who slipped, by director lead", "Director lead"),
        _silent(report),
        _dates_moved(report),
        _people(report.owners, "Figures by who was asked", "Asked of", in_excel_only=True),
        _actions(report),
    ]


def _themes(report: Report) -> PaperTable:
    if report.silence:
        return PaperTable(report.themes_title, (), (), empty=report.silence)
    table: StatusTable = report.themes
    headings = [table.name, *(column.label for column in table.columns), table.all_label]
    rows: list[list[str | int]] = [
        [row.label, *(cell.number for cell in cells), row.total] for row, _, cells in table.drawn_rows
    ]
    if len(rows) > 1:
        rows.append([table.total_label, *(cell.number for cell in table.totals), table.total])
    return PaperTable(
        report.themes_title, headings, rows, note=report.left_out, empty="The plan has no actions."
    )


def _grave(report: Report) -> PaperTable:
    labels = report.shown.labels
    headings = ["Action", "Director lead", "Agreed", "Expected"]
    headings += [f"In {report.since}"] if report.since else []
    rows: list[list[str | int]] = [
        [
            str(row.standing),
            row.director,
            _due(row.standing),
            row.expected,
            *([labels.get(row.before, "Not in the plan")] if report.since else []),
            (row.standing.text or "Nothing was said for this round.")[:_SAID],
        ]
        for row in report.grave
    ]
    note = f"{len(rows)} of {report.figures.closing} open actions." if rows else ""
    return PaperTable(
        report.grave_title, [*headings, "In the owner’s words"], rows, note=note,
        empty=f"No open action says {report.grave_title}.",
    )  # fmt: skip


def _moved(report: Report) -> PaperTable:
    rows: list[list[str | int]] = [
        [
            movement.way.value,
            len(movement.actions),
            "; ".join(f"{each.ref or ''} {each.title}".strip() for each in movement.actions),
        ]
        for movement in report.movements
    ]
    return PaperTable(
        report.moved_title, ("Movement", "Actions", "Which"), rows,
        note=f"{report.how_many_moved}.", empty="Nothing moved.",
    )  # fmt: skip


def _people(table: PersonTable, heading: str, name: str, *, in_excel_only: bool = False) -> PaperTable:
    rows: list[list[str | int]] = [
        [row.name, *(each.number for each in row.numbers)] for row in [*table.rows, table.total]
    ]
    return PaperTable(
        heading, [name, *(column.label for column in table.columns)], rows if table.rows else (),
        note="What has two of them counts with each, and once in all.", empty="No open action.",
        in_excel_only=in_excel_only,
    )  # fmt: skip


def _silent(report: Report) -> PaperTable:
    rows: list[list[str | int]] = [
        [str(row.standing), row.asked_of, row.rounds, row.said] for row in report.silent
    ]
    headings = ("Action", "Asked of", "Rounds missed", "Before")
    return PaperTable("No return", headings, rows, empty="No return that was asked for is missing.")


def _dates_moved(report: Report) -> PaperTable:
    rows = [[str(row.standing), row.before, row.after] for row in report.dates_moved or ()]
    cannot_tell = "The round before does not tell which dates were agreed then."
    empty = (
        cannot_tell if report.dates_moved is None else f"No agreed date is another than in {report.since}."
    )
    return PaperTable("Agreed dates moved", ("Action", "From", "To"), rows, empty=empty)


def _actions(report: Report) -> PaperTable:
    labels, period = report.shown.labels, report.period
    rows = [_action(each, labels, period) for each in report.shown.standings]
    headings = (
        "Ref",
        "Action",
        "Theme",
        "Director lead",
        "Agreed",
        "Expected",
        "Status",
        "Before",
        "What was said",
    )
    return PaperTable("All actions", headings, rows, empty="The plan has no actions.", in_excel_only=True)


def _action(standing: Standing, labels: Mapping[str, str], period: str) -> list[str | int]:
    is_heading = standing.kind == "heading"
    return [
        standing.ref or "",
        standing.title,
        standing.theme or "",
        "" if is_heading else names_of(directors_of(standing)),
        "" if is_heading else _due(standing),
        str(standing.forecast["text"]) if standing.forecast else "",
        "" if is_heading else labels.get(state_of(standing), ""),
        said_before(standing, labels, period),
        standing.text or "",
    ]


def _due(standing: Standing) -> str:
    if standing.without_dates:
        return "Not known"
    return str(standing.due["text"]) if standing.due else "No date"
