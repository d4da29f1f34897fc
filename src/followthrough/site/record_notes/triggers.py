"""The triggers that keep notes on the record: no row is changed; all go with what they are about."""

from followthrough.site.triggers import no_change, no_replacing, together

_TABLE, _REFUSAL = "record_notes_recordnote", "a note on the record never changes"

KEEPING = together(no_change(_TABLE, _REFUSAL, may_go="OLD.id IS NOT NULL"), no_replacing(_TABLE, _REFUSAL))
