"""The boxes of a return, told once: the page, the spreadsheet, the answer and its history go by them."""

from typing import Literal, NamedTuple


class ReturnBox(NamedTuple):
    """One box: its name in an answer, the heading that people read, and what is written or chosen in it.

    `width` is that of its column in a spreadsheet, in letters; `lines` how many the page shows of its words.
    A box with no number of its own on the page belongs to the one before it.
    """

    name: str
    heading: str
    kind: Literal["words", "yes", "status", "cause"] = "words"
    width: int = 30
    lines: int = 2
    hint: str = ""
    has_number: bool = True


# In the order in which they are filled in.
RETURN_BOXES = (
    ReturnBox("done", "What has been done since", width=44, lines=5),
    ReturnBox("nothing_changed", "Nothing has changed", kind="yes", width=12, has_number=False),
    ReturnBox(
        "forecast_text",
        "When will it be finished?",
        width=18,
        lines=1,
        hint="In any words: 31 March 2027, June 2027, Autumn 2027. TBC, if it is not known.",
    ),
    ReturnBox("move_date", "Ask to move the agreed date?", kind="yes", width=16, has_number=False),
    ReturnBox("move_cause", "Cause of the later date", kind="cause", width=22, has_number=False),
    ReturnBox(
        "move_reason",
        "Why the agreed date should move",
        hint="For whoever decides. Leave it empty if the cause, or what is in the way, says it.",
        has_number=False,
    ),
    ReturnBox(
        "move_effect",
        "What becomes of the measure of success",
        hint="Leave it empty if it holds.",
        has_number=False,
    ),
    ReturnBox("next_steps", "What comes next, and when", width=34, lines=3),
    ReturnBox("blocked", "What is in the way", hint="Leave it empty if nothing is."),
    ReturnBox("status", "Status", kind="status", width=18),
    ReturnBox("reason", "Why the status differs from what the dates say", has_number=False),
    ReturnBox(
        "evidence",
        "Evidence so far",
        hint="A document, a figure, a decision: what shows it. Sent, it is evidence of the action.",
    ),
)
# The heading of each box by its name, and the names of those that words are written in, or a yes.
BOXES = {box.name: box.heading for box in RETURN_BOXES}
WORD_BOXES = tuple(box.name for box in RETURN_BOXES if box.kind in ("words", "cause"))
YES_BOXES = tuple(box.name for box in RETURN_BOXES if box.kind == "yes")

# What each row of a spreadsheet also says of its action, so that a key in a wrong row is noticed.
WITNESSES = {"plan": "Plan", "ref": "Ref", "title": "Action"}
# The heading of the hidden column by which a row of a spreadsheet is known again.
ROW_KEY = "Row key, do not change"
YES = "Yes"
