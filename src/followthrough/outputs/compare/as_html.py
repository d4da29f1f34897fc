"""A comparison as one self-contained page that needs no script and nothing from elsewhere."""

from collections.abc import Sequence

from followthrough.compare.change import Comparison, Pair, Unsure
from followthrough.outputs.compare.groups import Gathered, Group
from followthrough.outputs.compare.html_actions import Anchors, actions_section
from followthrough.outputs.compare.summary import CompareSummary, name_of_version
from followthrough.outputs.page.frame import page, section
from followthrough.outputs.page.markup import Html, element
from followthrough.outputs.wording import counted
from followthrough.plan.document import Action
from followthrough.plan.when.days_in_words import window_in_words

_HOW_TO_READ = (
    "Made by Followthrough. Actions are matched by their ref, then by the likeness of title, owner and "
    "place; what can't be matched for certain is said and not guessed. Blanks, kinds of quotation mark and "
    "letters that only look alike are no change."
)


def render(comparison: Comparison) -> str:
    """The page: the answer, then what changed by kind with its actions, then each action with its changes."""
    summary = CompareSummary(comparison)
    return page(
        title=f"What changed in {summary.title}",
        skip="Skip to the changes",
        header=_header(summary),
        main=_main(summary),
        footer=element("footer", element("p", _HOW_TO_READ)),
    )


def _header(summary: CompareSummary) -> Html:
    comparison = summary.comparison
    versions = (("From", comparison.old), ("To", comparison.new))
    return element(
        "header",
        element("p", "What changed between two versions of a plan", class_="kicker"),
        element("h1", summary.title),
        element("dl", *(_fact(name, name_of_version(plan)) for name, plan in versions)),
        *(element("p", sentence, class_="headline") for sentence in summary.sentences),
        *(element("p", element("b", "Take care: "), caution) for caution in summary.cautions),
    )


def _fact(name: str, value: str) -> Html:
    return element("div", element("dt", name), element("dd", value))


def _main(summary: CompareSummary) -> list[Html]:
    comparison = summary.comparison
    anchors = Anchors(comparison)
    sections = [(each.name, each.heading, _gathered(each, anchors)) for each in summary.gathered]
    if comparison.added:
        sections.append(("new", "New actions", _actions("new", "New actions", comparison.added)))
    if comparison.gone:
        sections.append(
            ("gone", "Actions that are gone", _actions("gone", "Actions that are gone", comparison.gone))
        )
    if comparison.unsure:
        sections.append(("unsure", "Not matched for certain", _unsure(comparison.unsure)))
    if comparison.changed:
        sections.append(("actions", "Action by action", actions_section(comparison.changed, anchors)))
    if comparison.unchanged:
        sections.append(("unchanged", "Unchanged", _unchanged(comparison.unchanged)))
    links = [element("li", element("a", heading, href=f"#{name}")) for name, heading, _ in sections]
    return [
        element("nav", element("ul", *links), aria_label="On this page"),
        *(html for *_, html in sections),
    ]


def _gathered(each: Gathered, anchors: Anchors) -> Html:
    heads = [element("th", words, scope="col") for words in ("What", "Number", "Actions")]
    table = element(
        "table",
        element("caption", "In how many actions, and in which"),
        element("thead", element("tr", *heads)),
        element("tbody", *(_row(group, anchors) for group in each.groups)),
        class_="groups",
    )
    return section(each.name, each.heading, table)


def _row(group: Group, anchors: Anchors) -> Html:
    links = [element("li", anchors.link(pair)) for pair in group.pairs]
    return element(
        "tr",
        element("th", group.words, scope="row"),
        element("td", str(len(group.pairs)), class_="number"),
        element("td", element("ul", *links, class_="refs")),
    )


def _actions(name: str, heading: str, actions: Sequence[Action]) -> Html:
    items = [element("li", *_named(action), _promise(action)) for action in actions]
    return section(name, f"{heading}: {len(actions)}", element("ul", *items, class_="findings"))


def _promise(action: Action) -> Html:
    """Who is to do it by when."""
    owners = "; ".join(dict.fromkeys(owner.name for owner in action.owners))
    facts = [_fact("Owners", owners)] if owners else []
    facts += [_fact("Due", window_in_words(action.due))] if action.due else []
    return element("dl", *facts) if facts else Html("")


def _unsure(unsure: Sequence[Unsure]) -> Html:
    items = [
        element(
            "li",
            *_named(each.new),
            element("p", f"It could be any of {counted(len(each.could_be), 'action')} of the old version:"),
            element("ul", *(element("li", *_named(action)) for action in each.could_be)),
        )
        for each in unsure
    ]
    return section(
        "unsure", f"Not matched for certain: {len(unsure)}", element("ul", *items, class_="findings")
    )


def _unchanged(pairs: Sequence[Pair]) -> Html:
    items = [element("li", *_named(pair.new)) for pair in pairs]
    folded = element(
        "details", element("summary", f"Show {counted(len(pairs), 'action')}"), element("ul", *items)
    )
    return section("unchanged", f"Unchanged: {len(pairs)}", folded)


def _named(action: Action) -> list[Html | str]:
    return [element("span", action.ref, class_="ref"), " ", action.title] if action.ref else [action.title]
