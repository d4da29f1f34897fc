"""The counts of a check as sections of its page: by weight, by theme, by owner, by rule."""

from collections.abc import Sequence

from followthrough.outputs.check.html_actions import anchor_of, weight_tag
from followthrough.outputs.check.summary import CheckSummary, Count, Doubted, Question, rule_of
from followthrough.outputs.page.frame import section
from followthrough.outputs.page.markup import Html, element, joined


def counts_sections(summary: CheckSummary) -> list[Html]:
    """The sections in the order of the page; no themes, no section for them."""
    sections = [_by_weight(summary)]
    if themes := summary.by_theme:
        sections.append(_by_group("theme", "By theme", "Theme", themes))
    if owners := summary.by_owner:
        sections.append(_by_group("owner", "By owner", "Owner", owners))
    return [*sections, _by_rule(summary), _lists(summary)]


def _by_weight(summary: CheckSummary) -> Html:
    largest = max(count for *_, count in summary.by_weight)
    rows = [
        _row(weight_tag(severity), _number(count), _bar(count, largest, severity))
        for severity, _, count in summary.by_weight
    ]
    return section("weight", "By weight", _table("Findings by weight", ["Weight", "Findings"], rows))


def _by_group(name: str, heading: str, column: str, counts: Sequence[Count]) -> Html:
    rows = [
        _row(
            count.name,
            _number(count.doubted),
            _number(count.actions),
            _bar(count.doubted, count.actions, "share"),
        )
        for count in counts
    ]
    table = _table(
        f"Actions that need an answer, {heading.lower()}", [column, "Need an answer", "Actions"], rows
    )
    return section(name, heading, table)


def _by_rule(summary: CheckSummary) -> Html:
    rows = [
        _row(joined(_rule_in_words(question)), _number(question.findings)) for question in summary.by_rule
    ]
    caption = "What each rule asks, and where it comes from"
    table = _table(caption, ["Rule", "Findings"], rows, bars=False)
    return section("rule", "By rule", table)


def _rule_in_words(question: Question) -> list[Html]:
    rule = rule_of(question.code)
    if rule is None:
        return [joined([question.sentence])]
    return [
        element("a", rule.title, href=f"#rule-{rule.code}"),
        Html(" "),
        weight_tag(question.severity),
        element("span", rule.question, class_="asks"),
        element(
            "span",
            f"Where it comes from: {rule.source.complaint} ",
            element("a", "Source", href=rule.source.url, aria_label=f"Source of the rule {rule.title}"),
            class_="source",
        ),
    ]


def _lists(summary: CheckSummary) -> Html:
    """Under each rule, the actions that it found: what the numbers lead to."""
    lists = []
    for question in summary.by_rule:
        links = [
            element("li", element("a", _name_in_list(each), href=f"#{anchor_of(number)}"))
            for number, each in enumerate(summary.by_action)
            if any(finding.code == question.code for finding in each.findings)
        ]
        lists.append(element("h3", question.sentence, id=f"rule-{question.code}"))
        lists.append(element("ul", *links, class_="refs"))
    return section("lists", "Which actions", *lists)


def _name_in_list(each: Doubted) -> str:
    return each.findings[0].ref or each.findings[0].title


def _table(caption: str, columns: Sequence[str], rows: Sequence[Html], *, bars: bool = True) -> Html:
    heads = [element("th", column, scope="col") for column in columns]
    if bars:
        # Its numbers stand in the columns before it, so the picture says nothing to a screen reader.
        heads.append(element("td", class_="bar"))
    return element(
        "table",
        element("caption", caption),
        element("thead", element("tr", *heads)),
        element("tbody", *rows),
    )


def _row(name: str, *cells: Html) -> Html:
    return element("tr", element("th", name, scope="row"), *cells)


def _number(number: int) -> Html:
    return element("td", str(number), class_="number")


def _bar(part: int, whole: int, kind: str) -> Html:
    width = round(100 * part / whole, 1) if whole else 0
    drawn = f'<rect class="{kind}" width="{width}" height="8"/>'
    picture = element(
        "svg",
        Html(drawn),
        viewBox="0 0 100 8",
        preserveAspectRatio="none",
        aria_hidden="true",
        focusable="false",
    )
    return element("td", picture, class_="bar")
