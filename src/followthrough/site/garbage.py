"""How often Python looks for garbage in the processes that serve and work."""

import gc

OBJECTS_BETWEEN_SEARCHES = 200_000


def look_for_garbage_less_often() -> None:
    """Leave what was loaded at the start out of the search for garbage, and search more seldom.

    A page or a check of a large plan makes many objects and little garbage: half of its time went on that.
    """
    gc.freeze()
    gc.set_threshold(OBJECTS_BETWEEN_SEARCHES, 10, 10)
