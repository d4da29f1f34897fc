"""What is seen of a column: the words over it, how its cells are, what stands beside it; and how certain it
is that it was taken for what it is."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from heapq import nlargest
from math import log, log1p

from followthrough.intake.grid import Row
from followthrough.intake.kinds.cells import Profile, letters_under, profile
from followthrough.intake.scoring import weights
from followthrough.intake.scoring.runs import beside_others, runs_of, with_kind, words_of_cells
from followthrough.intake.scoring.words import (
    heading_features,
    parts_of_words,
    shares_of_signs,
    words_of_heading,
)
from followthrough.intake.tables.table import Heading, Table, heading_of

# So many rows, taken evenly, tell what a column holds.
_SAMPLE, _LEAST_FILLED = 300, 2
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
# No chance counts as less likely, or more certain.
_LEAST = 1e-4


@dataclass(frozen=True)
class ColumnSeen:
    """One column: the words over it, the profile of its cells, and their texts, "" for an empty one."""

    heading: Heading
    cells: Profile
    texts: Sequence[str]


Chances = Sequence[Mapping[str, float]]


def columns_seen(table: Table, labels: frozenset[str] = frozenset()) -> list[ColumnSeen]:
    """The columns of a table, from the left; `labels` are the statuses of the file's own key."""
    width = max(max((len(row.cells) for row in table.rows), default=0), table.segments[0].width)
    rows = _typical(table.rows, table.segments[0].width)
    seen = []
    for index in range(width):
        heading = heading_of(table, index)
        texts = [row.text_at(index) for row in rows]
        cells = profile(texts, labels | letters_under(heading.words).keys())
        seen.append(ColumnSeen(heading, cells, texts))
    return seen


def _typical(rows: Sequence[Row], width: int) -> list[Row]:
    """Rows that tell how the columns are: whole ones, with more than the name of a section in them."""
    whole = [row for row in rows if len(row.cells) >= width] or list(rows)
    telling = [row for row in whole if len(row.filled) >= _LEAST_FILLED] or whole
    return telling[:: 1 + len(telling) // _SAMPLE]


def chances_of(columns: Sequence[ColumnSeen]) -> tuple[Chances, Chances]:
    """How likely each column of a table is to hold each field: each by itself, and each beside the others."""
    features = features_of(columns)
    alone = [weights.model("columns").chances(each) for each in features]
    return alone, [weights.model("beside").chances(each) for each in in_context(features, alone)]


def said_by_heading(column: ColumnSeen) -> dict[str, float]:
    """The fields that the heading alone says or hints at, each from 0 to 1, whatever the cells are."""
    said = column.heading.scores()
    if column.heading.text:
        features = heading_features(column.heading.dated) | parts_of_words(column.heading.dated)
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
        features |= heading_features(column.heading.dated) | parts_of_words(column.heading.dated)
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
    return [{**own, **others} for own, others in zip(features, context_of(chances), strict=True)]


def context_of(chances: Sequence[Mapping[str, float]]) -> list[dict[str, float]]:
    """What the columns beside each seem to be by themselves."""
    # The two most of each field, one of which is another column's: a sheet may have 16,384 columns.
    most = (
        {name: nlargest(2, ((c[name], i) for i, c in enumerate(chances))) for name in chances[0]}
        if chances
        else {}
    )
    found = []
    for at in range(len(chances)):
        context: dict[str, float] = {}
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


def _cells(column: ColumnSeen, signs: Mapping[str, float]) -> dict[str, float]:
    cells = column.cells
    shares = {**{f"k={kind}": share for kind, share in cells.shares.items()}}
    shares |= {f"s={sign}": share for sign, share in signs.items()}
    features = shares | words_of_cells(column.texts) | runs_of(column.texts)
    features |= with_kind(
        column.heading.scores(), " ".join(words_of_heading(column.heading.text)[-1:]), cells.shares
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


def certainty_of(features: Mapping[str, float]) -> float:
    """How likely a column is what it was taken for, from 0 to 1."""
    return weights.model("certainty").chance(features)


def features_of_certainty(
    at: int, name: str, became: str, alone: Chances, beside: Chances, said: Mapping[str, float]
) -> dict[str, float]:
    """What is seen of the column `at` that was taken for `name` and, as others stand beside it, `became`
    another field perhaps. `said` are the fields that its heading may mean; the chances are of all columns."""
    own, first = beside[at], alone[at]
    second = max((chance for field, chance in own.items() if field != name), default=0.0)
    rival = max((each[name] for i, each in enumerate(beside) if i != at), default=0.0)
    return {
        "bias": 1.0,
        f"as={became}": 1.0,
        "odds": _odds(own[name]),
        "odds alone": _odds(first[name]),
        "lead": own[name] - second,
        "likeliest": float(second <= own[name]),
        "likeliest alone": float(first[name] >= max(first.values())),
        "changed": float(became != name),
        "rival": rival,
        "heading": said.get(name, 0.0),
        "heading says another": max((s for field, s in said.items() if field != name), default=0.0),
        "table": sum(max(each.values()) for each in beside) / len(beside),
    }


def _odds(chance: float) -> float:
    bounded = min(max(chance, _LEAST), 1 - _LEAST)
    return log(bounded / (1 - bounded))
