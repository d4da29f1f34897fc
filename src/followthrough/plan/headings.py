"""How a person tells one column of a plan from the others."""


def full_heading(heading: str, group: str | None, nth: int | None = None) -> str:
    """A heading as a person tells it from others: "group: heading" where it stands below another, and
    "heading [2]" where it is the second that says so.
    """
    whole = f"{group}: {heading}" if group and group != heading else heading
    return f"{whole} [{nth}]" if nth else whole
