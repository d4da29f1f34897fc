"""What is seen of a table whose columns are known: whether it is a plan, that is rows with something
promised, somebody, some time, some state."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from itertools import islice

from followthrough.intake.kinds.cells import kinds_of
from followthrough.intake.scoring import weights
from followthrough.intake.scoring.columns import ColumnSeen
from followthrough.intake.scoring.words import shares_of_signs
from followthrough.intake.tables.headings import fold_heading

_LINES_ABOVE, _WORDS = 3, 40
_PARTS = {
    "what": ("title",),
    "who": ("owner", "who_when"),
    "when": ("due", "start", "original_due", "revised_due", "who_when", "forecast"),
    "state": ("status", "update"),
}
# A column that is so likely to hold a part is looked at row by row.
_COULD_HOLD = 0.3
# So many rows tell how a table is.
_SAMPLE = 60
_LONG_HEADING = 45
# Signs that one column of a plan shows far more than its others, or a table that is none.
_TELLING = (
    "orders", "ought", "will", "opens_that", "number", "yes_no", "past", "question", "percent", "money",
)  # fmt: skip


def plan_chance(
    columns: Sequence[ColumnSeen], chances: Sequence[Mapping[str, float]], above: Sequence[str]
) -> float:
    """How likely a table is a plan, by its columns and the lines right above it."""
    return weights.model("plans").chance(features_of(columns, chances, above))


def features_of(
    columns: Sequence[ColumnSeen], chances: Sequence[Mapping[str, float]], above: Sequence[str]
) -> dict[str, float]:
    """The features of a table; `chances` are what each column is likely to hold."""
    features = {"bias": 1.0}
    if not columns:
        return features
    for name in chances[0]:
        most = max(each[name] for each in chances)
        features[f"has={name}"] = most
        features[f"surely={name}"] = float(most > 0.6)
    signs = [shares_of_signs([text for text in column.texts if text]) for column in columns]
    titles = [each.get("title", 0.0) for each in chances]
    title = titles.index(max(titles))
    features |= _promises(columns[title], signs[title])
    features |= _parts(columns, chances)
    features |= _cells(columns, signs)
    features |= _headings([column.heading.text for column in columns])
    features |= _words([column.heading.text for column in columns], "w", 1 / len(columns))
    return features | _words(above[-_LINES_ABOVE:], "above", 0.3)


def _promises(title: ColumnSeen, signs: Mapping[str, float]) -> dict[str, float]:
    cells = {f"title {sign}": share for sign, share in signs.items()}
    return cells | {
        "title length": min(title.cells.mean_length, 200) / 100,
        "title distinct": title.cells.distinct,
    }


def _parts(columns: Sequence[ColumnSeen], chances: Sequence[Mapping[str, float]]) -> dict[str, float]:
    """How surely a table has each part of a plan, and in how many rows it stands beside what is promised."""
    best = {
        part: max((max(each.get(name, 0.0) for name in names), -at) for at, each in enumerate(chances))
        for part, names in _PARTS.items()
    }
    what, title = best["what"][0], -best["what"][1]
    features = {f"part {part}": chance for part, (chance, _) in best.items()}
    features["parts"] = sum(chance for chance, _ in best.values()) / len(best)
    features["who and when"] = best["who"][0] * best["when"][0]
    for part in ("who", "when", "state"):
        chance, place = best[part]
        features[f"what and {part}"] = what * chance
        if chance > _COULD_HOLD and -place != title:
            features[f"rows with {part}"] = _share_of_both(columns[title].texts, columns[-place].texts)
    return features


def _share_of_both(texts: Sequence[str], others: Sequence[str]) -> float:
    both = sum(bool(text and other) for text, other in zip(texts, others, strict=False))
    return both / max(len(texts), 1)


def _cells(columns: Sequence[ColumnSeen], signs: Sequence[Mapping[str, float]]) -> dict[str, float]:
    """What the cells of the whole table are, how many there are, and how unlike those of one column are."""
    width, rows = len(columns), max(len(column.texts) for column in columns)
    filled = [sum(map(bool, column.texts)) for column in columns]
    whole = max(sum(filled), 1)
    features: Counter[str] = Counter()
    for column, count, shares in zip(columns, filled, signs, strict=True):
        features.update({f"cells {sign}": share * count / whole for sign, share in shares.items()})
        features.update({f"cells {k}": share * count / whole for k, share in column.cells.shares.items()})
    features.update({f"most {sign}": max(each.get(sign, 0.0) for each in signs) for sign in _TELLING})
    mixed, uneven = zip(*map(_unlike, columns), strict=True)
    return features | {
        f"rows={min(rows, 12) // 2}": 1.0,
        f"width={min(width, 9)}": 1.0,
        "filled": sum(filled) / width / max(rows, 1),
        "numbers": sum(each.get("number", 0.0) for each in signs) / width,
        "columns of numbers": sum(each.get("number", 0.0) > 0.5 for each in signs) / width,
        "length": sum(column.cells.mean_length for column in columns) / width / 100,
        "labels": _share(text.rstrip().endswith((":", "?")) for text in columns[0].texts if text),
        "empty": _share(not count for count in filled),
        "mixed": sum(mixed) / width,
        "uneven": sum(uneven) / width,
    }


def _unlike(column: ColumnSeen) -> tuple[float, float]:
    """The share of a column's cells that are of another kind than most, and how far their lengths differ."""
    texts = [text for text in column.texts[:_SAMPLE] if text]
    if len(texts) < 2:
        return 0.0, 0.0
    kinds = Counter(min(kinds_of(text), default="") for text in texts)
    mean = sum(map(len, texts)) / len(texts)
    spread = (sum((len(text) - mean) ** 2 for text in texts) / len(texts)) ** 0.5
    return 1 - max(kinds.values()) / len(texts), spread / (mean + 1)


def _headings(texts: Sequence[str]) -> dict[str, float]:
    """What the headings are: words over columns, or the first label and value of a form."""
    said = [text for text in texts if text]
    features = {
        "unheaded": _share(not text for text in texts),
        "long headings": _share(len(text) > _LONG_HEADING for text in texts),
        "a heading twice": float(len(set(said)) < len(said)),
        "headings of dates": _share("date" in kinds_of(text) for text in texts),
        "headings with digits": _share(any(map(str.isdigit, text)) for text in texts),
    }
    folded = list(map(fold_heading, said))
    features |= {f"h={word}": 1.0 for text in folded for word in text.split()[:_WORDS]}
    return features | {f"whole={text}": 1.0 for text in folded}


def _share(are: Iterable[bool]) -> float:
    answers = list(are)
    return sum(answers) / max(len(answers), 1)


def _words(texts: Sequence[str], name: str, amount: float) -> dict[str, float]:
    words = (word for text in texts for word in fold_heading(text).split())
    return {
        f"{name}={word}": min(count, 2) * amount for word, count in Counter(islice(words, _WORDS)).items()
    }
