"""A workbook with a sheet a month: the same actions on each, with the news of that month. Each action is read
once, as its last sheet has it, with an update a month."""

from collections.abc import Mapping, Sequence
from itertools import groupby, pairwise

from followthrough.intake.grid import Place
from followthrough.intake.report import Problems
from followthrough.plan.document import Action, Note
from followthrough.plan.folding import fold_name
from followthrough.plan.when.periods import period_of, without_period

# Where fewer of the actions of a sheet stand on the next one too, the sheets are parts of one plan.
_AGAIN = 0.5
# How alike, of 100, two titles under one ref are that are one action's; of 1867 pairs of
# actions of the handed plans two are.
_LIKE = 80


def with_news_by_month(actions: Sequence[Action], problems: Problems) -> list[Action]:
    """The actions, those that several sheets named by a month tell of each once, in the order of the last."""
    sheets = {action.where.sheet: period_of_sheet(action.where.sheet) for action in actions}
    dated = {sheet: period for sheet, period in sheets.items() if sheet and period}
    if len(dated) < 2 or len(set(dated.values())) < len(dated):
        _say_told_again(actions, problems)
        return list(actions)
    ordered = sorted(
        (action for action in actions if action.where.sheet in dated),
        key=lambda action: dated[action.where.sheet or ""],
    )
    months = [list(group) for _, group in groupby(ordered, key=lambda action: action.where.sheet)]
    if not all(_tell_of_the_same(earlier, later) for earlier, later in pairwise(months)):
        return list(actions)
    found: dict[str, list[list[Action]]] = {}
    for action in (action for month in reversed(months) for action in month):
        alike = found.setdefault(_key(action), [])
        same = next((versions for versions in alike if _is_same(versions[-1], action)), None)
        if same:
            same.append(action)
        else:
            alike.append([action])
    _say(list(dated), actions[0], problems)
    joined = [_joined(versions[::-1], dated) for alike in found.values() for versions in alike]
    return [*joined, *(action for action in actions if action.where.sheet not in dated)]


def period_of_sheet(name: str | None) -> str | None:
    """The period that the name of a sheet is, where it is nothing more."""
    return period_of(name) if name and not without_period(name).strip(" -–_.,()") else None


def _say_told_again(actions: Sequence[Action], problems: Problems) -> None:
    """Say which two sheets tell of the same actions, where their names tell of no month."""
    sheets = [list(group) for _, group in groupby(actions, key=lambda action: action.where.sheet)]
    for earlier, later in pairwise(sheets):
        if len(earlier) > 1 and _tell_of_the_same(earlier, later):
            names = f"“{earlier[0].where.sheet}” and “{later[0].where.sheet}”"
            problems.add(
                "sheets_alike", "warning",
                f"The sheets {names} tell of the same actions, and each was read as an action of its own. If "
                "they are of two months, name each by its month and year, such as “Oct 2026”; if one is a "
                "copy, delete it from the file.",
                place=Place.of(later[0].where),
            )  # fmt: skip
            return


def _tell_of_the_same(earlier: Sequence[Action], later: Sequence[Action]) -> bool:
    """Whether a month tells of the actions of the month before: a log of meetings begins its refs anew."""
    known = {_key(action): action for action in later}
    again = sum(_key(action) in known and _is_same(action, known[_key(action)]) for action in earlier)
    return again >= _AGAIN * min(len(earlier), len(later))


def _key(action: Action) -> str:
    return action.ref or fold_name(action.title)


def _is_same(one: Action, other: Action) -> bool:
    """Whether two actions of one key, of different sheets, are one: a ref may have gone to another action."""
    from rapidfuzz import fuzz

    return (
        one.where.sheet != other.where.sheet
        and fuzz.ratio(fold_name(one.title), fold_name(other.title)) >= _LIKE
    )


def _joined(versions: Sequence[Action], months: Mapping[str, str]) -> Action:
    """One action of its versions, a month each, the last word counting; what was told otherwise is a note."""
    last, updates, notes = versions[-1], [], list(versions[-1].notes)
    for action in versions:
        sheet = action.where.sheet or ""
        updates += [
            update if update.period else update.model_copy(update={"period": months[sheet]})
            for update in action.updates
        ]
        earlier = [*action.notes, *_otherwise(action, last, sheet)]
        notes += [note for note in earlier if note not in notes]
    theme = None if last.theme == last.where.sheet else last.theme
    return last.model_copy(update={"updates": updates, "notes": notes, "theme": theme})


def _otherwise(action: Action, last: Action, sheet: str) -> list[Note]:
    """What an earlier month said of an action that its last one says otherwise."""
    return [
        Note(heading=f"{name}, {sheet}", text=text)
        for (name, text), (_, now) in zip(_words_of(action), _words_of(last), strict=True)
        if text and text != now
    ]


def _words_of(action: Action) -> list[tuple[str, str]]:
    whens = (
        ("Start date", action.start),
        ("Due date", action.due),
        ("Original due date", action.original_due),
    )
    return [
        ("Action", action.title),
        ("Owner", "; ".join(owner.name for owner in action.owners)),
        *((name, when.text if when else "") for name, when in whens),
        ("Priority", action.priority or ""),
        ("Measures", "\n".join(action.measures)),
        ("Answers", "\n".join(action.answers)),
        (
            "Risk",
            " ".join(filter(None, [action.risk.rating, action.risk.description])) if action.risk else "",
        ),
    ]


def _say(sheets: Sequence[str], first: Action, problems: Problems) -> None:
    problems.add(
        "sheets_by_month", "note",
        f"The sheets {', '.join(f'“{sheet}”' for sheet in sheets[:-1])} and “{sheets[-1]}” tell of the same "
        "actions. Each was read once, as the last of them has it, with its news of each month.",
        place=Place.of(first.where),
    )  # fmt: skip
