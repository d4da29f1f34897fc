"""The changed actions of a comparison as a section of its page: each change with its words side by side."""

from collections.abc import Sequence

from followthrough.compare.change import Change, Comparison, Pair
from followthrough.compare.word_differences import Stretch, word_differences
from followthrough.outputs.compare.words import is_short, name_of_change, what_became
from followthrough.outputs.page.frame import section
from followthrough.outputs.page.markup import Html, element

_SAME_REF = "The ref is the same and the words are others. Is it the same action?"


class Anchors:
    """Where on the page each changed action stands."""

    def __init__(self, comparison: Comparison) -> None:
        self._names = {
            id(pair): f"action-{number}" for number, pair in enumerate(comparison.changed, start=1)
        }

    def of(self, pair: Pair) -> str:
        """The name of the place of a changed action."""
        return self._names[id(pair)]

    def link(self, pair: Pair) -> Html:
        """A link to a changed action, named by its ref."""
        return element("a", pair.new.ref or pair.new.title, href=f"#{self.of(pair)}")


def actions_section(pairs: Sequence[Pair], anchors: Anchors) -> Html:
    """Every changed action, in the order of the plan."""
    articles = [_article(pair, anchors.of(pair)) for pair in pairs]
    return section("actions", f"Action by action: {len(pairs)} changed", *articles)


def _article(pair: Pair, anchor: str) -> Html:
    ref = element("span", pair.new.ref, class_="ref") if pair.new.ref else None
    return element(
        "article",
        element("h3", ref, " " if ref else None, pair.new.title, id=anchor),
        element("p", _SAME_REF) if pair.matched_by == "ref_alone" else None,
        element("ul", *(_change(change) for change in pair.changes), class_="findings"),
        aria_labelledby=anchor,
    )


def _change(change: Change) -> Html:
    named = element("p", element("b", name_of_change(change)), f": {what_became(change)}")
    if change.kind == "copied":
        return element("li", named, element("blockquote", change.new))
    if is_short(change):
        return element("li", named, _both_sides(change))
    if not change.old:
        return element("li", named, element("blockquote", change.new))
    return element("li", named, element("blockquote", *map(_marked, _stretches(change.old, change.new))))


def _both_sides(change: Change) -> Html:
    sides = (("Was", change.old), ("Is now", change.new))
    pairs = [element("div", element("dt", name), element("dd", words or "none")) for name, words in sides]
    return element("dl", *pairs)


def _stretches(old: str, new: str | None) -> list[Stretch]:
    return word_differences(old, new) if new else [Stretch("removed", old)]


def _marked(stretch: Stretch) -> Html | str:
    """A stretch with its fate as a colour, a line and, for those who hear the page, words."""
    words = stretch.text.rstrip()
    blank = stretch.text[len(words) :]
    if stretch.fate == "kept":
        return stretch.text
    name, fate = ("del", "taken out: ") if stretch.fate == "removed" else ("ins", "put in: ")
    return Html(f"{element(name, element('span', fate, class_='heard'), words)}{blank}")
