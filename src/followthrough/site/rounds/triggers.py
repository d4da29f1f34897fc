"""The triggers that keep what was published, and each version of a return.

What an import published goes with the import; nothing else of it is ever changed or removed.
"""

from followthrough.site.triggers import no_change, no_replacing, together

REFUSAL = "what was published or sent never changes"
# Each table, and the condition, on the row OLD, under which it may be deleted.
KEPT = {
    "rounds_publication": "OLD.imported",
    "rounds_standing": "EXISTS (SELECT 1 FROM rounds_publication WHERE id = OLD.publication_id AND imported)",
    "rounds_returnversion": "false",
}

KEEPING = together(
    *(no_change(table, REFUSAL, may_go=may_go) for table, may_go in KEPT.items()),
    *(no_replacing(table, REFUSAL) for table in KEPT),
)
