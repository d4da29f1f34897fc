"""How actions stand to each other: parts of a lettered list or set in below another, parents by ref, kinds,
duplicates."""

import re
from collections.abc import Iterator, Sequence, Set

from followthrough.intake.grid import PARAGRAPH, Place
from followthrough.intake.kinds.prose import lettered_parts
from followthrough.intake.records.record import Record
from followthrough.intake.records.table_reading import TableReading
from followthrough.intake.report import Problems, quote
from followthrough.intake.tables.columns_together import NAMES_PARENT
from followthrough.plan.document import Action, Milestone, Status, Update
from followthrough.plan.folding import fold_name
from followthrough.plan.refs import parent_of
from followthrough.plan.scoped_refs import start_again, uses_of_refs
from followthrough.plan.statuses import read_status
from followthrough.plan.when.text import find_whens, read_milestones

# Where most rows have a ref, the refs tell what belongs to what.
# One row set in may be a slip.
_LEAST_SET_IN = 2
_MOSTLY = 0.5
_NAMES_ROW = re.compile(r"\b(?:id|key|number|no)\b", re.IGNORECASE)
_ASSURANCE = re.compile(r"\bassurance action\b|\bassurance action[-–:]", re.IGNORECASE)
_ENDS_IN_NOUGHT = re.compile(r"\D0$")
_NEW_MAIN = re.compile(r"^(?:add )?new main action\b", re.IGNORECASE)
_PLACEHOLDER = re.compile(
    r"(?:new )?actions? (?:will be|to be) (?:added|confirmed|agreed|determined)|"
    r"^(?:tbc|tba|to be confirmed|xx+)$",
    re.IGNORECASE,
)


def with_lettered_parts(actions: Sequence[Action]) -> list[Action]:
    """An action whose title is a list `a) … b) …` and whose dates or statuses have as many parts is followed
    by one sub-action a part, where the plan has not written the parts out itself."""
    known = {action.ref for action in actions}
    return [part for action in actions for part in (action, *_parts(action, known))]


def _parts(action: Action, known: Set[str | None]) -> list[Action]:
    parts = lettered_parts(action.title) if action.ref else []
    if any(f"{action.ref}{part.letter}" in known for part in parts):
        return []
    statuses = _status_parts(action)
    dates = {milestone.title.strip(" )("): milestone for milestone in _lettered_dates(action)}
    if len(parts) < 2 or (len(dates) != len(parts) and len(statuses) != len(parts)):
        return []
    return [
        action.model_copy(
            update={
                "ref": f"{action.ref}{part.letter}",
                "printed_ref": f"{part.letter})",
                "parent": action.ref,
                "title": part.text,
                "due": dates[part.letter].due if part.letter in dates else action.due,
                "milestones": [],
                "updates": _updates_of_part(action, statuses[at] if len(statuses) == len(parts) else None),
                "notes": [],
            }
        )
        for at, part in enumerate(parts)
    ]


def _lettered_dates(action: Action) -> list[Milestone]:
    if action.due is None:
        return []
    return [
        Milestone(title=label, due=when)
        for label, when in read_milestones(action.due.text)
        if len(label) <= 3
    ]


def _status_parts(action: Action) -> list[Update]:
    texts = [
        line for update in action.updates for line in (update.status_text or "").split(PARAGRAPH) if line
    ]
    return [Update(status=read_status(text), status_text=text) for text in texts]


def _updates_of_part(action: Action, status: Update | None) -> list[Update]:
    """The text under the row speaks of all its parts: each has it, with its own status where it has one."""
    if status is None:
        return [update.model_copy() for update in action.updates]
    text = PARAGRAPH.join(update.text for update in action.updates if update.text)
    return [status.model_copy(update={"text": text or None})]


def add_parents(actions: Sequence[Action]) -> None:
    """Parents by ref, whichever page or table the parent stands on."""
    known = {action.ref for action in actions if action.ref}
    for action in actions:
        if action.ref and action.parent is None:
            action.parent = parent_of(action.ref, known)


def add_parents_named(table: TableReading, actions: Sequence[Action]) -> None:
    """Parents by a column of them, "Parent key", "Parent task": its cells are refs, names or numbers of other
    rows."""
    for column in table.columns_of("note", "theme", "workstream"):
        if not NAMES_PARENT.match(column.heading):
            continue
        said = table.texts_of(column)
        for ids in _names_of_rows(table, actions):
            found = [ids.get(fold_name(text)) if text else None for text in said]
            if any(found) and all(bool(each) == bool(text) for each, text in zip(found, said, strict=True)):
                for action, parent in zip(actions, found, strict=True):
                    if parent and parent is not action:
                        action.parent = action.parent or parent.ref or parent.title


def _names_of_rows(table: TableReading, actions: Sequence[Action]) -> Iterator[dict[str, Action]]:
    """What rows may be known by: their refs, their titles, and the numbers that a program gave them."""
    yield {fold_name(action.printed_ref or action.ref): action for action in actions if action.ref}
    yield {fold_name(action.title): action for action in actions}
    for column in table.columns_of("note"):
        if _NAMES_ROW.search(column.heading) and not NAMES_PARENT.match(column.heading):
            texts = table.texts_of(column)
            if all(texts) and len(set(texts)) == len(texts):
                yield {fold_name(text): action for text, action in zip(texts, actions, strict=True)}


def add_parents_set_in(records: Sequence[Record], actions: Sequence[Action], problems: Problems) -> None:
    """Make each action a part of the nearest one above that is set in less; under another name the counting
    begins anew. A parent without a ref is named by its title. Refs tell themselves whose part they name,
    unless they count a list in which more than one row is set in."""
    is_list = sum(record.indent > 0 for record in records) >= _LEAST_SET_IN
    telling = [action for action in actions if action.ref and not (is_list and action.ref.isdecimal())]
    if len(telling) > _MOSTLY * len(actions):
        return
    above: list[tuple[int, Action]] = []
    group: tuple[str | None, str | None] | None = None
    parts: list[Action] = []
    for record, action in zip(records, actions, strict=True):
        if (record.theme, record.section) != group:
            above, group = [], (record.theme, record.section)
        while above and above[-1][0] >= record.indent:
            above.pop()
        if above and action.title and above[-1][1].title != action.title:
            action.parent = above[-1][1].ref or above[-1][1].title
            parts.append(action)
        above.append((record.indent, action))
    if parts:
        problems.add(
            "parts_set_in", "note",
            f"{'A row is' if len(parts) == 1 else f'{len(parts)} rows are'} set in below another and read as "
            "part of it. Check that they belong to it.",
            place=Place.of(parts[0].where),
        )  # fmt: skip


def add_kinds(actions: Sequence[Action]) -> None:
    """main where others hang on it, heading where nothing is to be done, assurance where the plan says so."""
    parents = {action.parent for action in actions if action.parent}
    for action in actions:
        if _is_main(action, parents):
            action.kind = "main"
        elif _is_assurance(action):
            action.kind = "assurance"
        elif _is_heading(action):
            action.kind = "heading"


def _is_main(action: Action, parents: set[str]) -> bool:
    if _NEW_MAIN.match(action.title):
        return True
    is_top = action.parent is None
    return is_top and (
        (action.ref or action.title) in parents or bool(action.ref and _ENDS_IN_NOUGHT.search(action.ref))
    )


def _is_assurance(action: Action) -> bool:
    words = [action.title, action.due.text if action.due else ""]
    is_said = any(update.status is Status.ASSURANCE for update in action.updates)
    return (
        is_said
        or any(_ASSURANCE.search(text) for text in words)
        or bool(
            action.due
            and action.due.kind == "recurring"
            and re.search(r"\bassurance\b", action.due.text, re.IGNORECASE)
        )
    )


def _is_heading(action: Action) -> bool:
    """A row numbered like an action, of which every status says N/A and which has no date to be done by."""
    statuses = [update.status for update in action.updates]
    has_date = action.due is not None and action.due.kind != "none"
    is_silent = all(status in (None, Status.NOT_APPLICABLE) for status in statuses)
    return (
        bool(action.ref)
        and is_silent
        and Status.NOT_APPLICABLE in statuses
        and not has_date
        and action.start is None
    )


def note_doubles(actions: Sequence[Action], problems: Problems) -> None:
    """Say which refs stand on more than one action, or once that they start again under each theme; the
    actions stay apart."""
    if start_again(actions):
        problems.add(
            "refs_start_again", "note",
            "The refs start again under each theme or recommendation, so a ref names its action only "
            "together with what it stands under.", place=Place.of(actions[0].where),
        )  # fmt: skip
    for action, uses in zip(actions, uses_of_refs(actions), strict=True):
        if uses > 1:
            problems.add(
                "duplicate_ref", "error",
                f"{uses} actions have the ref {action.ref}; this one is {quote(action.title)}. "
                "They were kept apart. Give each a ref of its own.",
                place=Place.of(action.where), ref=action.ref,
            )  # fmt: skip


def note_placeholders(actions: Sequence[Action], problems: Problems) -> None:
    """Say which rows hold a place for actions that are not written yet."""
    for action in actions:
        if _PLACEHOLDER.search(action.title):
            problems.add(
                "placeholder_text", "note",
                f"{quote(action.title)} holds a place and is no action. Write it, or leave the row out.",
                place=Place.of(action.where), ref=action.ref,
            )  # fmt: skip


def note_days_in_words(actions: Sequence[Action], problems: Problems) -> None:
    """Say, where no action has a date of its own, how many name one in their words: "by June 2025"."""
    if any(action.due or action.start or action.milestones for action in actions):
        return
    dated = [action for action in actions if find_whens(action.title)]
    if dated:
        problems.add(
            "dates_in_words", "warning",
            f"No column says when. {len(dated)} of {len(actions)} actions name a date in their words, as in "
            f"{quote(dated[0].title)}. It was not taken as due: give those actions a due date.",
            place=Place.of(dated[0].where), until=Place.of(dated[-1].where), ref=dated[0].ref,
        )  # fmt: skip
