"""What a plan is called whose file gives it no title."""

import re
from datetime import date
from pathlib import PurePath

from followthrough.outputs.wording import counted
from followthrough.plan.document import PlanDocument
from followthrough.plan.when.days_in_words import day_in_words

# Words that a person gave a file: letters alone, two at least, none of them the sum of a machine.
_WORD = re.compile(r"[^\W\d_]{3,20}")
_FEWEST_WORDS = 2


def title_of(document: PlanDocument, *, name: str, day: date) -> str:
    """The plan's own title; else the words of its file's name, else "Action plan" and its size."""
    if document.title:
        return document.title
    parts = re.split(r"[\s_.+-]+", PurePath(name).stem)
    words = [part for part in parts if _WORD.fullmatch(part)]
    if len(words) >= _FEWEST_WORDS:
        return " ".join([words[0].capitalize(), *words[1:]])
    return f"Action plan, {counted(len(document.actions), 'action')}, added {day_in_words(day)}"
