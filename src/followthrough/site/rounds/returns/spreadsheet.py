"""The return as a spreadsheet: what goes out to be filled in, to an account or for a post."""

from collections.abc import Sequence
from datetime import date
from io import BytesIO
from typing import NamedTuple
from zipfile import ZIP_DEFLATED, ZipFile

from django.core import signing
from django.utils.text import slugify

from followthrough.outputs.return_excel import ReturnRow, to_return_sheet
from followthrough.outputs.wording import counted
from followthrough.plan.return_boxes import YES
from followthrough.plan.statuses import LABELS
from followthrough.rules.answers import Answer
from followthrough.site.people.models import Organisation, User
from followthrough.site.register.models import Post
from followthrough.site.rounds.models import ActionReturn, Round
from followthrough.site.rounds.queries import asked_of_post, returns_of, with_owners_and_updates
from followthrough.site.rounds.returns.answering import answer_in
from followthrough.site.rounds.returns.statuses import statuses_offered

_SALT = "return as a spreadsheet"


class RowKey(NamedTuple):
    """What the hidden key of a row names: a return, its version, the post whose spreadsheet it is, else 0."""

    pk: int
    version: int
    post: int = 0


def row_key(action_return: ActionReturn, *, post: int = 0) -> str:
    """The hidden key of a row, signed; `post` where the office sends the spreadsheet of a post."""
    return signing.dumps(RowKey(action_return.pk, action_return.version, post), salt=_SALT)


def return_of_key(key: str) -> RowKey:
    """What a row's key names; no return where the key is not ours."""
    try:
        return RowKey(*signing.loads(key, salt=_SALT))
    except signing.BadSignature:
        return RowKey(0, 0)


def sheet_for(user: User, organisation: Organisation, *, day: date) -> bytes:
    """The Excel file of all that an account is asked for."""
    returns = list(with_owners_and_updates(returns_of(user, organisation, day=day)))
    back = "Fill in the white boxes, save the file, and send it back on the site."
    return _sheet(returns, f"Return of {user.name}", back)


def sheet_of_post(round_: Round, post: Post) -> bytes:
    """The Excel file of all that a round asks of a post, for whoever answers without an account."""
    returns = list(with_owners_and_updates(asked_of_post(round_, post)))
    back = "Fill in the white boxes, save the file, and send it back to whoever sent it to you."
    return _sheet(returns, f"Return of {post.name}, {round_}", back, post=post.pk)


def sheets_of_posts(round_: Round, posts: Sequence[Post]) -> bytes:
    """The Excel files of several posts, as one .zip."""
    packed = BytesIO()
    with ZipFile(packed, "w", ZIP_DEFLATED) as files:
        for name, post in zip(file_names(posts), posts, strict=True):
            files.writestr(name, sheet_of_post(round_, post))
    return packed.getvalue()


def file_names(posts: Sequence[Post]) -> list[str]:
    """A file's name for each post, no two the same."""
    names = [f"return-{slugify(post.name)[:80] or 'post'}" for post in posts]
    return [
        f"{name}{f'-{post.pk}' if names.count(name) > 1 else ''}.xlsx"
        for name, post in zip(names, posts, strict=True)
    ]


def _sheet(returns: Sequence[ActionReturn], title: str, back: str, *, post: int = 0) -> bytes:
    due = min((each.round.due_on_for(each.action) for each in returns), default=None)
    advice = [
        back,
        "A date may be in any words: 31 March 2027, June 2027, Autumn 2027, TBC.",
        "A row that you leave as it is stays as it is.",
    ]
    if due:
        advice.append(f"Due by {due:%-d %B %Y}: {counted(len(returns), 'action')}.")
    return to_return_sheet([_row(each, post) for each in returns], title=title, advice=advice)


def _row(action_return: ActionReturn, post: int) -> ReturnRow:
    action, plan = action_return.action, action_return.round.plan
    last, labels = action.latest_update, statuses_offered(plan)
    return ReturnRow(
        key=row_key(action_return, post=post),
        plan=str(plan),
        ref=action.ref or "",
        title=action.title,
        agreed=(action.due or {}).get("text", ""),
        last_status=(last.status_text or "") if last else "",
        last_update=(last.text or "") if last else "",
        statuses=list(labels.values()),
        boxes=in_words(action_return, answer_in(action_return)),
    )


def in_words(action_return: ActionReturn, answer: Answer) -> dict[str, str]:
    """An answer as the boxes of a sheet show it."""
    labels = statuses_offered(action_return.round.plan)
    words = {name: str(value or "") for name, value in answer._asdict().items()}
    status = answer.status
    words["status"] = labels.get(status, LABELS[status]) if status else ""
    words["nothing_changed"] = YES if answer.nothing_changed else ""
    return words
