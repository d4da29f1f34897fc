"""Fits the weights that reading goes by on the labelled tables: `make fit`.

Four models, each a logistic regression over named features: what a column holds by itself, what it holds
beside the others, whether a row heads columns, whether a table is a plan. All of them go into one data file
that is shipped; reading needs no library for it.
"""

import argparse
import json
import sys
from collections import Counter
from collections.abc import Iterable, Sequence
from functools import cache
from pathlib import Path
from random import Random
from typing import NamedTuple

from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression

PROJECT = Path(__file__).parents[1]
sys.path.insert(0, str(PROJECT))

from followthrough.intake.scoring import columns, plans, weights  # noqa: E402  tests is not installed
from tools.labelled import (  # noqa: E402
    Labelled,
    bodies,
    cut_down,
    headings_lent,
    labelled_tables,
    laid_out_tables,
    layouts,
    tables_above,
    under_months,
    with_borrowed_headings,
    with_further_columns,
    with_one_title,
)
from tools.samples import (  # noqa: E402
    Sample,
    column_features,
    column_labels,
    header_samples,
    layout_header_samples,
    seen_of,
)

WEIGHTS = PROJECT / "src" / "followthrough" / "intake" / "scoring" / "weights.json"
# How freely weights may grow; chosen by leave-one-body-out.
FREEDOM = {"columns": 0.3, "beside": 0.3, "headers": 1.0, "plans": 0.3}
# A feature that so few samples have says more of them than of plans.
LEAST_SEEN = 2
# A weight so near nothing is left out of the file.
LEAST_WEIGHT = 0.02
INNER = 4
# So many tables are laid out under months.
MONTHS = 100
# The weights of each model, as their file has them.
Weights = dict[str, dict]


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


class _Made(NamedTuple):
    """What is made up for fitting, whatever tables are labelled."""

    laid: list[Labelled]
    further: list[Labelled]
    small: list[Labelled]
    beside: list[Labelled]
    headed: list[Sample]


@cache
def _made() -> _Made:
    random, paper = Random(1), layouts()
    laid = list(laid_out_tables(paper))
    further = [with_further_columns(table, random) for table in laid]
    further += [under_months(table, random) for table in laid[:MONTHS]]
    small = [cut_down(table, random) for table in [*laid, *further]]
    no_plans = [*tables_above(paper), *map(with_one_title, laid)]
    return _Made(laid, further, small, no_plans, list(layout_header_samples(paper)))


def fit(tables: Sequence[Labelled]) -> Weights:
    """The weights that fit these tables best, as their file has them."""
    random, made, lent = Random(2), _made(), headings_lent(tables)
    borrowed = [with_borrowed_headings(table, lent, random) for table in made.laid]
    laid = [*made.laid, *made.further, *borrowed]
    told = fit_columns([*(table for table in tables if table.is_plan), *laid, *made.small])
    headed = [*tables, *made.further, *made.small, *made.beside]
    told["headers"] = fit_one(
        "headers", [*(s for table in headed for s in header_samples(table)), *made.headed]
    )
    weights.use(told)
    told["plans"] = fit_one("plans", map(_plan_sample, [*tables, *laid, *made.beside]))
    weights.use(None)
    return told


def fit_columns(tables: Sequence[Labelled]) -> Weights:
    """The two models of columns. The second is fitted on what the first says of tables it has not seen."""
    body = bodies(tables)
    fold = {each: at % INNER for at, each in enumerate(sorted(set(body)))}
    beside: list[Sample] = []
    for inner in range(INNER):
        seen = [table for table, each in zip(tables, body, strict=True) if fold[each] != inner]
        unseen = [table for table, each in zip(tables, body, strict=True) if fold[each] == inner]
        model = weights.model_of(fit_one("columns", _samples(seen)))
        for table in unseen:
            features = column_features(table)
            alone = [model.chances(each) for each in features]
            beside += zip(columns.in_context(features, alone), column_labels(table), strict=True)
    return {"columns": fit_one("columns", _samples(tables)), "beside": fit_one("beside", beside)}


def _samples(tables: Iterable[Labelled]) -> list[Sample]:
    return [
        pair for table in tables for pair in zip(column_features(table), column_labels(table), strict=True)
    ]


def _plan_sample(table: Labelled) -> Sample:
    seen = seen_of(table)
    features = plans.features_of(seen, columns.chances_of(seen), table.above)
    return features, "yes" if table.is_plan else "no"


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
