"""What the paper needs of others: decisions, risks, comments, implications; and how its figures were made."""

from collections.abc import Sequence

from followthrough.challenge import Finding
from followthrough.outputs.report.blocks import Block, Cell, Lettered, Line, Section, Table
from followthrough.outputs.report.context import Context, number_cell
from followthrough.outputs.report.register_facts import ChangeAsked, Commentary, PaperSection
from followthrough.outputs.report.words import day_in_words, either, is_are, listed, many, number, opening
from followthrough.plan.document import Status
from followthrough.plan.when.periods import words_of

FIXED_SECTIONS = (
    "Reasons", "Other options", "Financial implications", "Legal implications", "Equality implications",
    "Risk, climate, staffing and data protection",
)  # fmt: skip
IMPLICATIONS = FIXED_SECTIONS[2:]
LATE_PAPER = "Why this paper is late"
_HIGH = frozenset({"high", "critical", "fundamental", "very high", "1", "p1"})


def is_high(priority: str | None) -> bool:
    """Whether a priority is one of the highest in the words that bodies use."""
    return " ".join((priority or "").split()).casefold() in _HIGH


def to_decide(context: Context) -> list[ChangeAsked]:
    """The changes that wait for this meeting; without a meeting, all that wait."""
    waiting = [each for each in context.facts.changes or () if each.result == "Waiting"]
    forum = context.facts.meeting.forum
    return [each for each in waiting if not forum or not each.forum or each.forum == forum]


def what_is_asked(context: Context) -> Line:
    """The last sentence of the headline: what the meeting is to do, action by action."""
    late, decided = len(context.position.late), len(to_decide(context))
    consider = f"to consider the late {either(late, 'action', 'actions')}" if late else ""
    place = context.place("decisions")
    if decided:
        lead = f"{context.forum} is asked to decide {many(decided, 'change')}"
        return Line(f"and {consider}{place}." if late else f"{place.strip()}.".lstrip("."), lead=lead)
    if late:
        return Line(f"{consider}{place}; nothing is to be decided.", lead=f"{context.forum} is asked")
    return Line("nothing is to be decided.", lead=f"{context.forum} is asked to note this paper;")


def decisions(context: Context) -> Section:
    """One stem and lettered items, each begun by a bold verb; then the reasons and the other options."""
    heading = "Decisions wanted"
    if context.facts.hides_waiting:
        return Section("decisions", heading, [Line("What is to be decided is not part of this edition.")])
    late, waiting = len(context.position.late), to_decide(context)
    items = [Line(f"the position at {context.day}{context.place('state')};", lead="note")]
    if late:
        actions = either(late, "action", "actions")
        words = f"the {number(late)} late {actions}, and whether the steps{context.place('late')} are enough;"
        items.append(Line(words, lead="consider"))
    items += [Line(_to_decide(context, each), lead="decide") for each in waiting]
    changes = context.facts.changes or ()
    decided = [each for each in changes if each.result not in ("Waiting", "Withdrawn")]
    if decided:
        count = many(len(decided), "change")
        words = f"the {count} decided by others since {context.since}{context.place('changes')}."
        items.append(Line(words, lead="note"))
    if not late and not waiting:
        words = f"No decision is asked for. {context.forum} is asked to note the position at {context.day}."
        return Section("decisions", heading, [Line(words)])
    items[-1] = Line(items[-1].text.rstrip(";.") + ".", lead=items[-1].lead)
    house = context.facts.house
    blocks: list[Block] = [Lettered(f"{context.forum} is asked to:", items)]
    blocks += [_called_in(context)] if house.calls_in else []
    names = FIXED_SECTIONS[:1] if house.hides_options else FIXED_SECTIONS[:2]
    return Section("decisions", heading, [*blocks, *_late_paper(context), *_fixed(context, names)])


def _called_in(context: Context) -> Line:
    """Who is called in: the owners of what is of high priority and at significant slippage."""
    found = [
        each
        for each in context.position.late
        if each.status == Status.SIGNIFICANT_SLIPPAGE and is_high(each.action.priority)
    ]
    if not found:
        return Line("nobody: no action of high priority is at significant slippage.", lead="Called in:")
    posts = dict.fromkeys(each.owner or "nobody named" for each in found)
    return Line(
        f"{listed(posts)}, for {listed(each.ref or each.title for each in found)}.", lead="Called in:"
    )


def _late_paper(context: Context) -> list[Line]:
    """Why the paper comes late, where somebody wrote it."""
    given = {each.name: each for each in context.facts.sections or ()}
    said = given.get(LATE_PAPER)
    return [_section_line(LATE_PAPER, said)] if said and said.text else []


def _to_decide(context: Context, change: ChangeAsked) -> str:
    what = f"{change.ref} {context.title(change.ref)}".strip()
    from_to = (
        f"{change.old} to {change.new}" if change.old and change.new else change.new or change.kind.lower()
    )
    nth = f", request number {change.request}" if (change.request or 1) > 1 else ""
    kind = "a later date" if change.kind == "Date" else f"a change ({change.kind.lower()})"
    return f"{kind}: {what}, {from_to}{nth};"


def _fixed(context: Context, names: tuple[str, ...]) -> list[Line]:
    """The fixed sections of a paper: what was answered, and a mark where nothing was."""
    given = {each.name.casefold(): each for each in context.facts.sections or ()}
    return [_section_line(name, given.get(name.casefold())) for name in names]


def _section_line(name: str, given: PaperSection | None) -> Line:
    if given is None or not (given.text or "").strip():
        return Line(f"[{name}: to be written]", lead=f"{name}.", to_be_written=True)
    words = given.text or ""
    return Line(f"{words} {given.signed}.".strip() if given.signed else words, lead=f"{name}.")


def risks(context: Context) -> Section:
    """The risks to the plan with their scores; of a file, the actions that say a risk."""
    heading, found = "Risks to the plan", context.facts.risks
    if found is None:
        return Section("risks", heading, [context.unsaid("The risks to the plan")])
    shown = [each for each in found if not (context.is_public and each.is_exempt)]
    if not shown:
        return Section("risks", heading, [Line("No risk to the plan is in the register.")])
    risen = sum((each.score or 0) > (each.score_before or each.score or 0) for each in shown)
    at_target = sum(
        each.score is not None and each.target is not None and each.score <= each.target for each in shown
    )
    words = (
        f"Scores are likelihood times impact. {opening(risen)} of the {many(len(shown), 'risk')} "
        f"{'has' if risen < 2 else 'have'} risen. "
        f"{opening(at_target)} {is_are(at_target)} at {'its' if at_target < 2 else 'their'} target."
    )
    rows = [
        [
            Cell(each.title, lead=each.ref),
            number_cell(each.score, "Not scored"),
            number_cell(each.score_before),
            number_cell(each.target, "Not set"),
            Cell(", ".join(each.actions) or "None"),
            Cell(_direction(each.score, each.score_before) + (f": {each.reason}" if each.reason else "")),
        ]
        for each in shown
    ]
    headings = (
        "Risk",
        "Score",
        context.since if context.has_before else "Before",
        "Target",
        "Actions",
        "Direction and reason",
    )
    return Section("risks", heading, [Line(words), Table("risks", "plan risk register", headings, rows)])


def risks_said(context: Context) -> Section:
    """The risks that the actions themselves say, under a heading of their own."""
    table = risks_of_actions(context)
    count, total = len(table.rows), many(len(context.position.stands), "action")
    words = f"{opening(count)} of the {total} {either(count, 'names', 'name')} a risk."
    return Section("action_risks", "Risks that the actions name", [*([Line(words)] if count else []), table])


def _direction(now: int | None, before: int | None) -> str:
    if now is None or before is None:
        return "Not known"
    return "Up" if now > before else "Down" if now < before else "Same"


def risks_of_actions(context: Context) -> Table:
    """The risks that the actions themselves say."""
    nothing = ("", "n/a", "none", "-", "–")
    rows = [
        [
            Cell(each.title, lead=each.ref),
            Cell(each.action.risk.rating or "Not given"),
            Cell(each.action.risk.description or "Not given"),
            context.status_cell(each.status),
        ]
        for each in context.position.stands
        if each.action.risk
        and any(
            (said or "").strip().casefold() not in nothing
            for said in (each.action.risk.rating, each.action.risk.description)
        )
    ]
    return Table(
        "action_risks",
        "risks that the actions name",
        ("Action", "Rating", "Risk", "Status"),
        rows,
        empty="No action of the plan names a risk.",
    )


def comments(context: Context) -> Section:
    """A row a named commentator: their own words, or that nothing came, never silence."""
    heading, found = "Comments on this paper", context.facts.commentaries
    if found is None:
        return Section(
            "comments",
            heading,
            [context.unsaid("Who is asked to comment and what they say")],
        )
    rows = [[Cell(each.who), Cell(_comment(each, context))] for each in found]
    table = Table(
        "comments",
        "comments of others, in their own words",
        ("From", "Comment"),
        rows,
        empty="Nobody is named who comments on this paper.",
    )
    return Section("comments", heading, [table])


def _comment(each: Commentary, context: Context) -> str:
    if each.text:
        return f"“{each.text.strip()}” {each.what_was_done}".strip()
    if not each.applies:
        return "Not applicable. Nobody of that kind is appointed."
    meeting = context.facts.meeting.on
    if each.meets_on and meeting and each.meets_on > meeting:
        return f"None received. It meets on {day_in_words(each.meets_on)}, after this meeting."
    return (
        f"None received. Asked on {day_in_words(each.requested_on)}."
        if each.requested_on
        else "None received."
    )


def implications(context: Context) -> Section:
    """The fixed headings of the body, each answered or marked."""
    named = [
        each.name
        for each in context.facts.sections or ()
        if each.name not in (*FIXED_SECTIONS[:2], LATE_PAPER)
    ]
    names = tuple(dict.fromkeys([*IMPLICATIONS, *named]))
    return Section("implications", "Implications", _fixed(context, names))


def how_made(context: Context) -> Section:
    """The day of the figures, what was not counted, and which questions are open."""
    position = context.position
    lines = [Line(_days(context))]
    silent = len(position.silent)
    if silent:
        verb = "was" if silent == 1 else "were"
        lines.append(
            Line(
                f"{opening(silent)} {either(silent, 'return', 'returns')} {verb} not received: the last "
                "status that was given is counted."
            )
        )
    headings = sum(action.kind == "heading" for action in position.plan.actions)
    if headings:
        are = either(headings, "row of the plan is a heading", "rows of the plan are headings")
        lines.append(Line(f"{opening(headings)} {are} and {is_are(headings)} not counted."))
    if context.findings is not None:
        lines.append(open_questions(context.findings))
    source = position.plan.source
    made = f"Read from {source.name}." if source and not context.facts.answers else ""
    lines.append(
        Line(f"Figures, tables and sentences are made from the same facts; none is typed. {made}".strip())
    )
    return Section("made", "How the figures were made", lines)


def _days(context: Context) -> str:
    position = context.position
    words = f"Figures are as at {context.day}, for the {words_of(position.period)} round."
    if position.before_period and position.day_before:
        before = words_of(position.before_period)
        return f"{words} They are compared with {day_in_words(position.day_before)}, the {before} round."
    return f"{words} There is nothing to compare with."


def open_questions(found: Sequence[Finding]) -> Line:
    """How many questions of the checks are open."""
    if not found:
        return Line("No question on the plan is open.")
    grave = sum(each.severity == "error" for each in found)
    asked = either(len(found), "question", "questions")
    words = f"{opening(len(found))} {asked} on the plan {is_are(len(found))} open"
    return Line(f"{words}, {number(grave)} of them grave." if grave != len(found) else f"{words}.")
