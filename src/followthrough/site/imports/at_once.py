"""A file read and taken in without a person to look at it: what is certain comes in, or nothing does."""

from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from time import sleep

from followthrough.outputs.wording import counted
from followthrough.site import clock
from followthrough.site.changes.queries import requests_waiting
from followthrough.site.imports import operations
from followthrough.site.imports.models import Import
from followthrough.site.imports.next_version.matching import Answers, Versions
from followthrough.site.imports.next_version.operations import ChangedMeanwhileError, take_next_version_in
from followthrough.site.imports.next_version.outcome import NextVersion
from followthrough.site.imports.next_version.page import NextVersionPage
from followthrough.site.imports.queries import is_settled, same_file_taken_in
from followthrough.site.imports.reading import read_in_background
from followthrough.site.imports.review import Review
from followthrough.site.imports.titles import title_of
from followthrough.site.people.models import Organisation, User
from followthrough.site.register.document.as_document import as_document
from followthrough.site.register.models import Plan
from followthrough.site.spreadsheets.queue import TooManyWaitingError

SECONDS_BETWEEN_LOOKS = 0.2


class NotTakenInError(Exception):
    """The message says why nothing was taken in, and what to do."""


@dataclass(frozen=True)
class TakenIn:
    """The plan that a file is in now, and in sentences what was read and what came of it."""

    plan: Plan
    sentences: list[str]


def take_in_at_once(
    content: bytes,
    name: str,
    *,
    organisation: Organisation,
    into: Plan | None = None,
    title: str = "",
    by: User,
    at: datetime,
) -> TakenIn:
    """Make a plan of a file, or bring it as the next version `into` one. The same file counts once.

    A new plan is called `title`; without one as the file calls it, else as `title_of` makes it up.

    Raises NotTakenInError where it can't be read, and where somebody has to answer a question first: then it
    waits on its page.
    """
    before = same_file_taken_in(organisation, sha256(content).hexdigest())
    if before is not None and before.plan is not None:
        return TakenIn(before.plan, [f"{name} was added before, as {before.plan.slug}. Nothing was done."])
    read = _read(content, name, organisation=organisation, into=into, by=by, at=at)
    if into is not None:
        return _as_next_version(read, into, by=by, at=at)
    review = Review(read.plan_document, read.tables_seen)
    plan = operations.take_in(
        read, title=title or title_of(read.plan_document, name=name, day=clock.day_of(at)), by=by, at=at
    )
    rounds = counted(plan.rounds.count(), "past round")
    return TakenIn(
        plan,
        [
            review.headline,
            f"Added to the register as {plan.slug}, “{plan}”: {review.consequences}; {rounds}.",
        ],
    )


def _read(
    content: bytes, name: str, *, organisation: Organisation, into: Plan | None, by: User, at: datetime
) -> Import:
    try:
        read = operations.upload_file(
            content=content, name=name, organisation=organisation, by=by, at=at, into=into
        )
    except TooManyWaitingError as refused:
        raise NotTakenInError(str(refused)) from None
    read_in_background.func(read.pk)
    while not is_settled(read.pk):  # a worker was quicker to take it
        sleep(SECONDS_BETWEEN_LOOKS)
    read.refresh_from_db()
    if read.state == Import.State.FAILED:
        raise NotTakenInError(read.failure)
    return read


def _as_next_version(read: Import, plan: Plan, *, by: User, at: datetime) -> TakenIn:
    plan.refresh_from_db()
    versions = Versions(as_document(plan, with_archived=True), read.plan_document)
    _refuse_what_somebody_must_answer(read, plan, versions)
    actions = list(plan.actions.order_by("position").values_list("number", "pk"))
    page = NextVersionPage(NextVersion(versions), plan=plan, actions=actions, waiting=requests_waiting(plan))
    sentences = page.consequences or ["It says nothing that the plan does not."]
    try:
        take_next_version_in(read, answers=Answers(), seen=plan.changed_at, by=by, at=at)
    except ChangedMeanwhileError as error:
        raise NotTakenInError(f"“{plan}” was changed meanwhile, so nothing was added. Try again.") from error
    return TakenIn(
        plan, [Review(read.plan_document, read.tables_seen).headline, f"Added to {plan.slug}.", *sentences]
    )


def _refuse_what_somebody_must_answer(read: Import, plan: Plan, versions: Versions) -> None:
    """Only what is certain is decided without a person."""
    questions, gone = len(versions.questions), len(versions.gone)
    asked = [f"{counted(questions, 'action')} can't be told for certain"] * bool(questions)
    asked += [f"{counted(gone, 'action')} of “{plan}” {'is' if gone == 1 else 'are'} not in it"] * bool(gone)
    if asked:
        raise NotTakenInError(
            f"Nothing was added: {' and '.join(asked)}. {read} waits on the site, on the page "
            f"{read.get_absolute_url()}; answer there what is asked."
        )
