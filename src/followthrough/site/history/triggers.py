"""The triggers that make the history append-only."""

from followthrough.site.triggers import Triggers, no_change, no_replacing, together

TABLE, REFUSAL = "history_event", "history is append-only"

CHANGING = no_change(TABLE, REFUSAL)
REPLACING = no_replacing(TABLE, REFUSAL)

# A role that only serves writes of now; the owner of the table brings in what was done earlier.
_BACKDATED = f"{TABLE}_of_now"
_REFUSE_BACKDATED = """
    IF NEW.at NOT BETWEEN now() - interval '1 hour' AND now() + interval '1 hour'
        AND NOT pg_has_role(current_user, (SELECT relowner FROM pg_class WHERE oid = TG_RELID), 'MEMBER')
    THEN RAISE EXCEPTION 'an event is recorded when it happens, within an hour'; END IF;
    RETURN NEW;
"""
DATING = Triggers(
    create={
        "sqlite": [],
        "postgresql": [
            f"CREATE FUNCTION {_BACKDATED}() RETURNS trigger LANGUAGE plpgsql AS "
            f"$$ BEGIN {_REFUSE_BACKDATED} END $$",
            f"CREATE TRIGGER {_BACKDATED} BEFORE INSERT ON {TABLE} FOR EACH ROW "
            f"EXECUTE FUNCTION {_BACKDATED}()",
        ],
    },
    drop={
        "sqlite": [],
        "postgresql": [f"DROP TRIGGER {_BACKDATED} ON {TABLE}", f"DROP FUNCTION {_BACKDATED}()"],
    },
)

SEALS, SEALS_REFUSAL = "history_seal", "seals of the history are append-only"

SEALING = together(no_change(SEALS, SEALS_REFUSAL), no_replacing(SEALS, SEALS_REFUSAL))
