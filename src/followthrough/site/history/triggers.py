"""The triggers that make the history append-only."""

from followthrough.site.triggers import no_change, no_replacing

TABLE, REFUSAL = "history_event", "history is append-only"

CHANGING = no_change(TABLE, REFUSAL)
REPLACING = no_replacing(TABLE, REFUSAL)
