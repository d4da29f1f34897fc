"""What a plan calls its levels: an organisation may say priority where others say theme."""

from followthrough.site.register.models import Plan

LEVELS = {"theme": "Theme", "workstream": "Workstream", "action": "Action"}


def level_word(plan: Plan, level: str) -> str:
    """The plan's own word for a level, else the usual one."""
    return str(plan.level_words.get(level) or LEVELS[level])


def level_in_sentence(plan: Plan, level: str) -> str:
    """The word for a level as it stands inside a sentence."""
    return in_sentence(level_word(plan, level))


def in_sentence(word: str) -> str:
    """A word for a level with a small letter in front where it can have one: "priority", but "KPI"."""
    return word if word[1:2].isupper() else word[:1].lower() + word[1:]


def level_words(plan: Plan) -> dict[str, str]:
    """The word for each level."""
    return {level: level_word(plan, level) for level in LEVELS}
