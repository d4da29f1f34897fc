"""The triggers that keep how risks were scored: no row is changed; all go with what they score."""

from followthrough.site.triggers import no_change, no_replacing, together

_TABLE, _REFUSAL = "risks_assessment", "how a risk was scored never changes"

KEEPING = together(no_change(_TABLE, _REFUSAL, may_go="OLD.id IS NOT NULL"), no_replacing(_TABLE, _REFUSAL))
