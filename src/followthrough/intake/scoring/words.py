"""What the words of one text tell: whether it promises, reports, asks or names, and which field it suits, as
a heading or as a cell alone."""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from functools import lru_cache
from itertools import pairwise
from math import log, log1p
from unicodedata import combining, normalize

from followthrough.intake.kinds.cells import kinds_of
from followthrough.intake.limits import LOOKED_AT
from followthrough.intake.scoring import weights
from followthrough.intake.tables.headings import fields_of, fold_heading
from followthrough.intake.tables.table import Heading
from followthrough.plan.when.months import MONTH_NAME

# A label that is so likely the heading of a field says so.
_SAYS = 0.6
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
# Of more words a heading tells nothing by those after the first few.
_MOST_WORDS = 12
_PART_OF_WORD = 4
# Parts of words of so many letters tell of words that no table had.
_LETTERS = (3, 4)
_OTHER_SCRIPT = re.compile(r"[^\W\d_a-z]", re.IGNORECASE)
_GLUED = re.compile(r"(?<=[a-z])(?=[A-Z][a-z])")


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


def heading_features(heading: Heading) -> dict[str, float]:
    """The features of the words over a column."""
    words = words_of_heading(heading.text)
    features = {f"w={word}": 1.0 for word in words}
    features |= {f"b={a} {b}": 1.0 for a, b in pairwise(words)}
    features |= {f"p={word[:_PART_OF_WORD]}": 1.0 for word in words if len(word) > _PART_OF_WORD}
    if words:
        features |= {f"first={words[0]}": 1.0, f"last={words[-1]}": 1.0, f"whole={' '.join(words)}": 1.0}
    group = heading.above or heading.spanning
    above = fold_heading(group).split()[:_MOST_WORDS]
    features |= {f"above={word}": 1.0 for word in above}
    for name, score in heading.scores().items():
        features |= {f"known={name}": score, f"sure={name}": float(score >= 1)}
    features |= {f"known above={name}": score for name, score in fields_of(group).items()}
    features[f"words={min(len(words), 5)}"] = 1.0
    features |= {"month over it": 1.0} if heading.period else {}
    features |= {"asks": 1.0} if "?" in heading.text else {}
    features |= {"group over it": 1.0} if above else {}
    return features


def words_of_heading(heading: str) -> list[str]:
    """The words of a heading: without accents, "dueDate" as two, the signs of other scripts one by one."""
    plain = "".join(c for c in normalize("NFKD", _GLUED.sub(" ", heading[:LOOKED_AT])) if not combining(c))
    return (fold_heading(plain).split() or list(_OTHER_SCRIPT.findall(plain)))[:_MOST_WORDS]


def parts_of_words(heading: Heading) -> dict[str, float]:
    """Parts of the heading's words, their ends marked: new words are often made of known ones."""
    marked = [f"^{word}$" for word in words_of_heading(heading.text)]
    return {
        f"g={word[at : at + length]}": 0.5
        for word in marked
        for length in _LETTERS
        for at in range(len(word) - length + 1)
    }


def features_of(text: str) -> dict[str, float]:
    """The features of a cell by its text."""
    features = {"bias": 1.0, f"length={min(int(log1p(len(text)) * 1.5), 9)}": 1.0}
    features |= {f"k={kind}": 1.0 for kind in kinds_of(text)}
    features |= {f"s={sign}": 1.0 for sign in signs_in(text)}
    features["small" if text[:1].islower() else "capital" if text[:1].isupper() else "other"] = 1.0
    return features


def chances_of(text: str) -> dict[str, float]:
    """How likely each field is, for one that all fields have as many cells."""
    return weights.model("cells").chances(features_of(text))


def chances_of_heading(text: str) -> dict[str, float]:
    """What a short text says as a heading of its column, no cell being seen; "text" where it is none."""
    return weights.model("headings").chances(features_of_heading(text))


def features_of_heading(text: str) -> dict[str, float]:
    """The features of a text as a heading by itself."""
    words = {"bias": 1.0, f"length={min(int(log1p(len(text)) * 1.5), 9)}": 1.0}
    return words | heading_features(Heading(text, "", ""))


def gain_under(heading: Mapping[str, float], cell: Mapping[str, float]) -> float:
    """How much likelier a cell is below a heading than anywhere, as a logarithm; each by what it may hold."""
    return log(sum(chance * cell.get(name, 0.0) for name, chance in heading.items()) * len(cell) + 1e-3)


@lru_cache(maxsize=2_000)
def kinds_of_label(label: str) -> frozenset[str]:
    """What a label can be the heading of, by the words of the field or those of other bodies."""
    likely = {name for name, chance in chances_of_heading(label).items() if chance >= _SAYS}
    return frozenset(fields_of(label).keys() | likely - {"note", "text"})
