"""How the cells of a column run down the table, how they begin, and what they share with other columns."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from math import log1p

# So many cells tell how a column runs.
_SAMPLE = 60
_OPENING = 80
_FEW_WORDS, _SHORT = 4, 12
_MANY_VALUES = 8
# Of more columns of refs it isn't asked which one begins another.
_MOST_REFS = 4
_WORD = re.compile(r"[^\W\d_]+|\d+|%")
_NUMBER = re.compile(r"\d+")
_LEADING_REF = re.compile(r"^\W*[A-Z]{0,4}\d{1,6}[.):]")
_TIME = re.compile(r"\d:\d\d")

Texts = Sequence[Sequence[str]]


def words_of_cells(texts: Sequence[str]) -> dict[str, float]:
    """The share of a column's cells that open with each word, and of short ones that have it."""
    seen = [text for text in texts if text][:_SAMPLE]
    count: Counter[str] = Counter()
    for text in seen:
        words = _WORD.findall(text[:_OPENING].lower())
        if words:
            count[f"opens={_shape_of(words[0])}"] += 1
        if len(words) <= _FEW_WORDS:
            count.update({f"says={_shape_of(word)}" for word in words})
    return {name: number / len(seen) for name, number in count.items()}


def _shape_of(word: str) -> str:
    """A word, or how many digits a number has."""
    return "9" * min(len(word), 5) if word.isdigit() else word


def runs_of(texts: Sequence[str]) -> dict[str, float]:
    """How the cells of one column run from the top: whether they count on, repeat, have but a few values."""
    seen = [text for text in texts if text]
    if not seen:
        return {}
    different, share = len(set(seen)), 1 / len(seen)
    features = {
        "all different": float(different == len(seen) > 2),
        "few values": float(len(seen) >= 6 and different <= max(2, len(seen) / 3)),
        "first filled": float(bool(texts[0])),
        "one letter": sum(len(text) == 1 and text.isalpha() for text in seen) * share,
        "short": sum(len(text) <= _SHORT for text in seen) * share,
        "count of words": log1p(sum(text.count(" ") + 1 for text in seen) * share) / 3,
        "capital": sum(text[0].isupper() for text in seen) * share,
        "capitals": sum(text.isupper() for text in seen) * share,
        "comma": sum("," in text for text in seen) * share,
        "underscore": sum("_" in text for text in seen) * share,
        "time": sum(bool(_TIME.search(text[:_OPENING])) for text in seen) * share,
        "opens with ref": sum(bool(_LEADING_REF.match(text)) for text in seen) * share,
        "whole percents": sum(map(_is_whole_percent, seen)) * share,
    }
    if len(seen) >= _FEW_WORDS:
        features[f"values={min(different, _MANY_VALUES)}"] = 1.0
    return features | _counting(seen)


def _is_whole_percent(text: str) -> bool:
    """Whether a text is a number as shares of what is done are told: 0, 25, 100."""
    return len(text) <= 3 and text.isdecimal() and int(text) % 5 == 0 and int(text) <= 100


def _counting(seen: Sequence[str]) -> dict[str, float]:
    """How often a number is more than the one above it, and how often by one."""
    numbers = [tuple(int(part[:9]) for part in _NUMBER.findall(text[:_OPENING])) for text in seen]
    pairs = list(pairwise(filter(None, numbers)))
    if not pairs:
        return {}
    rises = sum(above < below for above, below in pairs)
    steps = sum(above[:-1] == below[:-1] and below[-1] - above[-1] == 1 for above, below in pairs)
    return {"rises": rises / len(pairs), "steps": steps / len(pairs)}


def beside_others(texts: Texts, refs: Sequence[int]) -> list[dict[str, float]]:
    """What each column of a table has of the others: their values, and of `refs`, the columns of refs, which
    begins which."""
    values = [{text for text in column if text} for column in texts]
    columns_with = Counter(text for each in values for text in each)
    most = max(map(len, values), default=0)
    found: list[dict[str, float]] = []
    for each in values:
        shared = sum(columns_with[text] > 1 for text in each) / max(len(each), 1)
        found.append({"shares values": shared, "of most different": len(each) / max(most, 1)})
    for at, name, amount in _between_refs(texts, values, refs):
        found[at][name] = max(found[at].get(name, 0.0), amount)
    return found


def _between_refs(
    texts: Texts, values: Sequence[set[str]], refs: Sequence[int]
) -> Iterator[tuple[int, str, float]]:
    """Of two columns of refs one often numbers the sections that the other's refs begin with."""
    if not 1 < len(refs) <= _MOST_REFS:
        return
    most = max(len(values[at]) for at in refs)
    for at in refs:
        yield at, "ref: first", float(at == refs[0])
        yield at, "ref: last", float(at == refs[-1])
        yield at, "ref: most different", float(len(values[at]) == most)
        for other in (other for other in refs if other != at):
            pairs = [pair for pair in zip(texts[at], texts[other], strict=True) if all(pair)]
            share = 1 / max(len(pairs), 1)
            yield at, "ref: begins another", sum(b.startswith(a) and a != b for a, b in pairs) * share
            yield at, "ref: goes on another", sum(a.startswith(b) and a != b for a, b in pairs) * share


def with_kind(heading: Mapping[str, float], last: str, shares: Mapping[str, float]) -> dict[str, float]:
    """What the heading says, `heading` by field and `last` its last word, and what most cells are."""
    # Of two that as many cells are, the same one each time the file is read.
    kind = max(shares, key=lambda kind: (shares[kind], kind), default="")
    kind = kind if kind and shares[kind] >= 0.5 else "text" if shares else "empty"
    features = {f"most={kind}": 1.0} | {f"known={name} & {kind}": score for name, score in heading.items()}
    return features | ({f"last={last} & {kind}": 1.0} if last else {})
