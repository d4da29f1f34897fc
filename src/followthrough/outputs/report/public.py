"""What a public edition leaves out: exempt actions, evidence, and the names of persons; and how many."""

from dataclasses import replace

from followthrough.outputs.report.position import Position
from followthrough.outputs.report.register_facts import RegisterFacts
from followthrough.outputs.report.words import many


def for_the_public(position: Position, facts: RegisterFacts) -> tuple[Position, RegisterFacts, str]:
    """The same without what is exempt, and the sentence that says how much that is."""
    hidden = facts.exempt
    stands = [each for each in position.stands if each.ref not in hidden]
    gone = [each for each in position.gone if each.ref not in hidden]
    actions = [action for action in position.plan.actions if (action.ref or "") not in hidden]
    before = position.plan_before
    shown_before = before and before.model_copy(
        update={"actions": [action for action in before.actions if (action.ref or "") not in hidden]}
    )
    plan = position.plan.model_copy(update={"actions": actions, "remarks": []})
    shown = replace(position, plan=plan, plan_before=shown_before, stands=stands, gone=gone)
    exempt_risks = sum(each.is_exempt for each in facts.risks or ())
    counted = [
        many(len(position.stands) - len(stands), "exempt action"),
        many(exempt_risks, "exempt risk"),
        many(len(facts.evidence or ()), "piece of evidence", "pieces of evidence"),
    ]
    sentence = f"Public edition. Left out: {', '.join(counted[:2])} and {counted[2]}."
    public = replace(
        facts,
        changes=None if facts.changes is None else [e for e in facts.changes if e.ref not in hidden],
        closures=None if facts.closures is None else [e for e in facts.closures if e.ref not in hidden],
        evidence=None if facts.evidence is None else [],
        risks=None if facts.risks is None else [e for e in facts.risks if not e.is_exempt],
        moves=None if facts.moves is None else {r: n for r, n in facts.moves.items() if r not in hidden},
        embedded=None
        if facts.embedded is None
        else {r: s for r, s in facts.embedded.items() if r not in hidden},
        answers=None if facts.answers is None else [e for e in facts.answers if e.ref not in hidden],
    )
    return shown, public, sentence
