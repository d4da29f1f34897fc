"""Mutations of the table: its headings, its columns' order, what stands around it or on a row of its own."""

from dataclasses import replace
from random import Random

from followthrough.plan.document import Action, Note
from tests.intake.invented_plans import first_day_of
from tests.intake.layout_facts import each_action
from tests.intake.layout_paper import Laid, LaidColumn
from tests.intake.layout_words import HEADINGS, PERIOD_FORMS


def put_who_and_when_together(laid: Laid, random: Random) -> Laid:
    """One column for the owner and the due date, in either order."""
    holds = [column.holds for column in laid.columns]
    if not {"owner:0", "due"} <= set(holds) or "owner:1" in holds or laid.lost:
        return laid
    columns = [
        LaidColumn("who_when", HEADINGS["who_when"][0]) if c.holds == "owner:0" else c
        for c in laid.columns
        if c.holds != "due"
    ]
    return replace(laid, columns=tuple(columns), when_first=random.random() < 0.4)


def rename_headings(laid: Laid, random: Random) -> Laid:
    """Headings in the words of another body."""
    words = {kind: random.choice(names) for kind, names in HEADINGS.items()}
    form = random.choice(PERIOD_FORMS)

    def rename(column: LaidColumn) -> LaidColumn:
        period = f" {form(first_day_of(column.period))}" if column.period else ""
        return column if column.note else replace(column, heading=words[column.kind] + period)

    return replace(laid, columns=tuple(rename(column) for column in laid.columns))


def reorder_columns(laid: Laid, random: Random) -> Laid:
    """Columns in another order; a ref stays first as a rule."""
    columns = list(laid.columns)
    random.shuffle(columns)
    if random.random() < 0.8:
        columns.sort(key=lambda column: column.holds != "ref")
    return replace(laid, columns=tuple(columns)) if not laid.lost else laid


def print_themes_as_lines(laid: Laid, random: Random) -> Laid:
    """Each theme a line above its actions, with the header printed again or not."""
    return _without_theme_column(laid, random.choice(("line", "table")), random)


def print_themes_as_rows(laid: Laid, random: Random) -> Laid:
    """Each theme alone on a row of the table."""
    return _without_theme_column(laid, "row", random)


def _without_theme_column(laid: Laid, themes_as: str, random: Random) -> Laid:
    if "theme" not in {column.holds for column in laid.columns}:
        return laid
    columns = tuple(column for column in laid.columns if column.holds != "theme")
    label = random.choice(
        ("{name}", "Theme {number}: {name}", "Theme {number} - {name}", "Priority {number} – {name}")
    )
    return replace(laid, columns=columns, themes_as=themes_as, theme_label=label)


def tell_below(laid: Laid, random: Random) -> Laid:
    """The last update in a row of its own below the action, in the first cell or below the title."""
    columns = [column for column in laid.columns if column.kind == "update"]
    if not columns or laid.lost:
        return laid
    others = tuple(column for column in laid.columns if column != columns[-1])
    return replace(laid, told_below=columns[-1].holds, columns=others, is_told_first=random.random() < 0.5)


def head_in_two_rows(laid: Laid, random: Random) -> Laid:
    """The period, or a word for a group of columns, in a row above the headings."""

    def part(column: LaidColumn) -> LaidColumn:
        if column.period:
            day = first_day_of(column.period)
            heading = column.heading
            for form in PERIOD_FORMS:
                heading = heading.replace(form(day), "").strip()
            return replace(column, heading=heading, above=PERIOD_FORMS[0](day).strip("()"))
        groups = {
            "owner:0": "Owners",
            "owner:1": "Owners",
            "start": "Dates",
            "due": "Dates",
            "original_due": "Dates",
        }
        return replace(column, above=groups.get(column.kind, ""))

    return replace(laid, columns=tuple(part(column) for column in laid.columns))


def write_headings_loosely(laid: Laid, random: Random) -> Laid:
    """Headings in capitals, with a colon, a star or a plural in brackets, or with a slip of spelling."""

    def loosen(heading: str) -> str:
        return random.choice(
            (
                str.upper,
                str.title,
                lambda h: f"{h}:",
                lambda h: f"{h} *",
                lambda h: f"{h}(s)",
                lambda h: f" {h}  ",
                _misspelt,
            )
        )(heading)

    return replace(
        laid, columns=tuple(c if c.period else replace(c, heading=loosen(c.heading)) for c in laid.columns)
    )


def _misspelt(heading: str) -> str:
    """A long heading with two letters in the middle changed over."""
    middle = len(heading) // 2
    if len(heading) < 8 or " " in heading[middle : middle + 2]:
        return heading
    return heading[:middle] + heading[middle + 1] + heading[middle] + heading[middle + 2 :]


def print_groups_once(laid: Laid, random: Random) -> Laid:
    """The theme and workstream in the first row of their actions alone, as merged cells leave them."""
    return replace(laid, merges_groups=True) if laid.themes_as == "column" and not laid.lost else laid


def put_status_and_update_together(laid: Laid, random: Random) -> Laid:
    """One column for both: "Delayed – The first phase is finished"."""
    if laid.told_below or laid.lost:
        return laid
    columns = [
        replace(
            column,
            holds=f"both:{column.period or ''}",
            heading=f"Status and progress {_said_of(column)}".strip(),
        )
        if column.kind == "status"
        else column
        for column in laid.columns
        if column.kind != "update"
    ]
    return replace(laid, columns=tuple(columns))


def _said_of(column: LaidColumn) -> str:
    return PERIOD_FORMS[0](first_day_of(column.period)) if column.period else ""


def add_columns_of_its_own(laid: Laid, random: Random) -> Laid:
    """One or two columns that only this body has."""
    if laid.lost:
        return laid
    chosen = random.sample(sorted(_OWN_COLUMNS), random.randint(1, 2))

    def add(action: Action) -> dict[str, object]:
        said = [Note(heading=heading, text=random.choice(_OWN_COLUMNS[heading])) for heading in chosen]
        return {"notes": [*action.notes, *(note for note in said if note.text)]}

    columns = list(laid.columns)
    for heading in chosen:
        columns.insert(random.randint(2, len(columns)), LaidColumn(f"note:{heading}", heading))
    return replace(laid, plan=each_action(laid.plan, add), columns=tuple(columns))


_OWN_COLUMNS = {
    "Budget code": ("B1402", "B1403", "C9001", ""),
    "Committee": ("Audit Committee", "Cabinet", "Scrutiny", ""),
    "Evidence link": ("Report to Cabinet, item 7", "Minutes of the programme board", ""),
    "Commissioners' comments": ("Noted.", "We would like to see faster progress on this.", "", ""),
    "Date last reviewed": ("1 May 2025", "12 June 2025", ""),
    "Ward": ("All", "Northgate", "Hill Top", ""),
    "Cost (£)": ("12,000", "0", "150,000", ""),
}


def add_tables_above(laid: Laid, random: Random) -> Laid:
    """Tables that hold no actions: counts, versions, people, meetings."""
    return replace(laid, tables_above=tuple(random.sample(_OTHER_TABLES, random.randint(1, 2))))


_OTHER_TABLES = (
    (
        ("Status", "Number of actions", "%"),
        ("Complete", "12", "40%"),
        ("On track", "9", "30%"),
        ("Delayed", "9", "30%"),
    ),
    (
        ("Version", "Date", "Author", "Change"),
        ("0.1", "3 May 2024", "Programme office", "First draft"),
        ("1.0", "20 June 2024", "Programme office", "Agreed by Cabinet"),
    ),
    (
        ("Name", "Role"),
        ("Chief Executive", "Sponsor of the programme"),
        ("Head of Finance", "Lead for theme 2"),
    ),
    (
        ("Meeting", "Date", "Purpose"),
        ("Cabinet", "4 July 2024", "To agree the plan"),
        ("Audit Committee", "18 September 2024", "To note progress"),
    ),
    (
        ("Theme", "Lead", "Number of actions"),
        ("Housing", "Assistant Director Housing", "7"),
        ("Digital", "ICT Team", "4"),
    ),
)


def add_total_row(laid: Laid, random: Random) -> Laid:
    """A last row that counts the actions."""
    return replace(laid, has_total=True) if not laid.lost else laid


def introduce(laid: Laid, random: Random) -> Laid:
    """A title, and at times a paragraph or two before the table."""
    texts = (
        "This plan sets out what we will do in response to the review, who is responsible and by when.",
        "It is reviewed each month by the leadership team and reported each quarter to the Audit Committee.",
        "Version 4",
    )
    return replace(laid, has_title=True, above=texts[: random.randint(0, 3)])


def add_footnotes(laid: Laid, random: Random) -> Laid:
    """Notes below the table."""
    texts = (
        "* Subject to approval of the budget by Full Council.",
        "Figures are provisional until the accounts are closed.",
    )
    return replace(laid, below=texts[: random.randint(1, 2)])


def mark_up(laid: Laid, random: Random) -> Laid:
    """Tags that a converter left in the cells."""
    return replace(
        laid,
        markup=frozenset(
            random.sample(("heading", "title", "update", "due", "owner:0"), random.randint(1, 3))
        ),
    )
