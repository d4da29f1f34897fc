"""What the words of a text tell of its part in a plan: whether it promises, reports, asks or names."""

import re
from collections import Counter
from collections.abc import Sequence
from functools import lru_cache

from followthrough.intake.limits import LOOKED_AT
from followthrough.plan.months import MONTH_NAME

_SIGNS: dict[str, re.Pattern[str]] = {
    name: re.compile(pattern, flags)
    for name, pattern, flags in (
        ("will", r"\b(?:will|shall|to be|plans? to|intends?|due to)\b", re.I),
        ("ought", r"\b(?:should|must|need(?:s|ed)? to|require[sd]?|ensure|recommend)", re.I),
        ("past", r"\b(?:has|have|had|was|were|been|completed?|now|already|did)\b", re.I),
        ("lack", r"\b(?:not|no|lack\w*|weak\w*|gap|fail\w*|only|risk|without|inconsistent)\b", re.I),
        ("we", r"\b(?:we|our|us)\b", re.I),
        ("question", r"\?", 0),
        ("bullets", r"[\n•·]", 0),
        ("money", r"[£$€]", 0),
        ("month", rf"\b{MONTH_NAME}\b", re.I),
        ("year", r"\b(?:19|20)\d\d\b", 0),
        ("number", r"^[\d.,%/ -]+$", 0),
        ("whole", r"^\d{1,4}$", 0),
        ("percent", r"%", 0),
        ("file", r"\.(?:docx?|pdf|xlsx?)\b|https?:|\bminutes?\b|\breport\b|\blog\b|\brecords?\b", re.I),
        ("share", r"\b\d+%|\b\d+ of \d+|\ball\b|\bevery\b|\bincrease|\breduc|\bnumber of\b", re.I),
        ("done", r"\b(?:complete|done|closed|achieved|implemented|agreed|accepted)", re.I),
        ("stop", r"[.!]$", 0),
        ("small", r"^[a-z]", 0),
        ("opens_ing", r"^\W*[A-Z]?[a-z]+ing\b", 0),
        ("opens_ed", r"^\W*[A-Z]?[a-z]+(?:ed|pt|nt)\b", 0),
        ("opens_that", r"^\W*(?:that|to)\b", re.I),
        ("opens_the", r"^\W*(?:the|a|an|there|this|these|all|some|no|we|it)\b", re.I),
        ("yes_no", r"^(?:yes|no|y|n|✓|✔|x)$", re.I),
        (
            "accept",
            r"^(?:partial\w* |fully |not |do not |in )?(?:agree|accept|concur|reject|principle)",
            re.I,
        ),
    )
}
# An opening that orders: a capital, no ending that makes it a thing or a past, and a word that goes on.
_ORDER = re.compile(
    r"^\W*(?!The\b|An?\b|All\b|This\b|There\b|We\b|It\b|In\b|For\b|No\b|On\b|At\b|By\b|From\b)"
    r"[A-Z][a-z]+(?<!ing)(?<!ed)(?<!s)(?<!tion)(?<!er)(?<!ment)(?<!ly) (?:[a-z]|[A-Z][a-z]+ )"
)
_SAMPLE = 60


@lru_cache(maxsize=50_000)
def signs_in(text: str) -> tuple[str, ...]:
    """The signs that a text shows."""
    text = text[:LOOKED_AT]
    found = tuple(name for name, pattern in _SIGNS.items() if pattern.search(text))
    return (*found, "orders") if _ORDER.match(text) else found


def shares_of_signs(texts: Sequence[str]) -> dict[str, float]:
    """The share of the texts that show each sign."""
    seen = texts[:: 1 + len(texts) // _SAMPLE]
    count = Counter(sign for text in seen for sign in signs_in(text))
    return {sign: number / max(len(seen), 1) for sign, number in count.items()}
