"""The doubted actions of a check as a section of its page: each finding beside the words that it doubts."""

from followthrough.challenge.finding import Finding
from followthrough.outputs.check.summary import WEIGHTS, CheckSummary, Doubted, rule_of
from followthrough.outputs.page.markup import Html, element
from followthrough.outputs.wording import place_in_words
from followthrough.plan.document import Action, Severity
from followthrough.plan.when.days_in_words import window_in_words


def weight_tag(severity: Severity) -> Html:
    """A finding's weight: the colour and the word."""
    return element("strong", WEIGHTS[severity].capitalize(), class_=f"tag {severity}")


def anchor_of(number: int) -> str:
    """Where on the page the doubted action with this number stands."""
    return f"action-{number + 1}"


def actions_section(summary: CheckSummary) -> Html:
    """Every doubted action, the worst first."""
    articles = [_article(each, anchor_of(number)) for number, each in enumerate(summary.by_action)]
    return element(
        "section",
        element("h2", "Action by action, worst first", id="actions"),
        *articles,
        aria_labelledby="actions",
    )


def _article(each: Doubted, anchor: str) -> Html:
    first = each.findings[0]
    ref = element("span", first.ref, class_="ref") if first.ref else None
    return element(
        "article",
        element("h3", ref, " " if ref else None, first.title, id=anchor),
        _facts(each.action) if each.action else None,
        element("ul", *(_finding(finding) for finding in each.findings), class_="findings"),
        aria_labelledby=anchor,
    )


def _facts(action: Action) -> Html:
    update = action.latest_update
    due = action.due.text if action.due else ""
    if action.due and window_in_words(action.due) != due:
        due = f"{due} ({window_in_words(action.due)})"
    facts = {
        "Status": update.status_text if update else None,
        "Due": due,
        "Owners": "; ".join(f"{owner.name} ({owner.role})" for owner in action.owners),
        "In the file": place_in_words(action.where),
    }
    pairs = [
        element("div", element("dt", name), element("dd", value)) for name, value in facts.items() if value
    ]
    return element("dl", *pairs)


def _finding(finding: Finding) -> Html:
    return element(
        "li",
        element("p", weight_tag(finding.severity), " ", finding.message),
        element("blockquote", finding.quote) if finding.quote else None,
        element("p", element("b", "To clear this: "), finding.settles) if finding.settles else None,
        _link_to_rule(finding.code),
    )


def _link_to_rule(code: str) -> Html | None:
    rule = rule_of(code)
    return (
        element("p", "Rule: ", element("a", rule.title, href=f"#rule-{code}"), class_="rule")
        if rule
        else None
    )
