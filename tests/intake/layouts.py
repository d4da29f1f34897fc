"""Lays an invented plan out as another body might publish it, by small changes that a seed chooses.

Each mutation is a function of the layout so far and a random of its own, so that a layout without one of its
mutations has the others unchanged: that is how a failure is brought down to what causes it.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from random import Random

from followthrough.plan.document import Action, PlanDocument
from tests.intake.invented_plans import first_day_of, invent_plan
from tests.intake.layout_facts import (
    explain_statuses_by_key,
    leave_cells_empty,
    leave_columns_out,
    lose_a_column,
    say_no_period,
    share_actions,
    use_other_statuses,
    write_dates_otherwise,
)
from tests.intake.layout_files import as_bytes, texts_in
from tests.intake.layout_pages import (
    add_spare_cells,
    cut_rows,
    cut_rows_as_continued,
    cut_rows_under_same_ref,
    cut_rows_unevenly,
    cut_words,
    number_pages,
    part_pages_by_empty_lines,
    print_running_titles,
    put_each_theme_on_a_sheet,
    repeat_header,
    shred_rows,
    stamp_pages,
    write_as_csv,
    write_as_excel,
    write_as_word,
)
from tests.intake.layout_paper import Laid, LaidColumn, Sheet, put_on_paper
from tests.intake.layout_refs import leave_refs_out, number_otherwise, put_refs_before_titles
from tests.intake.layout_tables import (
    add_columns_of_its_own,
    add_footnotes,
    add_tables_above,
    add_total_row,
    head_in_two_rows,
    introduce,
    mark_up,
    print_groups_once,
    print_themes_as_lines,
    print_themes_as_rows,
    put_status_and_update_together,
    put_who_and_when_together,
    rename_headings,
    reorder_columns,
    tell_below,
    write_headings_loosely,
)
from tests.intake.layout_words import HEADINGS, PERIOD_FORMS

Mutation = Callable[[Laid, Random], Laid]
_MOST = 8
# What makes a column worth having, in the order of the columns.
_SAYS: dict[str, Callable[[Action], object]] = {
    "ref": lambda action: action.ref,
    "theme": lambda action: action.theme,
    "workstream": lambda action: action.workstream,
    "title": lambda action: action.title,
    "note": lambda action: action.notes,
    "owner:0": lambda action: action.owners,
    "owner:1": lambda action: action.owners[1:],
    "start": lambda action: action.start,
    "original_due": lambda action: action.original_due,
    "due": lambda action: action.due,
    "priority": lambda action: action.priority,
    "measures": lambda action: action.measures,
}
# In the order in which they are made: what the plan says, then the table, then the pages.
MUTATIONS: dict[str, Mutation] = {
    mutation.__name__: mutation
    for mutation in (
        use_other_statuses,
        explain_statuses_by_key,
        write_dates_otherwise,
        number_otherwise,
        leave_refs_out,
        put_refs_before_titles,
        share_actions,
        leave_columns_out,
        leave_cells_empty,
        say_no_period,
        add_columns_of_its_own,
        lose_a_column,
        put_who_and_when_together,
        rename_headings,
        reorder_columns,
        print_themes_as_lines,
        print_themes_as_rows,
        tell_below,
        print_groups_once,
        put_status_and_update_together,
        head_in_two_rows,
        write_headings_loosely,
        introduce,
        add_tables_above,
        add_total_row,
        add_footnotes,
        mark_up,
        add_spare_cells,
        repeat_header,
        part_pages_by_empty_lines,
        print_running_titles,
        number_pages,
        cut_rows,
        cut_rows_under_same_ref,
        cut_rows_as_continued,
        cut_rows_unevenly,
        cut_words,
        shred_rows,
        stamp_pages,
        write_as_csv,
        write_as_excel,
        write_as_word,
        put_each_theme_on_a_sheet,
    )
}


@dataclass(frozen=True)
class Layout:
    """A file: its bytes and name, the plan it was made of, how it was laid out and what stands on paper."""

    seed: int
    source: PlanDocument
    laid: Laid
    sheet: Sheet
    content: bytes
    name: str

    @property
    def plan(self) -> PlanDocument:
        """What a reader should read back."""
        return self.laid.plan

    def texts(self) -> Iterator[str]:
        """The texts in the file, cell by cell."""
        return texts_in(self.laid, self.sheet.lines)


def lay_out(
    seed: int,
    mutations: Sequence[str] | None = None,
    *,
    plan: PlanDocument | None = None,
    actions: slice = slice(None),
) -> Layout:
    """The layout that a seed chooses, of a plan that it invents; with `mutations` those alone.

    `plan` is laid out instead of an invented one, and `actions` of it alone.
    """
    source = plan or invent_plan(Random(f"{seed} plan"))
    laid = plain_layout(source.model_copy(update={"actions": source.actions[actions]}))
    for name in chosen_by(seed) if mutations is None else mutations:
        changed = MUTATIONS[name](laid, Random(f"{seed} {name}"))
        if changed is not laid:
            laid = replace(changed, mutations=(*changed.mutations, name))
    sheet = put_on_paper(laid, Random(f"{seed} paper"))
    return Layout(seed, source, laid, sheet, as_bytes(laid, sheet.lines), f"plan-{seed}.{laid.form}")


def chosen_by(seed: int) -> list[str]:
    """The mutations that a seed chooses, in the order in which they are made: an even seed one, in turn."""
    if seed % 2 == 0:
        return [list(MUTATIONS)[seed // 2 % len(MUTATIONS)]]
    random = Random(f"{seed} choice")
    chosen = set(random.sample(sorted(MUTATIONS), random.randint(0, _MOST)))
    return [name for name in MUTATIONS if name in chosen]


def plain_layout(plan: PlanDocument) -> Laid:
    """The plan under plain headings, a column for each thing that it says."""
    said = [kind for kind, says in _SAYS.items() if any(map(says, plan.actions))]
    columns = [LaidColumn(kind, HEADINGS[kind][0]) for kind in said]
    spoken = [(kind, period) for period in plan.periods for kind in ("status", "update")]
    return Laid(plan, (*columns, *(_column_of(kind, period) for kind, period in spoken)))


def _column_of(kind: str, period: str) -> LaidColumn:
    return LaidColumn(f"{kind}:{period}", f"{HEADINGS[kind][0]} {PERIOD_FORMS[0](first_day_of(period))}")
