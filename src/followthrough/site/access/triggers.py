"""The triggers that make what happened to accounts append-only.

An entry may go when it is older than a year and a month: it holds addresses of people's machines.
"""

from followthrough.site.triggers import Triggers, no_change, no_replacing, together

TABLE, REFUSAL = "access_accessevent", "what happened to accounts is append-only"
DAYS_KEPT = 396

_ON_SQLITE = no_change(TABLE, REFUSAL, may_go=f"OLD.at < datetime('now', '-{DAYS_KEPT} days')")
_ON_POSTGRESQL = no_change(TABLE, REFUSAL, may_go=f"OLD.at < now() - interval '{DAYS_KEPT} days'")

KEEPING_ACCESS = together(
    Triggers(
        {"sqlite": _ON_SQLITE.create["sqlite"], "postgresql": _ON_POSTGRESQL.create["postgresql"]},
        {"sqlite": _ON_SQLITE.drop["sqlite"], "postgresql": _ON_POSTGRESQL.drop["postgresql"]},
    ),
    no_replacing(TABLE, REFUSAL),
)
