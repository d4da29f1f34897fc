"""Fits the weights that reading goes by on the labelled tables: `make fit`.

Eight models, each a logistic regression over named features: what a column holds by itself, what it holds
beside the others, how certain that is, whether a row heads columns, whether a table is a plan, what a row of
a plan is, what a heading alone and a cell alone may be. All of them go into one data file that is shipped;
reading needs no library for it.
"""

import argparse
import sys
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from math import log
from pathlib import Path
from random import Random
from typing import NamedTuple

PROJECT = Path(__file__).parents[1]
sys.path.insert(0, str(PROJECT))

from followthrough.intake.scoring import columns, plans, weights  # noqa: E402  tests is not installed
from followthrough.intake.tables.column_reading import ColumnReading  # noqa: E402
from followthrough.intake.tables.columns import (  # noqa: E402
    Weighed,
    decide_columns,
    read_columns,
    signs_of_certainty,
)
from tools.fit_rows import Read, cut_layouts, labelled_samples, layout_samples  # noqa: E402
from tools.labelled import (  # noqa: E402
    Labelled,
    as_field,
    bodies,
    cut_down,
    headings_lent,
    known_as,
    labelled_tables,
    laid_out_tables,
    layouts,
    tables_above,
    tables_of_rows,
    under_months,
    with_borrowed_headings,
    with_further_columns,
    with_one_title,
)
from tools.samples import (  # noqa: E402
    cell_samples,
    column_labels,
    column_vectors,
    header_samples,
    heading_samples,
    layout_header_samples,
    seen_of,
)
from tools.vectors import Sample, Vector, Weights, fitted, vector_of  # noqa: E402

WEIGHTS = PROJECT / "src" / "followthrough" / "intake" / "scoring" / "weights.txt"
# How freely weights may grow; chosen by leave-one-body-out.
FREEDOM = {
    "columns": 0.3,
    "beside": 0.3,
    "certainty": 0.3,
    "headers": 1.0,
    "plans": 1.0,
    "rows": 0.3,
    "cells": 0.3,
    "headings": 0.3,
}
# A feature that fewer samples have says more of them than of plans; words that stand by themselves are many.
LEAST_SEEN = {"headings": 6, "columns": 3, "beside": 3}
# How much a real table and its columns count, an invented one, and one that the mutator made: it makes
# hundreds, all of them with the words of the lexicon. Chosen by leave-one-body-out.
REAL, INVENTED, MADE = 1.5, 1.0, 0.15
# A weight so near nothing is left out of the file.
LEAST_WEIGHT = 0.04
INNER = 4
# What is fitted to be asked once need not be fitted to the end.
TO_THE_END, ROUGHLY = 1e-4, 1e-3
# So many tables are laid out under months.
MONTHS = 100
# The weights of each model, as their file has them.
Told = dict[str, str]
# How likely each column of a table holds each field.
Chances = dict[Labelled, list[dict[str, float]]]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--to", type=Path, default=WEIGHTS, help="where to write the weights")
    parser.add_argument("--rows", action="store_true", help="fit the weights of rows alone, by the others")
    arguments = parser.parse_args()
    tables = labelled_tables()
    told = {**weights.shipped(), "rows": fit_rows(tables)} if arguments.rows else fit(tables)
    arguments.to.write_text(weights.written(told), "utf-8")
    counts = ", ".join(f"{name} {model.count(chr(10))}" for name, model in told.items())
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


def fit(tables: Sequence[Labelled]) -> Told:
    """The weights that fit these tables best, as their file has them."""
    random, made, lent = Random(2), _made(), headings_lent(tables)
    borrowed = [with_borrowed_headings(table, lent, random) for table in made.laid]
    laid = [*made.laid, *made.further, *borrowed]
    plans = [table for table in tables if table.is_plan]
    told, alone, chances = fit_columns(plans, [*laid, *made.small])
    told["headings"] = written(
        fitted_one("headings", (s for table in tables for s in heading_samples(table)))
    )
    told["cells"] = fit_cells([*(table for table in tables if table.is_plan), *laid])
    headed = [*tables, *made.further, *made.small, *made.beside]
    told["headers"] = written(
        fitted_one("headers", [*(s for table in headed for s in header_samples(table)), *made.headed])
    )
    weights.use(told)
    told["plans"] = _fit_plans(tables, [*laid, *made.small, *made.beside], chances)
    told["rows"] = fit_rows(tables, {table: _read_unseen(table, alone, chances) for table in plans})
    weights.use(None)
    return told


def _read_unseen(table: Labelled, alone: Chances, beside: Chances) -> list[ColumnReading]:
    """The columns of a table as models read them that have not seen it: whoever uses the weights reads tables
    whose columns are taken for something else now and then, and their rows are to be told all the same."""
    return read_columns(Weighed(seen_of(table), alone[table], beside[table]))


def _fit_plans(labelled: Sequence[Labelled], made: Sequence[Labelled], unseen: Chances) -> str:
    """The model of whether a table is a plan, for which each table counts as its columns do."""
    amounts = _amount_of_each(labelled, made)
    samples = [_plan_sample(table, unseen) for table in amounts]
    return written(fitted_one("plans", samples, [*amounts.values()]))


def fit_rows(tables: Sequence[Labelled], known: Read | None = None) -> str:
    """The model of what a row is. The columns of a table are what they are `known` as, or else are read by
    the weights that are in use."""
    labelled = [
        sample
        for samples in labelled_samples([*tables, *tables_of_rows()], Random(1), known)
        for sample in samples
    ]
    samples = [*labelled, *layout_samples([*layouts(), *cut_layouts()])]
    amounts = [sample.amount for sample in samples]
    return written(fitted_one("rows", [(vector_of(each.features), each.kind) for each in samples], amounts))


def fit_cells(tables: Sequence[Labelled]) -> str:
    """The model of what a cell by itself may be, for which all fields have as many cells."""
    samples = [sample for table in tables for sample in cell_samples(table)]
    count = Counter(label for _, label in samples)
    amounts = [len(samples) / count[label] / len(count) for _, label in samples]
    return written(fitted_one("cells", samples, amounts))


def fit_columns(labelled: Sequence[Labelled], made: Sequence[Labelled]) -> tuple[Told, Chances, Chances]:
    """The two models of columns, and what such models say of tables that they have not seen: of each column
    alone, and beside the others."""
    tables, amounts = [*labelled, *made], _amount_of_each(labelled, made)
    body = bodies(tables)
    number = {each: at % INNER for at, each in enumerate(sorted(set(body)))}
    fold = {table: number[each] for table, each in zip(tables, body, strict=True)}
    alone = {table: column_vectors(table) for table in tables}
    said = _said_unseen("columns", alone, fold, amounts)
    beside = {table: _beside(alone[table], said[table]) for table in tables}
    unseen = _said_unseen("beside", beside, fold, amounts)
    too_sure = _how_much_too_sure(unseen)
    told = {
        "columns": written(_fitted("columns", alone, amounts)),
        "beside": written(_fitted("beside", beside, amounts), too_sure),
    }
    unseen = {table: [_less_sure(each, too_sure) for each in said] for table, said in unseen.items()}
    weights.use(told)
    told["certainty"] = _fit_certainty(labelled, said, unseen, amounts)
    return told, said, unseen


def _beside(alone: Sequence[Vector], said: Sequence[Mapping[str, float]]) -> list[Vector]:
    """What is seen of the columns of a table, with what those beside each seem to be."""
    context = map(vector_of, columns.context_of(said))
    return [own.with_more(others) for own, others in zip(alone, context, strict=True)]


def _amount_of_each(labelled: Sequence[Labelled], made: Sequence[Labelled]) -> dict[Labelled, float]:
    return {table: INVENTED if table.invented else REAL for table in labelled} | dict.fromkeys(made, MADE)


def _fit_certainty(
    tables: Sequence[Labelled], alone: Chances, beside: Chances, amounts: Mapping[Labelled, float]
) -> str:
    """The model of how certain a column is, by what was right of tables that the others had not seen."""
    samples, each = [], []
    for table in tables:
        weighed = Weighed(seen_of(table), alone[table], beside[table])
        decided = decide_columns(weighed)
        known = known_as(table)
        for reading in decided.readings:
            if reading.index < len(known):
                field = table.fields[reading.index]
                right = {known[reading.index], as_field(field)}
                said = "yes" if reading.field in right else "no"
                samples.append((vector_of(signs_of_certainty(reading, weighed, decided)), said))
                each.append(amounts[table])
    return written(fitted_one("certainty", samples, each))


def _how_much_too_sure(unseen: Chances) -> float:
    """By what to divide the weights so that of what is said with 90% certainty 90% is right."""
    pairs = [
        (chances, label)
        for table, said in unseen.items()
        if not table.invented
        for chances, label in zip(said, column_labels(table), strict=True)
    ]
    return min(
        (1 + step / 20 for step in range(21)),
        key=lambda by: -sum(log(_less_sure(chances, by).get(label, 0) + 1e-6) for chances, label in pairs),
    )


def _less_sure(chances: Mapping[str, float], by: float) -> dict[str, float]:
    raised = {name: chance ** (1 / by) for name, chance in chances.items()}
    whole = sum(raised.values())
    return {name: each / whole for name, each in raised.items()}


# What is seen of each column of a table.
Seen = Mapping[Labelled, Sequence[Vector]]


def _said_unseen(
    name: str, seen: Seen, fold: Mapping[Labelled, int], amounts: Mapping[Labelled, float]
) -> Chances:
    """What a model says of each table that is fitted on the tables of other folds."""
    said: Chances = {}
    for inner in range(INNER):
        others = {table: each for table, each in seen.items() if fold[table] != inner}
        model = _fitted(name, others, amounts, ROUGHLY)
        said |= {table: model.chances(each) for table, each in seen.items() if fold[table] == inner}
    return said


def _fitted(
    name: str, seen: Seen, amounts: Mapping[Labelled, float], tolerance: float = TO_THE_END
) -> Weights:
    """A model of columns, for which each counts as its table does."""
    samples = [pair for table, each in seen.items() for pair in zip(each, column_labels(table), strict=True)]
    return fitted_one(
        name, samples, [amounts[table] for table, each in seen.items() for _ in each], tolerance
    )


def _plan_sample(table: Labelled, unseen: Chances) -> Sample:
    seen = seen_of(table)
    chances = unseen.get(table) or columns.chances_of(seen)[1]
    return vector_of(plans.features_of(seen, chances, table.above)), "yes" if table.is_plan else "no"


def fitted_one(
    name: str,
    samples: Iterable[Sample],
    amounts: Sequence[float] | None = None,
    tolerance: float = TO_THE_END,
) -> Weights:
    """The model of a name. `amounts` tell how much each sample counts; it is fitted to the `tolerance`."""
    return fitted(
        each := list(samples),
        amounts or [1.0] * len(each),
        least_seen=LEAST_SEEN.get(name, 2),
        freedom=FREEDOM[name],
        tolerance=tolerance,
    )


def written(model: Weights, too_sure: float = 1) -> str:
    """A model as its file has it: its labels, and a line for each feature with its weights by a label's
    number, divided by `too_sure`."""
    named = model.named()
    bias = [sum(both) / too_sure for both in zip(named.pop("bias"), model.by_itself, strict=True)]
    by_feature = {
        feature: _written([each / too_sure for each in row], LEAST_WEIGHT) for feature, row in named.items()
    }
    by_feature["bias"] = _written(bias, 0)
    lines = sorted(f"{feature}\t{text}" for feature, text in by_feature.items() if text)
    return "\n".join(["\t".join(model.labels), *lines])


def _written(row: Sequence[float], least: float) -> str:
    """The weights of one feature, each after the number of its label; what is near nothing is left out."""
    return " ".join(f"{at} {round(each, 3):g}" for at, each in enumerate(row) if abs(each) >= least)


if __name__ == "__main__":
    main()
