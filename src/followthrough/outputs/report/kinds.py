"""The kinds of report: who reads each, and its sections in the order that this reader needs."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from followthrough.challenge import Finding
from followthrough.outputs.report.blocks import Line, Report, Section, with_numbers
from followthrough.outputs.report.context import Context
from followthrough.outputs.report.depth import (
    in_first_paragraphs,
    says_what_is_left_out,
    without_the_list,
)
from followthrough.outputs.report.figures import data_of, figures_of
from followthrough.outputs.report.headline import done, first_dates, headline_of, late, since
from followthrough.outputs.report.house import House
from followthrough.outputs.report.position import Position
from followthrough.outputs.report.public import LeftOut, Words, for_the_public
from followthrough.outputs.report.register_facts import RegisterFacts
from followthrough.outputs.report.sections import (
    ahead,
    asked,
    audit,
    audit_asked,
    changed,
    changes,
    councillor,
    moved,
    packs,
    sources,
    state,
    whole,
)  # fmt: skip
from followthrough.outputs.report.sections import (
    late as late_sections,
)
from followthrough.outputs.report.words import day_in_words, listed, many
from followthrough.plan.when.periods import words_of

Make = Callable[[Context], "Section | list[Section]"]
OWN_SHAPE = "own-shape"
# What stands between a plan's title and that of a kind, where it is no colon.
_BETWEEN = {"councillor": ""}
_PUBLIC_OR_EXEMPT = "Public or exempt"


@dataclass(frozen=True)
class Kind:
    """A kind of report. `forum` is to whom it goes where nobody says otherwise, "" where that says nothing.

    One that `is_short` is read on one page, without a box and contents.
    """

    name: str
    title: str
    purpose: str
    forum: str
    headline: Callable[[Context], list[Line]]
    makers: Sequence[Make]
    is_short: bool = False

    @property
    def called(self) -> str:
        """What it is called alone, without a plan's title before it."""
        return f"{self.title[0].upper()}{self.title[1:]}"


def _usual(context: Context) -> list[Line]:
    return headline_of(context.position, accepted=context.facts.closures is not None)


def _asking(context: Context) -> list[Line]:
    # Who is not told what waits can't be told what is to be decided.
    asking = [] if context.facts.hides_waiting else [asked.what_is_asked(context)]
    return [*_usual(context), *asking]


def _risky(context: Context) -> list[Line]:
    known = context.facts.risks
    line = (
        Line("")
        if known is None
        else Line(f"{many(len(known), 'risk')} to the plan.", lead="The register has")
    )
    return [*([line] if known is not None else []), late(context.position)]


def _decided(context: Context) -> list[Line]:
    known = context.facts.changes
    requested = None if known is None else Line(changes.in_one_sentence(context, known))
    lines = [requested, since(context.position), first_dates(context.position)]
    return [line for line in lines if line]


def _held(context: Context) -> list[Line]:
    return packs.what_is_held(context, context.who, is_yours=True) if context.who else _usual(context)


def _closing(context: Context) -> list[Line]:
    is_accepted = context.facts.closures is not None
    lines = [done(context.position, accepted=is_accepted), first_dates(context.position)]
    return [line for line in lines if line]


def _changed(context: Context) -> list[Line]:
    lines = [changed.how_many_changed(context), since(context.position), first_dates(context.position)]
    return [line for line in lines if line]


KINDS: tuple[Kind, ...] = (
    Kind(
        "leadership",
        "exceptions for the leadership team",
        "What is late and why, who is held up, decisions wanted, open questions, who did not answer.",
        "The leadership team",
        _asking,
        (
            asked.decisions, late_sections.late_actions, late_sections.moved_twice, state.where_it_stands,
            moved.what_moved, changes.changes, whole.questions, ahead.next_three_months, asked.how_made,
        ),
    ),
    Kind(
        "cabinet",
        "progress",
        "For Cabinet and Scrutiny: the answer first, decisions, what moved, late actions, the whole plan.",
        "Cabinet",
        _asking,
        (
            asked.decisions, state.where_it_stands, state.difference, moved.what_moved,
            late_sections.late_actions, late_sections.moved_twice, moved.completed_and_closed,
            changes.changes, ahead.next_three_months, asked.risks, asked.comments, asked.implications,
            asked.how_made, whole.appendix,
        ),
    ),
    Kind(
        "audit",
        "audit committee tracker",
        "For the audit committee: whether the count agrees, what is past its date, extensions, evidence.",
        "The audit committee",
        audit_asked.tracker_headline,
        (
            audit_asked.audit_asked, audit.reconciled, audit.past_their_date, audit.extensions,
            audit.complete_not_closed, moved.completed_and_closed, audit.reopened, changes.changes,
            audit.by_source, asked.how_made, whole.live_list,
        ),
    ),
    Kind(
        "commissioners",
        "report by direction and recommendation",
        "For commissioners, six-monthly: each direction and recommendation in its exact words, its actions.",
        "Commissioners",
        _usual,
        (
            sources.summary_by_source, sources.each_source, state.difference, late_sections.late_actions,
            changes.changes, asked.how_made,
        ),
    ),
    Kind(
        "changelog",
        "change log",
        "Every change that was requested, what was decided, by whom and when, and what waits.",
        "",
        _decided,
        (changes.changes, late_sections.moved_twice, asked.how_made),
    ),
    Kind(
        "risks",
        "plan risk register",
        "The risks to the plan with their scores, and the risks that its actions name.",
        "",
        _risky,
        (asked.risks, asked.risks_said, late_sections.who_waits, asked.how_made),
    ),
    Kind(
        "pack",
        "pack for owners and directors",
        "For one owner or director, or a part for each director: what is late, due, waiting and unanswered.",
        "",
        _held,
        (packs.packs,),
    ),
    Kind(
        "councillor",
        "on one page",
        "For a councillor who reads nothing else: what is better, late and to be decided, and what to ask.",
        "",
        councillor.in_one_sentence,
        (councillor.one_page,),
        is_short=True,
    ),
    Kind(
        "closure",
        "closure report",
        "How the plan ended: closed on evidence, claimed complete, ended otherwise, carried forward.",
        "",
        _closing,
        (whole.closure, state.difference, changes.changes, asked.how_made, whole.appendix),
    ),
    Kind(
        "changed",
        "what changed",
        "For the member who read the last paper: statuses, dates, words, owners, new, gone, decided.",
        "",
        _changed,
        (
            changed.statuses, changed.dates_changed, changed.words_and_owners, changed.new_and_gone,
            late_sections.moved_twice, changes.changes, asked.how_made,
        ),
    ),
    Kind(
        OWN_SHAPE,
        "in its own shape",
        "The plan in the columns and order in which it was first imported, with this round’s updates.",
        "",
        _usual,
        (),
    ),
)  # fmt: skip
BY_NAME = {kind.name: kind for kind in KINDS}


def report_of(
    kind: Kind,
    position: Position,
    facts: RegisterFacts,
    *,
    findings: Sequence[Finding] | None = None,
    who: str = "",
    is_public: bool = False,
    has_numbers: bool = True,
) -> Report:
    """The report of a kind on a position. `who` narrows a pack to one owner or director.

    Without `has_numbers` no sentence names the number of a section: they stand elsewhere in a template.

    A public one leaves out exempt actions, evidence and the names of persons, and says how many.
    """
    words = Words(facts) if is_public else None
    left_out: LeftOut | None = None
    if is_public:
        # What the checks ask quotes whatever it asks about.
        findings = None
        position, facts, left_out = for_the_public(position, facts)
    forum = facts.meeting.forum or kind.forum
    context = Context(position, facts, forum, findings, who, is_public)
    house = facts.house
    made = _made(kind, context)
    is_short = kind.is_short or bool(who)
    if has_numbers and not house.template:
        context = replace(context, places=_places(_arranged(kind, context, made)))
        made = _made(kind, context)
    headline = kind.headline(context)
    sections = house.with_moved_sentence(_arranged(kind, context, made), headline)
    sections = with_numbers(sections)
    title, body = position.plan.title or "Improvement plan", position.plan.organisation or facts.body
    report = Report(
        kind=kind.name,
        title=f"{who}: your actions" if who else _title(title, kind, house),
        subtitle=f"{_round_of(position, title if who else '')}. Figures at {day_in_words(position.day)}",
        body=body,
        running=" | ".join(filter(None, (body, _meeting(facts) or title, _not_published(kind)))),
        day=position.day,
        cover=_cover(context, made, is_shortened=says_what_is_left_out(sections)),
        headline=house.headline(headline),
        sections=sections,
        figures=figures_of(context),
        data=data_of(position),
        is_short=is_short,
        colour=house.colour,
        logo=house.logo,
        template=b"" if is_short else house.template,
        has_decisions_first=house.decisions_first,
    )
    return report if words is None or left_out is None else _without_words(report, words, left_out)


def _without_words(report: Report, words: Words, left_out: LeftOut) -> Report:
    """A public report without the words that are left out; its first page says how much that is."""
    shown = words.out_of(report)
    sentence = left_out.sentence(len(words.found))
    cover = [(name, sentence if name == _PUBLIC_OR_EXEMPT else text) for name, text in shown.cover]
    return replace(shown, cover=cover)


def _title(plan_title: str, kind: Kind, house: House) -> str:
    """What a report is called: in the body's words where it has chosen some."""
    return house.titles.get(kind.name) or f"{plan_title}{_BETWEEN.get(kind.name, ':')} {kind.title}"


def _round_of(position: Position, title: str) -> str:
    return f"{title}, {words_of(position.period)} round" if title else f"{words_of(position.period)} round"


def _not_published(kind: Kind) -> str:
    return "Not for publication" if kind.name == "pack" else ""


def _made(kind: Kind, context: Context) -> list[Section]:
    """All sections of the kind, in the depth that the body chose."""
    if kind.name in context.facts.house.short:
        context = replace(context, position=in_first_paragraphs(context.position))
    sections: list[Section] = []
    for make in kind.makers:
        made = make(context)
        sections += made if isinstance(made, list) else [made]
    return sections


def _arranged(kind: Kind, context: Context, made: Sequence[Section]) -> list[Section]:
    """The sections that are in, in the body's order."""
    house = context.facts.house
    arranged = house.arranged(made)
    return without_the_list(arranged, context.position) if kind.name in house.short else arranged


def _places(sections: Sequence[Section]) -> dict[str, int]:
    numbered = [section for section in sections if section.has_number]
    return {section.key: at for at, section in enumerate(numbered, 1)}


def _meeting(facts: RegisterFacts) -> str:
    meeting = facts.meeting
    item = f"item {meeting.item}" if meeting.item else ""
    return ", ".join(filter(None, (meeting.forum, day_in_words(meeting.on) if meeting.on else "", item)))


def _cover(context: Context, made: Sequence[Section], *, is_shortened: bool) -> list[tuple[str, str]]:
    """The rows of the box on the first page: to whom, public or exempt, as at which day, against which."""
    position, meeting, house = context.position, context.facts.meeting, context.facts.house
    forum = _meeting(context.facts) or context.forum
    rows = [*([("Report to", forum)] if forum else []), *meeting.cover]
    if house.goes_next_to:
        rows.append(("Goes next to", house.goes_next_to))
    parts = listed(f"“{each.heading}”" for each in made if house.leaves_out(each))
    edition = "Not a public edition." if parts else "Not a public edition. Nothing is left out."
    if is_shortened:
        edition = "Not a public edition. Short: its end says what is left out."
    if context.facts.hides_waiting:
        edition = "What nobody has decided, evidence and risks to the plan are left out."
    rows.append((_PUBLIC_OR_EXEMPT, edition))
    if parts:
        rows.append(
            ("Parts left out", f"{parts}, as {position.plan.organisation or context.facts.body} chose.")
        )
    as_at = f"{day_in_words(position.day)}."
    if position.day_before and position.before_period:
        before = words_of(position.before_period)
        as_at += f" Compared with {day_in_words(position.day_before)}, the {before} round."
    else:
        as_at += " There is nothing to compare with."
    rows.append(("Figures as at", as_at))
    if meeting.published_on:
        rows.append(("Published", day_in_words(meeting.published_on)))
    return rows
