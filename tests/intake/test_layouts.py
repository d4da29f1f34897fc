"""Plans in many layouts, and tables of anything at all: nothing is lost, nothing raises, nothing changes."""

import io
import re
from collections.abc import Iterator
from functools import cache
from zipfile import ZipFile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from followthrough.intake.grid import UnreadableFileError
from followthrough.intake.read import read_bytes
from followthrough.plan.document import PlanDocument
from tests.intake.layout_words import HEADINGS
from tests.intake.layouts import MUTATIONS, Layout, lay_out
from tests.intake.read_back import Verdict, compare, without_markup, words_of

SEEDS = st.integers(min_value=0, max_value=100_000)
# What can't always be told from the paper alone: whose half a cell is, which of two columns was lost.
DOUBTFUL = {"cut_rows_unevenly", "lose_a_column", "put_each_theme_on_a_sheet"}
# Words that make a heading, a ref, a date, a status, an owner, prose, a stray mark, or trouble.
CELLS = st.one_of(
    st.sampled_from([name for names in HEADINGS.values() for name in names]),
    st.sampled_from(
        ["1", "1.1", "A2", "March 2025", "31/03/2025", "TBC", "Complete", "G", "n/a", "Yes", "", "", ""]
    ),
    st.sampled_from(
        [
            "Head of Finance",
            "Review the register of contracts.",
            "and the rest of it",
            "Theme 2: Property",
            "a) one",
        ]
    ),
    st.text(
        alphabet=st.characters(blacklist_categories=["Cs"], blacklist_characters="\t\r\n\x00"), max_size=30
    ),
)
TABLES = st.lists(st.lists(CELLS, max_size=7), max_size=14)


def read(content: bytes, name: str = "plan.txt") -> PlanDocument | None:
    """The plan, None where the reader says that there is none."""
    try:
        return read_bytes(content, name)
    except UnreadableFileError:
        return None


@cache
def small_file(form: str) -> bytes:
    """A file of a few actions; `form` is the mutation that writes it."""
    return lay_out(0, [form], actions=slice(4)).content


def parts_of(archive: bytes) -> dict[str, bytes]:
    """The parts of a Word or Excel file by name."""
    with ZipFile(io.BytesIO(archive)) as zipped:
        return {name: zipped.read(name) for name in zipped.namelist()}


def archive_of(parts: dict[str, bytes]) -> bytes:
    """A file of such parts."""
    out = io.BytesIO()
    with ZipFile(out, "w") as zipped:
        for name, content in parts.items():
            zipped.writestr(name, content)
    return out.getvalue()


def lost_words(layout: Layout, plan: PlanDocument) -> set[str]:
    """The words on paper that the plan document lacks; half of a word that was cut is in the whole one."""
    on_paper = {word for text in layout.texts() for word in words(without_markup(text))}
    kept = words_of(plan)
    everything = " ".join(kept)
    return {word for word in on_paper - kept if not (word in layout.sheet.halves and word in everything)}


def words(text: str) -> Iterator[str]:
    yield from re.findall(r"\w+", text)


@pytest.mark.parametrize("mutation", MUTATIONS)
def test_each_mutation_changes_what_is_on_paper(mutation: str) -> None:
    layouts = [(lay_out(seed, [mutation]), lay_out(seed, [])) for seed in range(4)]

    assert any(changed.content != plain.content for changed, plain in layouts)


@settings(max_examples=40)
@given(seed=SEEDS)
def test_every_word_of_any_layout_is_in_the_plan_document(seed: int) -> None:
    layout = lay_out(seed)
    plan = read(layout.content, layout.name)

    assert plan is None or lost_words(layout, plan) == set()


@settings(max_examples=20)
@given(seed=SEEDS)
def test_reading_twice_gives_the_same_plan(seed: int) -> None:
    layout = lay_out(seed)

    assert read(layout.content, layout.name) == read(layout.content, layout.name)


@pytest.mark.parametrize("mutation", ["none", *sorted(MUTATIONS.keys() - DOUBTFUL)])
def test_a_layout_with_one_mutation_is_read_back_field_by_field(mutation: str) -> None:
    for seed in range(3):
        layout = lay_out(seed, [mutation] if mutation in MUTATIONS else [])
        plan = read_bytes(layout.content, layout.name)
        wrong = [outcome for outcome in compare(layout.laid, plan) if outcome.verdict is not Verdict.RIGHT]

        assert (seed, wrong) == (seed, [])


def test_a_lost_column_invents_nothing_in_silence() -> None:
    for seed in range(8):
        layout = lay_out(seed, ["lose_a_column"])
        outcomes = compare(layout.laid, read_bytes(layout.content, layout.name))

        assert [outcome for outcome in outcomes if outcome.verdict is Verdict.INVENTED] == []


@settings(max_examples=60)
@given(content=st.binary(max_size=400))
def test_bytes_of_any_kind_are_read_or_refused_with_a_sentence(content: bytes) -> None:
    read(content)


@settings(max_examples=60)
@given(
    form=st.sampled_from(["write_as_word", "write_as_excel"]),
    at=st.tuples(st.floats(0, 0.999), st.floats(0, 0.999)),
    lost=st.integers(0, 40),
    put=st.binary(max_size=8),
)
def test_a_document_damaged_within_is_read_or_refused_with_a_sentence(
    form: str, at: tuple[float, float], lost: int, put: bytes
) -> None:
    """The archive is whole, and one of its parts is not: `lost` bytes of it give way to others."""
    parts = parts_of(small_file(form))
    name = sorted(parts)[int(at[0] * len(parts))]
    first = int(at[1] * len(parts[name]))
    damaged = parts[name][:first] + put + parts[name][first + lost :]

    read(archive_of(parts | {name: damaged}))


@settings(max_examples=40)
@given(form=st.sampled_from(["write_as_word", "write_as_excel", "write_as_csv"]), share=st.floats(0, 1))
def test_a_file_cut_short_is_read_or_refused_with_a_sentence(form: str, share: float) -> None:
    content = small_file(form)

    read(content[: int(share * len(content))])


@settings(max_examples=150)
@given(rows=TABLES, delimiter=st.sampled_from("\t,;|"))
def test_a_table_of_anything_is_read_or_refused_with_a_sentence(
    rows: list[list[str]], delimiter: str
) -> None:
    read("\n".join(delimiter.join(row) for row in rows).encode())


@settings(max_examples=150)
@given(headings=st.lists(CELLS, min_size=2, max_size=6), rows=TABLES)
def test_no_word_of_a_table_of_anything_is_lost(headings: list[str], rows: list[list[str]]) -> None:
    table = [["Ref", "Action", "Owner", "Due date"], *rows, [*headings], *rows]
    text = "\n".join("\t".join(row) for row in table)
    plan = read(text.encode())

    assert plan is None or set(words(without_markup(text))) - words_of(plan) == set()
