"""Lets a test that needs real transactions empty the tables afterwards, the history too."""

from functools import wraps

from django.db import connection

from followthrough.site.access.triggers import KEEPING_ACCESS
from followthrough.site.assurance.triggers import KEEPING as KEEPING_ASSURANCE
from followthrough.site.changes.journal import JOURNAL
from followthrough.site.editions.triggers import KEEPING as KEEPING_EDITIONS
from followthrough.site.history.triggers import CHANGING, SEALING
from followthrough.site.record_notes.triggers import KEEPING as KEEPING_NOTES
from followthrough.site.risks.triggers import KEEPING as KEEPING_RISKS
from followthrough.site.rounds.triggers import KEEPING
from followthrough.site.triggers import together

# The journal refuses nothing, but would keep each row that goes.
REFUSING = together(
    CHANGING,
    SEALING,
    KEEPING_ACCESS,
    KEEPING,
    KEEPING_ASSURANCE,
    KEEPING_RISKS,
    KEEPING_NOTES,
    KEEPING_EDITIONS,
    JOURNAL,
)


def let_tests_empty_the_history(patch):
    """History and published rounds refuse to be emptied; what empties them goes round their triggers."""
    operations = type(connection.ops)
    flush = operations.sql_flush
    # The journeys' conftest asks too, for its own folder.
    if hasattr(flush, "__wrapped__"):
        return

    @wraps(flush)
    def sql_flush(self, *arguments, **options):
        statements = flush(self, *arguments, **options)
        vendor = self.connection.vendor
        return [*REFUSING.drop[vendor], *statements, *REFUSING.create[vendor]] if statements else []

    patch.setattr(operations, "sql_flush", sql_flush)
