"""Pieces of sentence that several rules share."""

from followthrough.plan.document import Action, PlanDocument, Status, Update
from followthrough.plan.statuses import LABELS
from followthrough.plan.when.days_in_words import day_in_words, is_whole_months, window_in_words
from followthrough.plan.when.periods import words_of

_LONGEST_NAME_OF_A_SEASON = 20
_LONG_IN_MONTHS = 24
_SAME_DAY_OF_THE_MONTH = 0.001


def due_as_said(action: Action) -> str:
    """The due date in a sentence: a season by its name, months by theirs, everything else by its last day."""
    due = action.due
    if due is None or due.latest is None:
        return "its due date"
    if due.kind == "season" and len(due.text) <= _LONGEST_NAME_OF_A_SEASON:
        return due.text
    if not is_whole_months(due):
        return day_in_words(due.latest)
    return f"{due.latest:%B %Y}" if due.kind == "range" else window_in_words(due)


def due_in_words(action: Action) -> str:
    """When it was due, to follow the word "due": "on 22 June 2022", "in September 2022", "by March 2023"."""
    due = action.due
    if due is None or due.earliest == due.latest:
        return f"on {due_as_said(action)}"
    return f"{'in' if is_whole_months(due) and due.kind != 'range' else 'by'} {due_as_said(action)}"


def quoted_due(action: Action, update: Update | None = None) -> str:
    """The words of the due date and of the status, as the plan has them."""
    shown = update or action.latest_update
    status = (shown.status_text or "") if shown else ""
    due = f"Due: {action.due.text}" if action.due else ""
    return ". ".join(part for part in (due, f"Status: {status}" if status else "") if part)


def in_period(update: Update) -> str:
    """When it was said, to go on a verb: " in October 2022"; empty where it names no period."""
    return f" in {words_of(update.period)}" if update.period else ""


def of_period(update: Update) -> str:
    """The same to go on a noun: " of October 2022"."""
    return f" of {words_of(update.period)}" if update.period else ""


def lateness_in_words(months: float) -> str:
    """A number of months of which no more is said than is certain: "5 months", "more than 2 months"."""
    whole = int(months)
    if whole < 1:
        return "less than a month"
    if whole >= _LONG_IN_MONTHS:
        return f"more than {whole // 12} years"
    more = "more than " if months - whole > _SAME_DAY_OF_THE_MONTH else ""
    return f"{more}{whole} month{'' if whole == 1 else 's'}"


def status_in_words(plan: PlanDocument, status: Status) -> str:
    """A status as the plan's own key names it, else in plain words."""
    labels = (entry.label for entry in plan.scheme or () if entry.status is status)
    return next(labels, LABELS[status])
