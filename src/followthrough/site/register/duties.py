"""Separation of duties: who may not do what, because of what they did before.

The one place that says it. Each rule is a function that raises OwnWorkError, with the sentence that a person
reads; the operation that it binds calls it inside its transaction, on the rows as they are by then. Where the
database can hold a rule too, a constraint of the table repeats it.
"""

from followthrough.site.people.models import User


class OwnWorkError(Exception):
    """Somebody would judge their own work. The message says whose it is and what to do."""


def refuse_deciding_own_request(*, by: User, asked_by: User | None) -> None:
    """Nobody decides a change that they asked for, on whosever behalf."""
    if asked_by is not None and by.pk == asked_by.pk:
        raise OwnWorkError("You asked for this change, so somebody else has to decide it.")
