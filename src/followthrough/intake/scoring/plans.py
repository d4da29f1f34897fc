"""What is seen of a table whose columns are known: whether it is a plan, that is rows with something
promised, somebody, some time, some state."""

from collections import Counter
from collections.abc import Mapping, Sequence
from itertools import islice

from followthrough.intake.scoring import weights
from followthrough.intake.scoring.columns import ColumnSeen
from followthrough.intake.scoring.words import shares_of_signs
from followthrough.intake.tables.headings import fold_heading

_LINES_ABOVE, _WORDS = 3, 40


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
    for name in chances[0] if chances else ():
        most = max(each[name] for each in chances)
        features[f"has={name}"] = most
        features[f"surely={name}"] = float(most > 0.6)
    titles = [each.get("title", 0.0) for each in chances]
    if titles:
        features |= _promises(columns[titles.index(max(titles))])
    rows = max((len(column.texts) for column in columns), default=0)
    filled = [sum(bool(text) for text in column.texts) / max(rows, 1) for column in columns]
    numbers = [shares_of_signs([t for t in column.texts if t]).get("number", 0.0) for column in columns]
    width = max(len(columns), 1)
    features |= {
        f"rows={min(rows, 12) // 2}": 1.0,
        f"width={min(width, 9)}": 1.0,
        "filled": sum(filled) / width,
        "numbers": sum(numbers) / width,
        "length": sum(column.cells.mean_length for column in columns) / width / 100,
    }
    features |= _words([column.heading.text for column in columns], "w", 1 / width)
    return features | _words(above[-_LINES_ABOVE:], "above", 0.3)


def _promises(title: ColumnSeen) -> dict[str, float]:
    signs = shares_of_signs([text for text in title.texts if text])
    cells = {f"title {sign}": share for sign, share in signs.items()}
    return cells | {
        "title length": min(title.cells.mean_length, 200) / 100,
        "title distinct": title.cells.distinct,
    }


def _words(texts: Sequence[str], name: str, amount: float) -> dict[str, float]:
    words = (word for text in texts for word in fold_heading(text).split())
    return {
        f"{name}={word}": min(count, 2) * amount for word, count in Counter(islice(words, _WORDS)).items()
    }
