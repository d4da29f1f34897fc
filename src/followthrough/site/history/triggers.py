"""The triggers that make the history append-only."""

from followthrough.site.triggers import no_change, no_replacing, together

TABLE, REFUSAL = "history_event", "history is append-only"

CHANGING = no_change(TABLE, REFUSAL)
REPLACING = no_replacing(TABLE, REFUSAL)

SEALS, SEALS_REFUSAL = "history_seal", "seals of the history are append-only"

SEALING = together(no_change(SEALS, SEALS_REFUSAL), no_replacing(SEALS, SEALS_REFUSAL))
