"""The triggers that keep what was recorded of an occurrence, and the rhythms before the present one.

Both go with their action, as when an import is undone; no row is ever changed.
"""

from followthrough.site.triggers import no_change, no_replacing, together

REFUSAL = "what was recorded of an assurance action never changes"
TABLES = ("assurance_occurrencerecord", "assurance_schedule")

KEEPING = together(
    *(no_change(table, REFUSAL, may_go="OLD.id IS NOT NULL") for table in TABLES),
    *(no_replacing(table, REFUSAL) for table in TABLES),
)
