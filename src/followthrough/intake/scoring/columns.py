"""What is seen of a column: the words over it, how its cells are, and what stands beside it."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from heapq import nlargest
from itertools import pairwise
from math import log1p
from unicodedata import combining, normalize

from followthrough.intake.limits import LOOKED_AT
from followthrough.intake.scoring import weights
from followthrough.intake.scoring.runs import beside_others, runs_of, with_kind, words_of_cells
from followthrough.intake.scoring.words import shares_of_signs
from followthrough.intake.tables.cells import Profile
from followthrough.intake.tables.column_headings import Heading
from followthrough.intake.tables.headings import fields_of, fold_heading

_LONGEST_WORDS = 12
_PART_OF_WORD = 4
# Parts of words of so many letters tell of words that no table had.
_LETTERS = (3, 4)
_OTHER_SCRIPT = re.compile(r"[^\W\d_a-z]", re.IGNORECASE)
_GLUED = re.compile(r"(?<=[a-z])(?=[A-Z][a-z])")
_MOSTLY, _MANY, _SOME = 0.6, 0.5, 0.15
_RIVALS = (
    "orders",
    "ought",
    "will",
    "past",
    "lack",
    "done",
    "opens_ing",
    "opens_ed",
    "owner",
    "person",
    "date",
    "status",
    "prose",
)
# A heading that is so likely to mean a field, by the words of others, says so.
_SAYS = 0.7


@dataclass(frozen=True)
class ColumnSeen:
    """One column: the words over it, the profile of its cells, and their texts, "" for an empty one."""

    heading: Heading
    cells: Profile
    texts: Sequence[str]


Chances = list[dict[str, float]]


def chances_of(columns: Sequence[ColumnSeen]) -> tuple[Chances, Chances]:
    """How likely each column of a table is to hold each field: each by itself, and each beside the others."""
    features = features_of(columns)
    alone = [weights.model("columns").chances(each) for each in features]
    return alone, [weights.model("beside").chances(each) for each in in_context(features, alone)]


def said_by_heading(column: ColumnSeen) -> dict[str, float]:
    """The fields that the heading alone says or hints at, each from 0 to 1, whatever the cells are."""
    said = column.heading.scores()
    if column.heading.text:
        features = heading_features(column.heading) | _parts(column.heading)
        alone = weights.model("columns").chances(features)
        said |= {name: 1.0 for name, chance in alone.items() if chance >= _SAYS}
    return said


def features_of(columns: Sequence[ColumnSeen]) -> list[dict[str, float]]:
    """The features of each column of a table."""
    shares = [shares_of_signs([text for text in column.texts if text]) for column in columns]
    lengths = [column.cells.mean_length for column in columns]
    longest_first = sorted(lengths, reverse=True)
    ranks = [longest_first.index(length) for length in lengths]
    most = _most_of(columns, shares)
    refs = [at for at, column in enumerate(columns) if column.cells.share("ref") > _MANY]
    others = beside_others([column.texts for column in columns], refs)
    found, before = [], 0.0
    for at, column in enumerate(columns):
        features = {"bias": 1.0}
        features |= heading_features(column.heading) | _parts(column.heading)
        features |= _cells(column, shares[at])
        features |= _position(at, len(columns), ranks[at], lengths[at], before)
        features |= _beside_most(column.cells.shares, shares[at], most)
        features |= others[at]
        before = max(before, lengths[at])
        found.append(features)
    return found


def _most_of(columns: Sequence[ColumnSeen], signs: Sequence[Mapping[str, float]]) -> dict[str, float]:
    """The most that any column of the table shows of each sign by which columns rival one another."""
    return {
        name: max(
            (
                max(each.get(name, 0.0), column.cells.share(name))
                for column, each in zip(columns, signs, strict=True)
            ),
            default=0.0,
        )
        for name in _RIVALS
    }


def _beside_most(
    kinds: Mapping[str, float], signs: Mapping[str, float], most: Mapping[str, float]
) -> dict[str, float]:
    """How near a column comes to the one that promises most, reports most, names most people or days."""
    return {
        f"of most {name}": max(signs.get(name, 0.0), kinds.get(name, 0.0)) / top
        for name, top in most.items()
        if top > _SOME
    }


def in_context(
    features: Sequence[Mapping[str, float]], chances: Sequence[Mapping[str, float]]
) -> list[dict[str, float]]:
    """The features, with what the columns beside each seem to be by themselves."""
    # The two most of each field, one of which is another column's: a sheet may have 16,384 columns.
    most = (
        {name: nlargest(2, ((c[name], i) for i, c in enumerate(chances))) for name in chances[0]}
        if chances
        else {}
    )
    found = []
    for at, own in enumerate(features):
        context = dict(own)
        for side, where in (("before", at - 1), ("after", at + 1)):
            beside = chances[where] if 0 <= where < len(chances) else {"nothing": 1.0}
            context |= {f"{side}={name}": chance for name, chance in beside.items() if chance > _SOME}
        for name in chances[at]:
            others = next((chance for chance, i in most[name] if i != at), 0.0)
            if others > _SOME:
                context[f"other={name}"] = others
            if chances[at][name] > _SOME:
                context[f"own={name}"] = chances[at][name]
                context[f"best={name}"] = float(chances[at][name] >= others)
        found.append(context)
    return found


def heading_features(heading: Heading) -> dict[str, float]:
    """The features of the words over a column."""
    words = _words_of(heading.text)
    features = {f"w={word}": 1.0 for word in words}
    features |= {f"b={a} {b}": 1.0 for a, b in pairwise(words)}
    features |= {f"p={word[:_PART_OF_WORD]}": 1.0 for word in words if len(word) > _PART_OF_WORD}
    if words:
        features |= {f"first={words[0]}": 1.0, f"last={words[-1]}": 1.0, f"whole={' '.join(words)}": 1.0}
    group = heading.above or heading.spanning
    above = fold_heading(group).split()[:_LONGEST_WORDS]
    features |= {f"above={word}": 1.0 for word in above}
    for name, score in heading.scores().items():
        features |= {f"known={name}": score, f"sure={name}": float(score >= 1)}
    features |= {f"known above={name}": score for name, score in fields_of(group).items()}
    features[f"words={min(len(words), 5)}"] = 1.0
    features |= {"month over it": 1.0} if heading.period else {}
    features |= {"asks": 1.0} if "?" in heading.text else {}
    features |= {"group over it": 1.0} if above else {}
    return features


def _words_of(heading: str) -> list[str]:
    """The words of a heading: without accents, "dueDate" as two, the signs of other scripts one by one."""
    plain = "".join(c for c in normalize("NFKD", _GLUED.sub(" ", heading[:LOOKED_AT])) if not combining(c))
    return (fold_heading(plain).split() or list(_OTHER_SCRIPT.findall(plain)))[:_LONGEST_WORDS]


def _parts(heading: Heading) -> dict[str, float]:
    """Parts of the heading's words, their ends marked: new words are often made of known ones."""
    marked = [f"^{word}$" for word in _words_of(heading.text)]
    return {
        f"g={word[at : at + length]}": 0.5
        for word in marked
        for length in _LETTERS
        for at in range(len(word) - length + 1)
    }


def _cells(column: ColumnSeen, signs: Mapping[str, float]) -> dict[str, float]:
    cells = column.cells
    shares = {**{f"k={kind}": share for kind, share in cells.shares.items()}}
    shares |= {f"s={sign}": share for sign, share in signs.items()}
    features = shares | words_of_cells(column.texts) | runs_of(column.texts)
    features |= with_kind(
        column.heading.scores(), " ".join(_words_of(column.heading.text)[-1:]), cells.shares
    )
    features |= {f"mostly {name}": 1.0 for name, share in shares.items() if share >= _MOSTLY}
    features |= {f"some {name}": 1.0 for name, share in shares.items() if share >= _SOME}
    filled = sum(1 for text in column.texts if text) / max(len(column.texts), 1)
    features |= {
        "distinct": cells.distinct,
        "repeats": cells.repeats,
        "filled": filled,
        "length": log1p(cells.mean_length) / 5,
        f"length={min(int(log1p(cells.mean_length) * 1.5), 9)}": 1.0,
        f"filled={int(filled * 4)}": 1.0,
        f"distinct={int(cells.distinct * 4)}": 1.0,
    }
    if not cells.filled:
        features["empty"] = 1.0
    return features


def _position(at: int, width: int, rank: int, length: float, before: float) -> dict[str, float]:
    """Where a column stands; `before` is the mean length of the longest column left of it."""
    return {
        f"at={min(at, 3)}": 1.0,
        f"from end={min(width - 1 - at, 3)}": 1.0,
        "along": at / max(width - 1, 1),
        f"rank={min(rank, 4)}": 1.0,
        "first long one": float(length > 30 and before <= 30),
        f"width={min(width, 10) // 2}": 1.0,
    }
