"""What is seen of a row that could head the columns of a table: its words, and how the rows below differ."""

from collections import Counter, defaultdict
from collections.abc import Sequence

from followthrough.intake.grid import Row
from followthrough.intake.kinds.cells import kinds_of
from followthrough.intake.scoring import weights
from followthrough.intake.scoring.words import signs_in
from followthrough.intake.tables.header_rows import has_values, is_below_header, is_group, join_header_rows
from followthrough.intake.tables.headings import fields_of, fold_heading, is_plain_heading
from followthrough.plan.when.periods import period_of

# So many rows below a header tell what its columns hold.
BELOW = 16
_LONGEST_WORDS = 12
_LONG, _VERY_LONG = 60, 120


def header_chance(rows: Sequence[Row], at: int, heads_above: int) -> float:
    """How likely one of the rows of a stretch is of a header. `at` counts the rows above it from 0,
    `heads_above` those right above it that were taken for the header's."""
    return weights.model("headers").chance(features_of(rows, at, heads_above))


def features_of(rows: Sequence[Row], at: int, heads_above: int) -> dict[str, float]:
    """The features of one row."""
    row, below = rows[at], rows[at + 1 :]
    texts = row.texts
    share = 1 / max(len(texts), 1)
    width = max([len(row.cells), *(len(each.cells) for each in below[:BELOW])])
    features = {"bias": 1.0, f"at={min(at, 3)}": 1.0, f"heads above={min(heads_above, 3)}": 1.0}
    features |= _words(texts, share)
    features |= {
        "filled": len(texts) / max(width, 1),
        f"texts={min(len(texts), 6)}": 1.0,
        "known": sum(bool(fields_of(text)) for text in texts) * share,
        "plain": sum(map(is_plain_heading, texts)) * share,
        "different": len(set(texts)) * share,
        "bold": sum(cell.bold for cell in row.cells if cell.text) * share,
        "filled in": sum(bool(cell.fill) for cell in row.cells if cell.text) * share,
        "long": sum(len(text) > _LONG for text in texts) * share,
        "very long": sum(len(text) > _VERY_LONG for text in texts) * share,
        "months": sum(bool(period_of(text)) for text in texts) * share,
        "digits": sum(any(map(str.isdigit, text)) for text in texts) * share,
    }
    features |= _next(row, below)
    if heads_above:
        features |= _below_heads(rows[at - 1], row)
    features |= {"has values": 1.0} if has_values(texts) else {}
    features |= {"names groups": 1.0} if is_group(row) else {}
    features |= {"parts of headings": 1.0} if is_below_header(row) else {}
    features |= {f"few rows below={len(below)}": 1.0} if len(below) < 3 else {}
    return features | _unlike(row, below[:BELOW])


def _below_heads(above: Row, row: Row) -> dict[str, float]:
    """How a row stands below one of the header: under its groups, or under headings that are whole."""
    under = [bool(over.text) for over, cell in zip(above.cells, row.cells, strict=False) if cell.text]
    features = {
        "under headings": sum(under) / max(len(under), 1),
        "heads above filled": len(above.filled) / max(len(above.cells), 1),
    }
    return features | ({"goes under groups": 1.0} if join_header_rows(above, row) else {})


def _next(row: Row, below: Sequence[Row]) -> dict[str, float]:
    """Whether the row right below looks like headings, as it does below the names of groups."""
    texts = [cell.text for cell in below[0].cells if cell.text] if below else []
    share = 1 / max(len(texts), 1)
    filled = len(row.filled)
    return {
        "next known": sum(bool(fields_of(text)) for text in texts) * share,
        "next plain": sum(map(is_plain_heading, texts)) * share,
        "next long": sum(len(text) > _LONG for text in texts) * share,
        "next has values": float(has_values(texts)),
        "next has more": float(len(texts) > filled),
        "next has less": float(len(texts) < filled),
        "begins empty": float(not row.cells[0].text) if row.cells else 0.0,
    }


def _words(texts: Sequence[str], share: float) -> dict[str, float]:
    features: defaultdict[str, float] = defaultdict(float)
    for text in texts:
        words = fold_heading(text).split()[:_LONGEST_WORDS]
        for word in words:
            features[f"w={word}"] += share / len(words)
        if words:
            features[f"whole={' '.join(words)}"] += share
        for kind in kinds_of(text):
            features[f"k={kind}"] += share
        for sign in signs_in(text):
            features[f"s={sign}"] += share
        if text[:1].isupper():
            features["capital"] += share
    return dict(features)


def _unlike(row: Row, below: Sequence[Row]) -> dict[str, float]:
    """How far the cells below differ from those of the row, over the columns that have both."""
    count: Counter[str] = Counter()
    for at, cell in enumerate(row.cells):
        others = [text for each in below if (text := each.text_at(at))]
        if not cell.text or not others:
            continue
        count["columns"] += 1
        own = kinds_of(cell.text)
        count["again below"] += cell.text in others
        shared = Counter(kind for text in others[:8] for kind in kinds_of(text))
        common = {kind for kind, number in shared.items() if 2 * number >= len(others[:8])}
        count["other kind"] += bool(common - own)
        count["same kind"] += bool(common & own)
        mean = sum(map(len, others)) / len(others)
        count["shorter"] += len(cell.text) < 0.6 * mean
        count["longer"] += len(cell.text) > 1.6 * mean
        count["bold alone"] += cell.bold and not any(
            each.cells[at].bold for each in below if at < len(each.cells)
        )
    columns = count.pop("columns", 0)
    return {name: number / columns for name, number in count.items()} if columns else {"nothing below": 1.0}
