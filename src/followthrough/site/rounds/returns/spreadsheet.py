"""The return as a spreadsheet: what goes out to be filled in."""

from datetime import date

from django.core import signing

from followthrough.outputs.return_excel import ReturnRow, to_return_sheet
from followthrough.outputs.wording import counted
from followthrough.plan.return_boxes import YES
from followthrough.plan.statuses import LABELS
from followthrough.rules.answers import Answer
from followthrough.site.people.models import Organisation, User
from followthrough.site.rounds.models import ActionReturn
from followthrough.site.rounds.queries import returns_of, with_owners_and_updates
from followthrough.site.rounds.returns.answering import answer_in
from followthrough.site.rounds.returns.statuses import statuses_offered

_SALT = "return as a spreadsheet"


def row_key(action_return: ActionReturn) -> str:
    """The hidden key of a row: which return in which version, signed."""
    return signing.dumps([action_return.pk, action_return.version], salt=_SALT)


def return_of_key(key: str) -> tuple[int, int]:
    """The return and its version that a row's key names; no return where the key is not ours."""
    try:
        pk, version = signing.loads(key, salt=_SALT)
    except signing.BadSignature:
        return 0, 0
    return pk, version


def sheet_for(user: User, organisation: Organisation, *, day: date) -> bytes:
    """The Excel file of all that an account is asked for."""
    returns = list(with_owners_and_updates(returns_of(user, organisation, day=day)))
    due = min((asked.round.due_on_for(asked.action) for asked in returns), default=None)
    advice = [
        "Fill in the white boxes, save the file, and send it back on the site.",
        "A date may be in any words: 31 March 2027, June 2027, Autumn 2027, TBC.",
        "A row that you leave as it is stays as it is.",
    ]
    if due:
        advice.append(f"Due by {due:%-d %B %Y}: {counted(len(returns), 'action')}.")
    return to_return_sheet([_row(asked) for asked in returns], title=f"Return of {user.name}", advice=advice)


def _row(asked: ActionReturn) -> ReturnRow:
    action, plan = asked.action, asked.round.plan
    last, labels = action.latest_update, statuses_offered(plan)
    return ReturnRow(
        key=row_key(asked),
        plan=str(plan),
        ref=action.ref or "",
        title=action.title,
        agreed=(action.due or {}).get("text", ""),
        last_status=(last.status_text or "") if last else "",
        last_update=(last.text or "") if last else "",
        statuses=list(labels.values()),
        boxes=in_words(asked, answer_in(asked)),
    )


def in_words(asked: ActionReturn, answer: Answer) -> dict[str, str]:
    """An answer as the boxes of a sheet show it."""
    labels = statuses_offered(asked.round.plan)
    words = {name: str(value or "") for name, value in answer._asdict().items()}
    status = answer.status
    words["status"] = labels.get(status, LABELS[status]) if status else ""
    words["nothing_changed"] = YES if answer.nothing_changed else ""
    return words
