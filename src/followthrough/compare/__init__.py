"""What changed between two versions of a plan: actions matched, then compared field by field."""

from followthrough.compare.change import Change, Comparison, Field, Kind, Months, Pair, Unsure
from followthrough.compare.comparing import compare
from followthrough.compare.counts import Counts, count

__all__ = ["Change", "Comparison", "Counts", "Field", "Kind", "Months", "Pair", "Unsure", "compare", "count"]
