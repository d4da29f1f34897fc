"""What is archived is asked of nobody and counted in no round, but what was published stays."""

from followthrough.site.register.editing.archiving import archive_action, restore_action
from followthrough.site.rounds.figures.queries import figures, publication_of
from followthrough.site.rounds.operations import lock_round, open_round, publish_round
from tests.site.cast import NOW, TODAY


def archive(plan, alice, ref="L1.1"):
    archive_action(plan.actions.get(ref=ref), reason="Written twice.", by=alice, at=NOW)


def test_a_round_does_not_ask_for_it(library, november, alice):
    archive(library, alice)

    asked = open_round(november, by=alice, at=NOW).returns.values_list("action__ref", flat=True)

    assert "L1.1" not in asked


def test_an_open_round_forgets_it_and_remembers_it_when_it_is_put_back(library, opened, alice):
    before = opened.returns.count()
    archive(library, alice)
    assert opened.returns.count() == before - 1

    restore_action(library.actions.get(ref="L1.1"), reason="It was not.", by=alice, at=NOW)
    assert opened.returns.count() == before


def test_the_figures_leave_it_out_and_what_was_published_keeps_it(library, opened, alice):
    lock_round(opened, by=alice, at=NOW)
    publish_round(opened, by=alice, at=NOW)
    opened.refresh_from_db()
    published = figures(opened, day=TODAY)

    archive(library, alice)

    assert figures(opened, day=TODAY) == published
    number = library.actions.get(ref="L1.1").number
    assert publication_of(opened).standings.filter(number=number).exists()
    assert opened.returns.filter(action__ref="L1.1").exists()
