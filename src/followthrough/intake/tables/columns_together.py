"""What the columns of a table tell of one another, once each was taken for something: one says what is
promised, one date is in force, a text that is printed once names those beside it."""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace

from followthrough.intake.kinds.cells import tells_types
from followthrough.intake.scoring.columns import ColumnSeen
from followthrough.intake.scoring.words import shares_of_signs
from followthrough.intake.tables.column_reading import SUITS_A_TITLE, ColumnReading
from followthrough.intake.tables.headings import fold_heading
from followthrough.plan.when.periods import month_of, without_period

_COULD_BE_TITLE = {"note", "measures", "answers", "update", "theme", "workstream"}
_EARLIER = {"previous", "last", "prior", "earlier"}
_TIMES = {"current", "latest"} | _EARLIER
_TOLD = {"title", "update", "note"}
_REVISED = {"revised", "new", "extended", "amended"}
NAMES_PARENT = re.compile(r"parent\b", re.IGNORECASE)
_IS_REVISION = re.compile(r"\b(?:revised|revision|new|extended|amended|extension)\b", re.IGNORECASE)
_COUNTS = re.compile(r"\d{1,2}|(?:1st|2nd|3rd|[4-9]th)|first|second|third|fourth|fifth")
_ADDRESS = re.compile(r"[^\s@]+@[^\s@]+\.[^\s@]+")
_WORD = re.compile(r"\w+")
# How long something may take, and marks in place of a text.
_SPAN = re.compile(r"\d{1,3} (?:working )?(?:days?|weeks?|months?|years?)|immediate(?:ly)?", re.IGNORECASE)
_TICKS = frozenset("✓✔☑√✅xX•●■█✗✘")
_A_WORD = re.compile(r"[^\W\d_]{3,}")
# A ref that only counts, and how many such tell that the counting starts again.
_ONE, _LEAST_AGAIN = re.compile(r"\W?(?:\d{1,3}|[a-z])\W?", re.IGNORECASE), 2
# A column of dates has so many.
MOSTLY_DATES = 0.5
# A text printed once above several rows fills so few of them, of more than so many, beside one that fills so
# many of them with so long texts, of which so many order something or which is so likely what is promised.
_PRINTED_ONCE, _FEW_ROWS, _IN_EACH, _LEAST_PROMISED = 0.67, 3, 0.9, 15
_MOSTLY_ORDERS, _COULD_PROMISE, _MOSTLY_REF = 0.5, 0.2, 0.5
# How likely each column is to hold each field.
Chances = Sequence[Mapping[str, float]]


def settle_columns(
    readings: list[ColumnReading], seen: Sequence[ColumnSeen], chances: Chances, *, has_title: bool
) -> list[ColumnReading]:
    """The readings as they stand beside one another; `has_title` tells that one of them says what is to be
    done, as somebody said that the table is the plan."""
    readings = _without_empty_days(_without_parents(_without_types(readings, seen), seen), seen)
    readings = _with_revised_date(_without_addresses(readings, seen), seen)
    readings = _with_last_revision(readings, seen)
    readings = _with_title(_by_their_times(readings), chances, has_title)
    readings = _with_title_in_each_row(readings, seen, chances)
    readings = _with_ref_in_each_row(readings, seen, chances)
    readings = _with_group_of_refs(readings, seen)
    readings = _with_original_first(_with_original_dates(readings))
    readings = _with_months_alike(readings, [column.heading.period for column in seen])
    return _without_stray_updates(readings)


def _as(reading: ColumnReading, field: str) -> ColumnReading:
    """The reading as another field, unless a person chose the one that it has."""
    return reading if reading.is_chosen else replace(reading, field=field)


def _with_title(readings: list[ColumnReading], chances: Chances, has_title: bool) -> list[ColumnReading]:
    """A table of actions has a title: where no column is likely to be it, the one that is so most."""
    fields = {reading.field for reading in readings}
    lists_actions = fields & {"ref", "owner", "who_when"} and fields & {"due", "who_when", "status"}
    if "title" in fields or not (lists_actions or has_title):
        return readings
    free = [r for r in readings if not r.is_chosen]
    candidates = [r for r in free if r.field in _COULD_BE_TITLE] or (free if has_title else [])
    # Where only what was recommended stands beside what was done, the recommendation is what was promised.
    recommended = [r for r in candidates if r.field == "answers"]
    best = max(recommended or candidates, key=lambda r: chances[r.index]["title"], default=None)
    if best is None:
        return readings
    doubt = f"No heading says what is to be done; the column “{best.heading}” was taken for it."
    title = replace(best, field="title", doubt=doubt, reason=SUITS_A_TITLE)
    return [title if r is best else r for r in readings]


def _with_title_in_each_row(
    readings: list[ColumnReading], seen: Sequence[ColumnSeen], chances: Chances
) -> list[ColumnReading]:
    """What is promised stands in every row: a text that is printed once, above several rows each of which has
    another text that could be promised, is the name of those."""
    title = next((reading for reading in readings if reading.field == "title"), None)
    if title is None or title.is_chosen or not _is_printed_once(seen[title.index]):
        return readings
    right = [r for r in readings if r.index > title.index and not r.is_chosen]
    in_each = [r for r in right if _could_be_promised(seen[r.index], chances[r.index])]
    best = max(in_each, key=lambda r: chances[r.index]["title"], default=None)
    if best is None:
        return readings
    named = {reading.field for reading in readings}
    group = next((name for name in ("theme", "workstream") if name not in named), "note")
    became = {best.index: replace(best, field="title", reason=SUITS_A_TITLE), title.index: _as(title, group)}
    return [became.get(reading.index, reading) for reading in readings]


def _with_ref_in_each_row(
    readings: list[ColumnReading], seen: Sequence[ColumnSeen], chances: Chances
) -> list[ColumnReading]:
    """A ref that stands where the name of a group stands, and nowhere else, is that of the group."""
    ref = next((r for r in readings if r.field == "ref" and not r.is_chosen), None)
    groups = [r.index for r in readings if r.field in ("theme", "workstream")]
    if ref is None or not _is_printed_once(seen[ref.index]):
        return readings
    filled = _filled(seen[ref.index])
    if not any(_filled(seen[index]) == filled for index in groups):
        return readings
    right = (r for r in readings if r.index > ref.index and not r.is_chosen)
    own = next((r for r in right if chances[r.index]["ref"] >= _MOSTLY_REF), None)
    became = {ref.index: _as(ref, "note")} | ({own.index: _as(own, "ref")} if own else {})
    return [became.get(reading.index, reading) for reading in readings]


def _with_group_of_refs(readings: list[ColumnReading], seen: Sequence[ColumnSeen]) -> list[ColumnReading]:
    """Where refs that but count start again, the note before the title under which each stands but once
    names the group."""
    fields = {reading.field: reading for reading in reversed(readings)}
    free = next((name for name in ("theme", "workstream") if name not in fields), None)
    refs = seen[fields["ref"].index].texts if "ref" in fields else []
    again = [ref for ref, times in Counter(filter(None, refs)).items() if times > 1]
    if (
        free is None
        or "title" not in fields
        or len(again) < _LEAST_AGAIN
        or not all(map(_ONE.fullmatch, again))
    ):
        return readings
    before = (
        r for r in readings if r.field == "note" and r.index < fields["title"].index and not r.is_chosen
    )
    found = [r for r in before if _tells_apart(seen[r.index], refs)]
    group = max(found, key=lambda r: _words_in(seen[r.index].texts), default=None)
    return [_as(reading, free) if reading is group else reading for reading in readings]


def _words_in(texts: Sequence[str]) -> int:
    """How many of the texts are words rather than numbers, codes and dates."""
    return sum(_A_WORD.search(without_period(text)) is not None for text in texts)


def _tells_apart(column: ColumnSeen, refs: Sequence[str]) -> bool:
    """Whether each ref stands once under each text of a column, an empty cell going on with the one above."""
    names: list[str] = []
    for text in column.texts:
        names.append(text or (names[-1] if names else ""))
    pairs = [(name, ref) for name, ref in zip(names, refs, strict=True) if ref]
    are_dates = column.cells.share("date") > MOSTLY_DATES and not _words_in(column.texts)
    are_names = all(name for name, _ in pairs) and not are_dates
    return are_names and len(set(pairs)) == len(pairs) and len(set(names)) * 2 <= len(pairs) + 1


def _filled(column: ColumnSeen) -> list[bool]:
    return [bool(text) for text in column.texts]


def _is_printed_once(column: ColumnSeen) -> bool:
    rows = len(column.texts)
    return rows > _FEW_ROWS and column.cells.filled <= _PRINTED_ONCE * rows


def _could_be_promised(column: ColumnSeen, chances: Mapping[str, float]) -> bool:
    texts = [text for text in column.texts if text]
    if len(texts) < _IN_EACH * len(column.texts) or column.cells.mean_length < _LEAST_PROMISED:
        return False
    if any(text[:1].islower() for text in texts):
        # Rows that lines or pages cut go on with the one above.
        return False
    orders = shares_of_signs(texts).get("orders", 0.0)
    return chances["title"] >= _COULD_PROMISE or orders >= _MOSTLY_ORDERS


def _by_their_times(readings: list[ColumnReading]) -> list[ColumnReading]:
    """Of columns headed alike but for "current" and "previous" none is what was promised, where another
    is, or is what was asked for: the current one reports, and the earlier one is a note."""
    became: dict[int, str] = {}
    for bare in {_without_time(reading.heading) for reading in readings} - {""}:
        twins = [reading for reading in readings if _without_time(reading.heading) == bare]
        others = {reading.field for reading in readings if reading not in twins}
        earlier = {reading.index for reading in twins if _EARLIER & set(_words(reading.heading))}
        is_told = 0 < len(earlier) < len(twins) and {reading.field for reading in twins} <= _TOLD
        if is_told and others & {"title", "answers"}:
            became |= {r.index: "note" if r.index in earlier else "update" for r in twins}
    return [_as(reading, became.get(reading.index, reading.field)) for reading in readings]


def _without_addresses(readings: list[ColumnReading], seen: Sequence[ColumnSeen]) -> list[ColumnReading]:
    """The addresses of owners who are named in another column are a note, and nobody else."""
    owners = {reading.index for reading in readings if reading.field == "owner"}
    addresses = {
        at for at in owners if all(_ADDRESS.fullmatch(text.strip()) for text in seen[at].texts if text)
    }
    is_named = bool(owners - addresses)
    return [_as(r, "note") if is_named and r.index in addresses else r for r in readings]


def _without_types(readings: list[ColumnReading], seen: Sequence[ColumnSeen]) -> list[ColumnReading]:
    """What a task tool says each row is, a task, a bug, an epic, is a note and no theme."""
    types = {
        reading.index
        for reading in readings
        if reading.field in ("theme", "workstream") and tells_types(seen[reading.index].texts)
    }
    return [_as(reading, "note") if reading.index in types else reading for reading in readings]


def _without_empty_days(readings: list[ColumnReading], seen: Sequence[ColumnSeen]) -> list[ColumnReading]:
    """What has ticks alone, or counts of weeks beside a due date, holds no day: it is a note."""
    days = {"due", "revised_due", "original_due"}
    dated = {
        r.index for r in readings if r.field in days and seen[r.index].cells.share("date") > MOSTLY_DATES
    }

    def holds_none(reading: ColumnReading) -> bool:
        said = [text for text in seen[reading.index].texts if text]
        is_span = bool(dated - {reading.index}) and all(map(_SPAN.fullmatch, said))
        is_dated = reading.field in days or reading.field == "start"
        return is_dated and bool(said) and (is_span or _TICKS.issuperset(said))

    return [_as(reading, "note") if holds_none(reading) else reading for reading in readings]


def _without_parents(readings: list[ColumnReading], seen: Sequence[ColumnSeen]) -> list[ColumnReading]:
    """What a column of parents says stands in another column, of refs or names, of which it tells nothing
    but whose part each row is: it is a note, or names a group."""

    def is_of_parents(reading: ColumnReading) -> bool:
        said = set(filter(None, seen[reading.index].texts))
        others = (set(each.texts) for at, each in enumerate(seen) if at != reading.index)
        return bool(said) and any(said <= other for other in others)

    parents = {r.index for r in readings if NAMES_PARENT.match(r.heading) and is_of_parents(r)}
    groups = {"theme", "workstream"}
    return [_as(r, "note") if r.index in parents and r.field not in groups else r for r in readings]


def _with_revised_date(readings: list[ColumnReading], seen: Sequence[ColumnSeen]) -> list[ColumnReading]:
    """A note of dates that is headed as the due date is, but for "revised", is the revised date."""
    due = [_WORD.findall(reading.heading.lower()) for reading in readings if reading.field == "due"]

    def is_revised(reading: ColumnReading) -> bool:
        words = _WORD.findall(reading.heading.lower())
        bare = [word for word in words if word not in _REVISED]
        has_dates = seen[reading.index].cells.share("date") > MOSTLY_DATES
        return reading.field == "note" and has_dates and bare != words and bare in due

    return [_as(reading, "revised_due") if is_revised(reading) else reading for reading in readings]


def _with_last_revision(readings: list[ColumnReading], seen: Sequence[ColumnSeen]) -> list[ColumnReading]:
    """Of revised dates that are counted, "Revised date 1" and "Revised date 2", the last is the one in force
    and those before it are notes."""
    counted: dict[str, list[ColumnReading]] = {}
    for reading in readings:
        if (name := revision_of(reading.heading)) and seen[reading.index].cells.share("date") > MOSTLY_DATES:
            counted.setdefault(name, []).append(reading)
    became: dict[int, str] = {}
    for revisions in counted.values():
        *before, last = revisions
        if before and not any(each.is_chosen for each in revisions):
            became |= {each.index: "note" for each in before} | {last.index: "revised_due"}
    return [_as(reading, became.get(reading.index, reading.field)) for reading in readings]


def revision_of(heading: str) -> str:
    """The words of a heading of a revised date without its number; "" where it is none."""
    words = _WORD.findall(heading.lower())
    bare = [word for word in words if not _COUNTS.fullmatch(word)]
    return " ".join(bare) if _IS_REVISION.search(heading) and bare != words else ""


def _words(heading: str) -> list[str]:
    return fold_heading(heading).split()


def _without_time(heading: str) -> str:
    """The words of a heading without the one that says which time they are of; "" where none does."""
    words = _words(heading)
    bare = [word for word in words if word not in _TIMES]
    return " ".join(bare) if bare != words else ""


def _without_stray_updates(readings: list[ColumnReading]) -> list[ColumnReading]:
    """Beside updates of named periods, comments of no period are a note and not another month's answer."""
    if not any(reading.field == "update" and reading.period for reading in readings):
        return readings
    has_status = any(reading.field == "status" and not reading.period for reading in readings)
    return [
        _as(r, "note") if r.field == "update" and not r.period and not has_status else r for r in readings
    ]


def _with_original_dates(readings: list[ColumnReading]) -> list[ColumnReading]:
    """Beside a revised date, the plain due date is the original one; an only date is the due date."""
    fields = {reading.field for reading in readings}
    if "revised_due" not in fields:
        if fields & {"due", "who_when"}:
            return readings
        only = "original_due" if "original_due" in fields else _only_forecast(readings)
        return [_as(r, "due") if r.field == only and not r.is_chosen else r for r in readings]
    if any(reading.is_chosen and reading.field == "due" for reading in readings):
        return [_as(r, "note") if r.field == "revised_due" else r for r in readings]
    renamed = {"revised_due": "due"} | ({} if "original_due" in fields else {"due": "original_due"})
    return [_as(r, renamed.get(r.field, r.field)) for r in readings]


def _only_forecast(readings: list[ColumnReading]) -> str | None:
    """The forecast where one column of no period holds it: with no date agreed, it is what a plan goes by."""
    return "forecast" if [r.period for r in readings if r.field == "forecast"] == [None] else None


def _with_months_alike(readings: list[ColumnReading], periods: Sequence[str | None]) -> list[ColumnReading]:
    """The columns that are headed by a month alone, of which one is an update, as updates all of them."""
    months = {
        reading.index
        for reading in readings
        if periods[reading.index]
        and (month_of(reading.heading) or not without_period(reading.heading).strip())
    }
    if not any(reading.field == "update" for reading in readings if reading.index in months):
        return readings
    return [
        replace(reading, field="update", period=periods[reading.index])
        if reading.index in months and reading.field in ("note", "measures") and not reading.is_chosen
        else reading
        for reading in readings
    ]


def _with_original_first(readings: list[ColumnReading]) -> list[ColumnReading]:
    """Of two dates for one action under one heading the left is the original, as it is printed first."""
    dates = [reading for reading in readings if reading.field in ("due", "original_due")]
    if [each.field for each in dates] != ["due", "original_due"] or any(each.is_chosen for each in dates):
        return readings
    if dates[0].heading != dates[1].heading:
        return readings
    fields = {dates[0].index: "original_due", dates[1].index: "due"}
    return [replace(reading, field=fields.get(reading.index, reading.field)) for reading in readings]
