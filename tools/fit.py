"""Fits the weights that reading goes by on the labelled tables: `make fit`.

Four models, each a logistic regression over named features: what a column holds by itself, what it holds
beside the others, whether a row heads columns, whether a table is a plan. All of them go into one data file
that is shipped; reading needs no library for it.
"""

import argparse
import json
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from random import Random

from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression

PROJECT = Path(__file__).parents[1]
sys.path.insert(0, str(PROJECT))

from followthrough.intake.grid import Cell, Place, Row  # noqa: E402  tests is not installed
from followthrough.intake.scoring import columns, headers, plans, weights  # noqa: E402
from followthrough.intake.tables.columns_seen import columns_seen  # noqa: E402
from tests.intake.layouts import Layout  # noqa: E402
from tools.labelled import (  # noqa: E402
    Labelled,
    bodies,
    cut_down,
    known_as,
    labelled_tables,
    laid_out_tables,
    layouts,
    tables_above,
    under_months,
    with_borrowed_headings,
    with_further_columns,
    with_one_title,
)

WEIGHTS = PROJECT / "src" / "followthrough" / "intake" / "scoring" / "weights.json"
# How freely weights may grow; chosen by leave-one-body-out.
FREEDOM = {"columns": 0.3, "beside": 0.3, "headers": 1.0, "plans": 0.3}
# A feature that so few samples have says more of them than of plans.
LEAST_SEEN = 2
# A weight so near nothing is left out of the file.
LEAST_WEIGHT = 0.02
INNER = 4
# After so many rows a page could end.
PAGE = 3
# So many tables are laid out under months.
MONTHS = 100
Sample = tuple[Mapping[str, float], str]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--to", type=Path, default=WEIGHTS, help="where to write the weights")
    arguments = parser.parse_args()
    tables = labelled_tables()
    told = fit(tables)
    arguments.to.write_text(
        json.dumps(told, ensure_ascii=False, separators=(",", ":"), sort_keys=True) + "\n"
    )
    counts = ", ".join(f"{name} {len(model['weights'])}" for name, model in told.items())
    print(f"Fitted on {len(tables)} labelled tables and the mutator's. Features: {counts}.")


def fit(tables: Sequence[Labelled]) -> dict[str, dict]:
    """The weights that fit these tables best, as their file has them."""
    random, paper = Random(1), layouts()
    made = list(laid_out_tables(paper))
    further = [with_further_columns(table, random) for table in made]
    further += [under_months(table, random) for table in made[:MONTHS]]
    laid = [*made, *further, *(with_borrowed_headings(table, tables, random) for table in made)]
    small = [cut_down(table, random) for table in [*made, *further]]
    beside = tables_above(paper)
    told = fit_columns([*(table for table in tables if table.is_plan), *laid, *small])
    headed = header_samples([*tables, *further, *small, *beside])
    told["headers"] = fit_one("headers", [*headed, *layout_header_samples(paper)])
    weights.use(told)
    told["plans"] = fit_one("plans", plan_samples([*tables, *laid, *beside, *map(with_one_title, made)]))
    weights.use(None)
    return told


def fit_columns(tables: Sequence[Labelled]) -> dict[str, dict]:
    """The two models of columns. The second is fitted on what the first says of tables it has not seen."""
    features = [columns.features_of(columns_seen(table.table())) for table in tables]
    labels = [_padded(known_as(table), len(seen)) for table, seen in zip(tables, features, strict=True)]
    body = bodies(tables)
    fold = {each: at % INNER for at, each in enumerate(sorted(set(body)))}
    beside: list[Sample] = []
    for inner in range(INNER):
        seen = [at for at in range(len(tables)) if fold[body[at]] != inner]
        model = weights.model_of(fit_one("columns", _flat(features, labels, seen)))
        for at in set(range(len(tables))) - set(seen):
            alone = [model.chances(each) for each in features[at]]
            beside += zip(columns.in_context(features[at], alone), labels[at], strict=True)
    everything = range(len(tables))
    return {
        "columns": fit_one("columns", _flat(features, labels, everything)),
        "beside": fit_one("beside", beside),
    }


def _padded(names: list[str], width: int) -> list[str]:
    """The fields of a table of which some rows are wider than its header."""
    return [*names, *["note"] * (width - len(names))]


def _flat(features: Sequence[list], labels: Sequence[list[str]], places: Iterable[int]) -> list[Sample]:
    return [pair for at in places for pair in zip(features[at], labels[at], strict=True)]


def header_samples(tables: Sequence[Labelled]) -> Iterator[Sample]:
    """Each of the first rows of a table, with its header, with it in bold, and as if the header stood on the
    page before."""
    for table in tables:
        rows, heads = [*table.header, *table.rows], len(table.header)
        yield from _first_rows(rows, heads)
        if not table.invented:
            yield from _first_rows([*map(_in_bold, table.header), *table.rows], heads)
            body = [
                _in_bold(row) if kind == "section" else row
                for row, kind in zip(table.rows, table.kinds, strict=True)
            ]
            yield from _first_rows([*map(_in_bold, table.header), *body], heads)
        for start in range(0, len(table.rows), PAGE):
            yield from _first_rows(table.rows[start : start + PAGE], 0)


def _in_bold(row: Row) -> Row:
    return Row(tuple(cell._replace(bold=True) for cell in row.cells), row.place)


def _first_rows(rows: Sequence[Row], heads: int) -> Iterator[Sample]:
    for at in range(min(len(rows), heads + 3)):
        above = at if at <= heads else 0
        if any(cell.text for cell in rows[at].cells):
            features = headers.features_of(rows, at, above)
            yield features, "yes" if at < heads else "no"


def layout_header_samples(layouts: Iterable[Layout]) -> Iterator[Sample]:
    """The same of what the mutator prints: each stretch between two lines of running text."""
    for layout in layouts:
        for stretch in _stretches(layout):
            heads = sum(kind == "header" for kind, _ in stretch)
            is_top = all(kind == "header" for kind, _ in stretch[:heads])
            if is_top and not any(kind in ("other", "key") for kind, _ in stretch):
                rows = [row for _, row in stretch]
                yield from _first_rows(rows, heads)
                for start in range(heads + 1, len(rows), PAGE):
                    yield from _first_rows(rows[start : start + 2 * PAGE], 0)


def _stretches(layout: Layout) -> Iterator[list[tuple[str, Row]]]:
    """The rows of a layout with their kinds; running text, gaps and rows of one cell part them."""
    stretch: list[tuple[str, Row]] = []
    for line in layout.sheet.lines:
        is_row = sum(map(bool, line.cells)) > 1
        if is_row:
            cells = (Cell(" ".join(text.split())) for text in line.cells)
            stretch.append((line.kind, Row(tuple(cells), Place())))
        elif stretch:
            yield stretch
            stretch = []
    if stretch:
        yield stretch


def plan_samples(tables: Sequence[Labelled]) -> Iterator[Sample]:
    """Each table that has columns, and whether it is a plan."""
    for table in tables:
        seen = columns_seen(table.table())
        features = plans.features_of(seen, columns.chances_of(seen), table.above)
        yield features, "yes" if table.is_plan else "no"


def fit_one(name: str, samples: Iterable[Sample]) -> dict:
    """One model: its labels, and the weights of each feature by a label's number."""
    pairs = list(samples)
    count = Counter(feature for features, _ in pairs for feature in features)
    kept = [{f: v for f, v in features.items() if count[f] >= LEAST_SEEN} for features, _ in pairs]
    vectors = DictVectorizer()
    model = LogisticRegression(C=FREEDOM[name], max_iter=400)
    model.fit(vectors.fit_transform(kept), [label for _, label in pairs])
    rows = model.coef_.tolist()
    if len(rows) == 1:
        rows = [[-each / 2 for each in rows[0]], [each / 2 for each in rows[0]]]
    by_feature = {
        str(feature): pairs_of
        for at, feature in enumerate(vectors.get_feature_names_out())
        if (
            pairs_of := [[n, round(row[at], 3)] for n, row in enumerate(rows) if abs(row[at]) >= LEAST_WEIGHT]
        )
    }
    intercepts = model.intercept_.tolist()
    intercepts = intercepts if len(intercepts) > 1 else [-intercepts[0] / 2, intercepts[0] / 2]
    own = dict(by_feature.get("bias", []))
    by_feature["bias"] = [[n, round(own.get(n, 0) + each, 3)] for n, each in enumerate(intercepts)]
    return {"labels": [str(label) for label in model.classes_], "weights": by_feature}


if __name__ == "__main__":
    main()
