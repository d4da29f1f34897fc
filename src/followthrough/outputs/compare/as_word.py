"""A comparison as a Word document that a committee can read: the answer first, then action by action."""

from collections.abc import Iterable, Iterator, Sequence

from docx.document import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.shared import Cm
from lxml.etree import _Element as Element

from followthrough.compare.change import Change, Comparison, Pair, Unsure
from followthrough.compare.word_differences import Stretch, word_differences
from followthrough.outputs.compare.groups import Gathered
from followthrough.outputs.compare.summary import CompareSummary, name_of_version
from followthrough.outputs.compare.words import both_sides, is_short, name_of_change, what_became
from followthrough.outputs.layout.table import Table, TableCell, TableRow
from followthrough.outputs.word.elements import element, heading, lines, paragraph, run
from followthrough.outputs.word.file import add, bytes_of, new_document
from followthrough.outputs.word.pages import PORTRAIT, Widths, fitted
from followthrough.outputs.word.table import WordTable, table_element
from followthrough.outputs.wording import counted
from followthrough.plan.document import Action, Column
from followthrough.plan.when.days_in_words import window_in_words

_TEXT, _ENTRY = "Normal", "ListBullet"
# The name of a text that changed stays on the page on which the text begins.
_NAME_OF_TEXT, _QUOTED = "ChangedText", "ChangedWords"
_SAME_REF = "The ref is the same and the words are others. Is it the same action?"
_HOW_TO_READ = (
    "Words that were taken out are struck out, words that were put in are underlined, and both are named."
)
# Each colour always stands beside its words.
_TAKEN_OUT, _PUT_IN = "aa2a16", "00592b"


def to_word(comparison: Comparison) -> bytes:
    """The bytes of a .docx file: the summary, what changed by kind, then every changed action."""
    summary = CompareSummary(comparison)
    title = f"What changed in {summary.title}"
    document = new_document(title=title, running=title, author="", as_at=comparison.new.as_at, page=PORTRAIT)
    _add_styles(document)
    _add_answer(document, title, summary)
    for gathered in summary.gathered:
        _add_gathered(document, gathered)
    _add_actions(document, "New actions", comparison.added)
    _add_actions(document, "Actions that are gone", comparison.gone)
    _add_unsure(document, comparison.unsure)
    _add_changed(document, comparison.changed)
    _add_unchanged(document, comparison.unchanged)
    return bytes_of(document, comparison.new.as_at)


def _add_styles(document: Document) -> None:
    name = document.styles.add_style(_NAME_OF_TEXT, WD_STYLE_TYPE.PARAGRAPH)
    name.base_style = document.styles["List Bullet"]
    name.paragraph_format.keep_with_next = True
    quoted = document.styles.add_style(_QUOTED, WD_STYLE_TYPE.PARAGRAPH)
    quoted.base_style = document.styles["Normal"]
    quoted.paragraph_format.left_indent = Cm(1.2)


def _add_answer(document: Document, title: str, summary: CompareSummary) -> None:
    add(document, paragraph("Title", run(title)))
    for name, plan in (("From", summary.comparison.old), ("To", summary.comparison.new)):
        add(document, _fact(name, name_of_version(plan), _TEXT))
    add(document, *(paragraph(_TEXT, run(sentence)) for sentence in summary.sentences))
    add(document, *(_fact("Take care", caution, _TEXT) for caution in summary.cautions))


def _fact(name: str, value: str, style: str = _ENTRY) -> Element:
    return paragraph(style, run(f"{name}: ", element("b")), *lines(value))


def _add_gathered(document: Document, gathered: Gathered) -> None:
    rows = (
        (
            group.words,
            str(len(group.pairs)),
            ", ".join(pair.new.ref or pair.new.title for pair in group.pairs),
        )
        for group in gathered.groups
    )
    columns = tuple(Column(heading=words) for words in ("What", "Number", "Actions"))
    table = Table(columns, tuple(TableRow(tuple(map(TableCell, row)), is_main=False) for row in rows))
    add(document, heading(gathered.heading, 1))
    headings = [column.heading for column in columns]
    made = WordTable(gathered.heading, headings, table.rows, fitted(Widths.of(table), PORTRAIT))
    add(document, table_element(made), paragraph(_TEXT))


def _add_actions(document: Document, words: str, actions: Sequence[Action]) -> None:
    if actions:
        add(document, heading(f"{words}: {len(actions)}", 1))
    add(document, *(paragraph(_ENTRY, *lines(_promise(action))) for action in actions))


def _promise(action: Action) -> str:
    """What is to be done, by whom and by when."""
    owners = "; ".join(dict.fromkeys(owner.name for owner in action.owners))
    due = f"due {window_in_words(action.due)}" if action.due else ""
    facts = ", ".join(fact for fact in (owners, due) if fact)
    return f"{_name(action)} ({facts})" if facts else _name(action)


def _add_unsure(document: Document, unsure: Sequence[Unsure]) -> None:
    if unsure:
        add(document, heading(f"Not matched for certain: {len(unsure)}", 1))
    for each in unsure:
        add(
            document,
            paragraph(_TEXT, *lines(_name(each.new))),
            paragraph(
                _TEXT,
                run(f"It could be any of {counted(len(each.could_be), 'action')} of the old version:"),
            ),
            *(paragraph(_ENTRY, *lines(_name(action))) for action in each.could_be),
        )


def _add_changed(document: Document, pairs: Sequence[Pair]) -> None:
    if pairs:
        add(document, heading(f"Action by action: {len(pairs)} changed", 1))
        add(document, paragraph(_TEXT, run(_HOW_TO_READ)))
    for pair in pairs:
        add(document, heading(_name(pair.new), 2))
        if pair.matched_by == "ref_alone":
            add(document, paragraph(_TEXT, run(_SAME_REF)))
        for change in pair.changes:
            add(document, *_change(change))


def _change(change: Change) -> Iterator[Element]:
    name = name_of_change(change)
    if is_short(change):
        yield _fact(name, both_sides(change))
        return
    yield _fact(name, what_became(change), _NAME_OF_TEXT)
    if change.old and change.kind != "copied":
        stretches = (
            word_differences(change.old, change.new) if change.new else [Stretch("removed", change.old)]
        )
        yield paragraph(_QUOTED, *_marked(stretches))
    else:
        yield paragraph(_QUOTED, *lines(change.new or ""))


def _marked(stretches: Iterable[Stretch]) -> Iterator[Element]:
    """The whole text, each stretch with its fate as words, as a line and as a colour."""
    for stretch in stretches:
        if stretch.fate == "kept":
            yield from lines(stretch.text)
        elif stretch.fate == "removed":
            yield from _named("taken out", stretch.text, element("strike"), element("color", val=_TAKEN_OUT))
        else:
            yield from _named(
                "put in", stretch.text, element("color", val=_PUT_IN), element("u", val="single")
            )


def _named(fate: str, text: str, *look: Element) -> Iterator[Element]:
    words = text.rstrip()
    yield run(f"[{fate}: ")
    yield from lines(words, *look)
    yield from lines("]" + text[len(words) :])


def _add_unchanged(document: Document, pairs: Sequence[Pair]) -> None:
    if pairs:
        add(document, heading(f"Unchanged: {len(pairs)}", 1))
    add(document, *(paragraph(_ENTRY, *lines(_name(pair.new))) for pair in pairs))


def _name(action: Action) -> str:
    return f"{action.ref}: {action.title}" if action.ref else action.title
