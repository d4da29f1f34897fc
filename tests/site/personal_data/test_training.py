"""A copy for training: the same plans and rounds, and nobody in them."""

import sqlite3
from contextlib import closing

import pytest
from click.testing import CliRunner

from followthrough.cli import main
from followthrough.site.history.models import Event
from followthrough.site.register.models import Action, Update
from tests.site.personal_data.conftest import dump, write_everywhere

pytestmark = pytest.mark.django_db(transaction=True)


def test_a_copy_has_the_plans_and_nobody_in_them_and_the_original_stays(acted, library, tmp_path):
    write_everywhere(acted)
    Action.objects.filter(pk=library.actions.first().pk).update(
        title="Ask J. Heron, j.heron@elsewhere.example"
    )
    (tmp_path / "names.txt").write_text("J. Heron\n")
    before = dump()
    copy = tmp_path / "copy"

    told = CliRunner().invoke(main, ["anonymise", str(copy), "--names", str(tmp_path / "names.txt")])

    assert told.exit_code == 0, told.output
    assert dump() == before
    file = copy / "followthrough.sqlite3"
    for gone in ("marker", "Marker", "MARKER", "Zoë", "ZOË", "Heron", "heron@", "riverbank.example"):
        assert gone.encode() not in file.read_bytes(), gone
    with closing(sqlite3.connect(file)) as opened:

        def count(table: str) -> int:
            return int(opened.execute(f"SELECT COUNT(*) FROM {table}").fetchone()[0])

        counted = (count("register_action"), count("register_update"), count("history_event"))
        assert counted == (Action.objects.count(), Update.objects.count(), Event.objects.count())
        assert count("access_accessevent") == count("history_seal") == 0
        triggers = {
            name for (name,) in opened.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'")
        }
        assert {"history_event_no_update", "register_action_words_UPDATE"} <= triggers
        titles = [title for (title,) in opened.execute("SELECT title FROM register_action ORDER BY id")]
        assert titles[0] == "Ask Somebody, address@training.invalid"
    again = CliRunner().invoke(main, ["anonymise", str(copy)])
    assert (again.exit_code, "is not empty" in again.output) == (2, True)
