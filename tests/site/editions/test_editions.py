"""The life of an edition: what stands in its way, who reviews it, what is frozen, what a crash leaves."""

import json
import os
from contextlib import suppress
from datetime import timedelta

import pytest
from django.core.files.storage import FileSystemStorage
from django.db import IntegrityError, transaction
from django.db.utils import DatabaseError

from followthrough.outputs.report.frozen import digest_of, file_of
from followthrough.site.editions import files, making
from followthrough.site.editions.models import Edition, EditionAction, EditionFile, Withdrawal
from followthrough.site.editions.operations import (
    RefusedEditionError,
    draft_edition,
    make_again,
    publish_edition,
    remove_draft,
    review_edition,
    withdraw_edition,
)
from followthrough.site.editions.orphans import sweep_edition_files
from followthrough.site.editions.queries import editions_of, in_force
from followthrough.site.history.models import Event
from followthrough.site.history.sealing import head_of, seal_what_was_left
from followthrough.site.history.sentences import sentence
from followthrough.site.register.duties import OwnWorkError
from followthrough.site.reports.paper_texts import KEYS, Words, write_paper_texts
from followthrough.site.rounds.past_rounds import rounds_from_periods
from tests.site.cast import NOW, TODAY
from tests.site.editions.conftest import BECAUSE

pytestmark = pytest.mark.django_db
FORMATS = {"docx", "pdf", "xlsx", "html", "csv", "json"}


def test_a_draft_says_what_stands_in_its_way_and_where_it_is_mended(opened, papers_store, draft):
    made = draft(opened)
    sentences = " ".join(check["sentence"] for check in made.checks)

    assert made.state == Edition.State.DRAFT
    assert "The November 2022 round is not published" in sentences
    assert "“Legal implications” is not written yet." in sentences
    assert all(check["address"].startswith("/plans/") for check in made.checks)
    assert {file.form for file in made.files.all()} == FORMATS
    assert "Overview and Scrutiny" in made.no_comment_from


def test_what_is_not_written_stops_the_publication(opened, papers_store, draft, adam, alice):
    made = draft(opened)
    review_edition(made, confirmed=made.no_comment_from, by=adam, at=NOW)

    with pytest.raises(RefusedEditionError, match="stands in the way"):
        publish_edition(made, because=BECAUSE, by=alice, at=NOW)


def test_who_made_a_draft_does_not_review_it(published_round, draft, alice, adam):
    made = draft(published_round)

    with pytest.raises(OwnWorkError, match="You made this draft"):
        review_edition(made, confirmed=made.no_comment_from, by=alice, at=NOW)
    with pytest.raises(RefusedEditionError, match="no comment was received from"):
        review_edition(made, confirmed=[], by=adam, at=NOW)
    with pytest.raises(IntegrityError), transaction.atomic():
        Edition.objects.filter(pk=made.pk).update(state="reviewed", reviewed_by=alice, reviewed_at=NOW)


def test_a_published_edition_is_frozen_with_its_files_and_its_place_in_the_history(published_round, publish):
    seal_what_was_left()
    head = head_of(published_round.plan.organisation_id)
    edition = publish(published_round)
    report = json.loads(files.bytes_of(edition.files.get(form="json")))
    cover = {row["name"]: row["text"] for row in report["cover"]}

    assert edition.state == Edition.State.PUBLISHED
    assert edition.issue == 1
    assert edition.day == TODAY
    assert cover["Report to"] == "Cabinet, 30 November 2022"
    assert cover["Edition"] == "Edition 1, published on 30 November 2022."
    assert (edition.seal_number, edition.seal_digest) == (head.number, head.digest)
    assert cover["History up to"] == f"Entry {head.number}, seal {head.digest}"
    assert {file.form for file in edition.files.all()} == FORMATS
    assert edition.figures["total"] == edition.actions.count() == len(report["actions"])
    assert digest_of(edition.content) == edition.digest


@pytest.mark.parametrize("kind", ["cabinet", "own-shape"])
def test_an_edition_is_made_again_from_what_is_frozen_and_says_the_same(published_round, publish, kind):
    edition = publish(published_round, kind)
    published_round.plan.actions.update(title="Something else entirely")
    edition.refresh_from_db()

    for form in ("json", "csv", "html", "pdf"):
        assert file_of(edition.content, form) == files.bytes_of(edition.files.get(form=form))


def test_a_later_edition_supersedes_the_earlier_and_both_stay(published_round, publish):
    first, second = publish(published_round), publish(published_round)
    other = publish(published_round, audience="public")
    found = {each.pk: each for each in editions_of(published_round.plan, sees_work=True, sees_exempt=True)}

    assert (first.issue, second.issue, other.issue) == (1, 2, 1)
    assert found[first.pk].is_superseded
    assert not found[second.pk].is_superseded
    assert set(in_force(Edition.objects.all())) == {second, other}
    assert "superseded by a later edition" in sentence(Event.objects.get(type="edition.superseded"))


def test_what_was_withdrawn_stays_and_says_why(published_round, publish, alice):
    edition = publish(published_round)
    with pytest.raises(RefusedEditionError, match="Say why"):
        withdraw_edition(edition, reason=" ", by=alice, at=NOW)
    withdraw_edition(edition, reason="A wrong date.", by=alice, at=NOW)
    withdraw_edition(edition, reason="Asked twice.", by=alice, at=NOW)

    assert Withdrawal.objects.get().reason == "A wrong date."
    assert not in_force(Edition.objects.all()).exists()
    assert edition.files.count() == len(FORMATS)
    assert "(reason: A wrong date.)" in sentence(Event.objects.get(type="edition.withdrawn"))


def test_the_database_refuses_to_alter_what_was_published(published_round, publish, alice):
    withdraw_edition(publish(published_round), reason="A wrong date.", by=alice, at=NOW)
    fields = {Edition: "because", EditionFile: "sha256", EditionAction: "title", Withdrawal: "reason"}

    for table, field in fields.items():
        for alter in (
            lambda table=table, field=field: table.objects.update(**{field: "x"}),
            lambda table=table: table.objects.all()._raw_delete("default"),
        ):
            with pytest.raises(DatabaseError, match="never changes"), transaction.atomic():
                alter()


def test_a_draft_can_be_made_again_and_removed(
    published_round, draft, alice, adam, django_capture_on_commit_callbacks
):
    made = draft(published_round)
    review_edition(made, confirmed=made.no_comment_from, by=adam, at=NOW)
    old = {file.key for file in made.files.all()}
    with django_capture_on_commit_callbacks(execute=True):
        make_again(made, forum="Council", forum_on=None, by=adam, at=NOW)
    made.refresh_from_db()

    assert (made.state, made.by, made.reviewed_by) == ("draft", adam, None)
    assert not any(files.edition_store().exists(key) for key in old)
    remove_draft(made, by=alice, at=NOW)
    made.refresh_from_db()
    assert (made.state, made.content, made.files.count()) == ("removed", None, 0)


def test_what_changed_after_the_review_is_not_published(published_round, draft, alice, adam):
    made = draft(published_round)
    review_edition(made, confirmed=made.no_comment_from, by=adam, at=NOW)
    write_paper_texts(published_round.plan, texts={KEYS[0]: Words("Other words.")}, by=alice, at=NOW)
    publish_edition(made, because=BECAUSE, by=alice, at=NOW)
    made.refresh_from_db()

    assert made.state == Edition.State.REVIEWED
    assert "has changed since it was reviewed" in made.failure
    assert "was not published" in sentence(Event.objects.get(type="edition.not_published"))


class FullStore(FileSystemStorage):
    """A store that takes two files and then fails, or is killed."""

    error: type[BaseException] = OSError
    taken = 0

    def save(self, name, content, max_length=None):
        self.taken += 1
        if self.taken > 2:
            raise self.error("No space left")
        return super().save(name, content, max_length)


@pytest.mark.parametrize("error", [OSError, SystemExit])
def test_a_crash_while_publishing_leaves_a_draft(
    published_round, draft, alice, adam, papers_store, monkeypatch, error
):
    made = draft(published_round)
    review_edition(made, confirmed=made.no_comment_from, by=adam, at=NOW)
    before = {path for path in papers_store.rglob("*") if path.is_file()}
    full = FullStore(location=papers_store)
    full.error = error
    monkeypatch.setattr(files, "edition_store", lambda: full)
    monkeypatch.setattr(making.publish_in_background.__class__, "enqueue", lambda *_: None)
    publish_edition(made, because=BECAUSE, by=alice, at=NOW)
    with suppress(SystemExit):
        making.publish_in_background.func(made.pk)
    made.refresh_from_db()

    assert made.state == (Edition.State.REVIEWED if error is OSError else Edition.State.TO_PUBLISH)
    assert (made.issue, made.published_at) == (None, None)
    assert not EditionAction.objects.exists()
    assert made.files.count() == len(FORMATS)
    assert {path for path in papers_store.rglob("*") if path.is_file()} == before


def test_files_that_no_edition_names_go_after_a_day_unless_the_store_may_be_another_ones(
    published_round, draft, papers_store
):
    made = draft(published_round)
    new, old = papers_store / "new.pdf", papers_store / "1" / "killed" / "old.pdf"
    old.parent.mkdir(parents=True)
    for path, age in ((new, timedelta(hours=23)), (old, timedelta(hours=25))):
        path.write_bytes(b"x")
        os.utime(path, ((NOW - age).timestamp(),) * 2)
    whole = made.files.get(form="csv")
    aside = papers_store / whole.key
    aside.rename(papers_store.parent / "aside")
    assert sweep_edition_files(at=NOW) == []

    (papers_store.parent / "aside").rename(aside)
    assert sweep_edition_files(at=NOW) == ["1/killed/old.pdf"]
    assert new.exists()
    assert not old.exists()
    assert all(files.bytes_of(each) for each in made.files.all())

    made.files.all().delete()
    assert sweep_edition_files(at=NOW + timedelta(days=36_500)) == []


def test_what_stopped_without_a_word_begins_again_and_is_given_up_the_second_time(
    published_round, draft, alice, adam, monkeypatch
):
    made = draft(published_round)
    review_edition(made, confirmed=made.no_comment_from, by=adam, at=NOW)
    killed = Edition.objects.filter(pk=made.pk)
    later = NOW + making.STOPPED_AFTER * 2
    killed.update(state="publishing", attempts=2, published_by=alice)
    making.resume_stopped_editions(at=later)
    made.refresh_from_db()
    assert (made.state, made.failure) == ("reviewed", making.STOPPED)

    killed.update(state="publishing", attempts=1)
    making.resume_stopped_editions(at=later)
    made.refresh_from_db()
    assert made.state == "published"


def test_a_round_that_came_with_a_file_has_no_papers(library, alice, papers_store):
    rounds_from_periods(library, by=alice, at=NOW)
    with pytest.raises(RefusedEditionError, match="came with a file"):
        draft_edition(
            library.rounds.first(),
            kind="cabinet",
            audience="public",
            forum="",
            forum_on=None,
            by=alice,
            at=NOW,
        )


def test_each_step_leaves_an_event_that_can_be_read(published_round, publish, alice):
    withdraw_edition(publish(published_round), reason="A wrong date.", by=alice, at=NOW)
    told = [sentence(event) for event in Event.objects.filter(type__startswith="edition.").order_by("pk")]

    assert [words.split(" ")[1] for words in told] == [
        "drafted",
        "reviewed",
        "asked",
        "published",
        "withdrew",
    ]
    assert "“Progress, November 2022” (exempt (part 2)) for Cabinet, 30 November 2022" in told[0]
    assert told[2].endswith("published.") or BECAUSE in told[2]
    assert "SHA-256 of its content" in told[3]
