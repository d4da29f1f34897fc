"""Makes a draft and publishes it, as jobs of the worker: nothing counts until all of it is there."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from typing import Any

import structlog
from django.db import transaction
from django.db.models import F, Max
from django.utils.text import slugify
from django_tasks import task

from followthrough.outputs.report.blocks import Report
from followthrough.outputs.report.frozen import digest_of, freeze, is_report, report_in, stamped
from followthrough.outputs.report.kinds import BY_NAME
from followthrough.outputs.report.words import day_in_words
from followthrough.site import clock
from followthrough.site.editions import checks, files
from followthrough.site.editions.models import Edition, EditionAction, EditionFile
from followthrough.site.history.operations import record
from followthrough.site.history.sealing import head_of
from followthrough.site.reports.making import MadeFrom, facts_for_report, taken_to
from followthrough.site.rounds.figures.queries import publication_of

STOPPED_AFTER = timedelta(minutes=2)
MOST_ATTEMPTS = 2
FAULT = (
    "The paper could not be made, because of a fault of this site. Try again, or tell whoever looks after it."
)
NOT_STORED = (
    "The paper was not published: its files could not be made or stored. It is still a draft; nothing else "
    "has changed. Try again, or tell whoever looks after this site."
)
STOPPED = "The work stopped twice before its end. Try again, or tell whoever looks after this site."
CHANGED = (
    "The paper was not published: something that it says has changed since it was reviewed. Make it again "
    "and have it reviewed."
)

State = Edition.State
log = structlog.get_logger(__name__)


class ContentChangedError(Exception):
    """What a paper would say now is no longer what was reviewed."""


class OvertakenError(Exception):
    """Another worker has done, or given up, what this one was at."""


@task()
def make_in_background(edition_id: int) -> None:
    """The job: makes the content and the files of a draft that waits. Of another it does nothing."""
    edition = _begin(edition_id, State.WAITING, State.MAKING)
    if edition:
        _see_through(edition, _make, back_to=State.FAILED, give_back_as=State.WAITING, failure=FAULT)


@task()
def publish_in_background(edition_id: int) -> None:
    """The job: publishes what was reviewed. Whatever stops it leaves a draft and nothing published."""
    edition = _begin(edition_id, State.TO_PUBLISH, State.PUBLISHING)
    if edition:
        _see_through(
            edition, _publish, back_to=State.REVIEWED, give_back_as=State.TO_PUBLISH, failure=NOT_STORED
        )


def resume_stopped_editions(*, at: datetime) -> None:
    """Has done again what was silent for STOPPED_AFTER; what stopped twice is left a draft."""
    jobs = {
        State.WAITING: (State.WAITING, make_in_background, State.FAILED),
        State.MAKING: (State.WAITING, make_in_background, State.FAILED),
        State.TO_PUBLISH: (State.TO_PUBLISH, publish_in_background, State.REVIEWED),
        State.PUBLISHING: (State.TO_PUBLISH, publish_in_background, State.REVIEWED),
    }
    with transaction.atomic():
        silent = Edition.objects.filter(state__in=list(jobs), heard_at__lt=at - STOPPED_AFTER)
        for stopped in silent.select_for_update(of=("self",)).defer("content"):
            waits, job, given_up = jobs[State(stopped.state)]
            if stopped.attempts >= MOST_ATTEMPTS:
                _end(stopped, given_up, failure=STOPPED)
            else:
                Edition.objects.filter(pk=stopped.pk).update(state=waits, heard_at=at)
                job.enqueue(stopped.pk)


def is_silent(edition: Edition, *, at: datetime) -> bool:
    """Whether nothing was heard of a job for so long that nobody may be at it."""
    return edition.heard_at is None or edition.heard_at < at - STOPPED_AFTER


def made_from(edition: Edition, *, at: datetime) -> MadeFrom:
    """What the paper is made from as it is known now, taken to the edition's forum."""
    found = facts_for_report(edition.plan, edition.period, today=clock.day_of(at))
    return taken_to(found, forum=edition.forum, on=edition.forum_on)


def content_of(edition: Edition, facts: MadeFrom) -> dict[str, Any]:
    """All that the paper would say."""
    return freeze(
        BY_NAME[edition.kind],
        facts.position,
        facts.facts,
        findings=None if edition.is_public else facts.findings,
        is_public=edition.is_public,
    )


def _begin(edition_id: int, waiting: State, doing: State) -> Edition | None:
    """The edition, claimed; None where another worker was quicker or nothing is to be done."""
    claimed = Edition.objects.filter(pk=edition_id, state=waiting).update(
        state=doing, heard_at=clock.now(), attempts=F("attempts") + 1
    )
    rows = Edition.objects.select_related("plan__organisation", "round", "by", "published_by")
    return rows.get(pk=edition_id) if claimed else None


def _see_through(
    edition: Edition,
    do: Callable[[Edition], None],
    *,
    back_to: State,
    give_back_as: State,
    failure: str,
) -> None:
    try:
        do(edition)
    except OvertakenError:
        log.warning("edition_overtaken", edition_id=edition.pk)
    except ContentChangedError:
        _fail(edition, back_to, CHANGED)
    except Exception:
        log.exception("edition_failed", edition_id=edition.pk)
        _fail(edition, back_to, failure)
    except BaseException:  # the worker is asked to stop: the next one begins again
        _end(edition, give_back_as, failure="")
        job = make_in_background if give_back_as == State.WAITING else publish_in_background
        job.enqueue(edition.pk)
        raise


def _make(edition: Edition) -> None:
    facts = made_from(edition, at=clock.now())
    content = content_of(edition, facts)
    report = report_in(content) if is_report(content) else None
    cover = [("Edition", "Draft. Not published.")]
    with _written(edition, stamped(content, cover), State.MAKING) as made:
        old = list(edition.files.values_list("key", flat=True))
        edition.files.all().delete()
        EditionFile.objects.bulk_create(made)
        edition.content, edition.digest = content, digest_of(content)
        edition.day, edition.made_at = facts.position.day, clock.now()
        edition.publication = publication_of(edition.round)
        edition.checks = [each.plain() for each in checks.found_in(edition, facts, report)]
        edition.no_comment_from = checks.commentators_without_words(facts, report)
        edition.title = report.title if report else str(edition)
        edition.state, edition.progress, edition.attempts, edition.failure = State.DRAFT, "", 0, ""
        edition.save()
        transaction.on_commit(lambda: files.delete_files(old))


def _publish(edition: Edition) -> None:
    """Write the files, then freeze everything in one transaction."""
    at = clock.now()
    content = content_of(edition, made_from(edition, at=at))
    if digest_of(content) != edition.digest:
        raise ContentChangedError
    issue = _next_issue(edition)
    seal = head_of(edition.plan.organisation_id)
    edition.seal_number, edition.seal_digest = (seal.number, seal.digest) if seal else (None, "")
    edition.issue = issue  # the names of its files say it
    published = stamped(content, _stamp(edition, at))
    with _written(edition, published, State.PUBLISHING) as made:
        _freeze(edition, published, made, at=at)


@contextmanager
def _written(edition: Edition, content: dict[str, Any], doing: State) -> Iterator[list[EditionFile]]:
    """The files of a content in the store, for one transaction that keeps them; they go where it fails."""
    made = files.write_files(edition, content, on_progress=_hearing(edition))
    try:
        with transaction.atomic():
            if not Edition.objects.select_for_update().filter(pk=edition.pk, state=doing).exists():
                raise OvertakenError
            yield made
    except BaseException:
        files.delete_files([each.key for each in made])
        raise


def _freeze(edition: Edition, content: dict[str, Any], made: list[EditionFile], *, at: datetime) -> None:
    drafts = list(edition.files.values_list("key", flat=True))
    edition.files.all().delete()
    EditionFile.objects.bulk_create(made)
    report = report_in(content) if is_report(content) else None
    if report:
        EditionAction.objects.bulk_create(_actions_in(edition, report), batch_size=500)
    edition.content, edition.digest = content, digest_of(content)
    edition.figures = dict(report.figures) if report else {}
    edition.plan_title = str(edition.publication.title if edition.publication else edition.plan)
    edition.state, edition.published_at = State.PUBLISHED, at
    edition.progress, edition.attempts, edition.failure = "", 0, ""
    edition.save()
    _note_published(edition, made, at=at)
    transaction.on_commit(lambda: files.delete_files(drafts))


def _note_published(edition: Edition, made: list[EditionFile], *, at: datetime) -> None:
    same = Edition.objects.filter(round=edition.round, kind=edition.kind, audience=edition.audience)
    details = {
        "digest": edition.digest,
        "files": ", ".join(f"{each.form} {each.sha256}" for each in made),
    }
    _record(edition, "edition.published", at, **details)
    for earlier in same.filter(issue=(edition.issue or 0) - 1).select_related("plan__organisation"):
        _record(earlier, "edition.superseded", at)


def _record(edition: Edition, type_: str, at: datetime, **details: Any) -> None:
    audience = Edition.Audience(edition.audience).label.lower()
    record(
        type=type_,
        by=edition.published_by if type_ == "edition.published" else None,
        organisation=edition.plan.organisation,
        subject=edition,
        plan=edition.plan,
        at=at,
        details={"paper": f"“{edition}” ({audience})", "issue": edition.issue, **details},
    )


def _stamp(edition: Edition, at: datetime) -> list[tuple[str, str]]:
    """What a published edition says of itself: which it is, and the head of the history that it stands on."""
    day = day_in_words(clock.day_of(at))
    rows = [("Edition", f"Edition {edition.issue}, published on {day}.")]
    if edition.because:
        rows.append(("Open questions", f"Published with grave questions open: {edition.because}"))
    if edition.seal_number:
        words = f"Entry {edition.seal_number}, seal {edition.seal_digest}"
        rows.append(("History up to", words))
    return rows


def _next_issue(edition: Edition) -> int:
    same = Edition.objects.filter(round=edition.round, kind=edition.kind, audience=edition.audience)
    return int(same.aggregate(last=Max("issue"))["last"] or 0) + 1


def _actions_in(edition: Edition, report: Report) -> list[EditionAction]:
    """A row an action, each with a key of its own."""
    taken: set[str] = set()
    rows = []
    for position, each in enumerate(report.data):
        plain = slugify(each["ref"] or each["title"])[:80] or "action"
        key, at = plain, 1
        while key in taken:
            at += 1
            key = f"{plain}-{at}"
        taken.add(key)
        rows.append(
            EditionAction(
                edition=edition,
                position=position,
                key=key,
                ref=each["ref"] or "",
                title=each["title"],
                theme=each["theme"] or "",
                owner=each["owner"] or "",
                status=each["status"] or "",
                status_kind=each["status_kind"],
                status_before=each["status_before"] or "",
                first_date=each["first"] or "",
                date_now=each["current"] or "",
                day_now=each["current_day"],
                expected=each["expected"] or "",
                months_late=each["months_late"],
                no_return=each["no_return"],
                text=each["update"] or "",
            )
        )
    return rows


def _hearing(edition: Edition) -> Callable[[str], None]:
    def hear(progress: str) -> None:
        Edition.objects.filter(pk=edition.pk).update(progress=progress, heard_at=clock.now())

    return hear


def _fail(edition: Edition, state: State, failure: str) -> None:
    with transaction.atomic():
        if _end(edition, state, failure=failure):
            _record(edition, "edition.not_published", clock.now(), failure=failure)


def _end(edition: Edition, state: State, *, failure: str) -> int:
    """Leave the edition in a state that is not published, with why."""
    doing = Edition.objects.filter(pk=edition.pk, published_at=None)
    return doing.update(state=state, progress="", failure=failure, heard_at=clock.now(), issue=None)
