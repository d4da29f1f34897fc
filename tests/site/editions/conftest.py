"""A published round, and papers of it, for the tests of editions."""

from collections.abc import Callable

import pytest

from followthrough.site.editions.models import Edition
from followthrough.site.editions.operations import draft_edition, publish_edition, review_edition
from followthrough.site.reports.paper_texts import KEYS, Words, write_paper_texts
from followthrough.site.rounds.models import Round
from followthrough.site.rounds.operations import lock_round, publish_round
from tests.site.cast import NOW, TODAY
from tests.site.rounds.answers import send
from tests.site.rounds.conftest import library, november, opened

__all__ = ["library", "november", "opened"]

BECAUSE = "The board knows of them."


@pytest.fixture
def published_round(opened, alice, owen, papers_store) -> Round:
    """The November round, published, with each fixed section of its papers written."""
    sections = {key: Words("Considered, none.") for key in KEYS if key.kind == "section"}
    write_paper_texts(opened.plan, texts=sections, by=alice, at=NOW)
    send(opened, "L1.1", by=owen)
    lock_round(opened, by=alice, at=NOW)
    publish_round(opened, by=alice, at=NOW)
    opened.refresh_from_db()
    return opened


@pytest.fixture
def draft(alice) -> Callable[..., Edition]:
    """A function that has Alice draft a paper on a round."""

    def drafted(round_: Round, kind: str = "cabinet", audience: str = "exempt") -> Edition:
        made = draft_edition(
            round_, kind=kind, audience=audience, forum="Cabinet", forum_on=TODAY, by=alice, at=NOW
        )
        made.refresh_from_db()
        return made

    return drafted


@pytest.fixture
def publish(draft, alice, adam) -> Callable[..., Edition]:
    """A function that has a paper drafted by Alice, reviewed by Adam and published."""

    def published(round_: Round, kind: str = "cabinet", audience: str = "exempt") -> Edition:
        made = draft(round_, kind, audience)
        review_edition(made, confirmed=made.no_comment_from, by=adam, at=NOW)
        publish_edition(made, because=BECAUSE, by=alice, at=NOW)
        made.refresh_from_db()
        return made

    return published
