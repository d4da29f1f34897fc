"""All the rules. A new rule is a function, a page in docs/rules and an entry here."""

from followthrough.challenge.bare_complete import complete_without_evidence
from followthrough.challenge.copied_update import update_copied
from followthrough.challenge.dangling_links import link_to_nothing
from followthrough.challenge.dependence import dependants_at_risk, dependence_ring
from followthrough.challenge.no_due_date import no_due_date
from followthrough.challenge.occurrences import (
    assurance_complete,
    occurrence_missed,
    occurrence_missed_twice,
)
from followthrough.challenge.on_track_past_due import on_track_past_due
from followthrough.challenge.overdue import due_date_passed
from followthrough.challenge.owners import no_owner, owner_too_broad
from followthrough.challenge.parents_and_parts import complete_with_open_parts, open_with_parts_finished
from followthrough.challenge.pointing_update import update_points_elsewhere
from followthrough.challenge.refs import duplicate_ref, malformed_ref
from followthrough.challenge.rule import Rule, Source
from followthrough.challenge.silent import no_return, no_return_twice, silent_owner
from followthrough.challenge.something_left import complete_with_something_left
from followthrough.challenge.understated_slippage import slippage_understated
from followthrough.challenge.unknown_status import status_not_in_key

_NO_BLANKS = Source(
    "A decision on reporting laid down that comment columns must not be left blank.",
    "http://democracy.breckland.gov.uk/ieDecisionDetails.aspx?AIId=16108",
)
_LINE_OF_SIGHT = Source(
    "Members could not follow the line of sight from one layer of a plan to the next.",
    "https://democracy.croydon.gov.uk/mgAi.aspx?ID=11754",
)
_LATE_CHECKS = Source(
    "Auditors advise that what is past its date be escalated, and that what has to work over time be tested"
    " over time.",
    "https://www.accaglobal.com/sg/en/member/sectors/internal-audit/learn/management-actions.html",
)

RULES: tuple[Rule, ...] = (
    Rule(
        code="on_track_past_due",
        severity="error",
        title="On track past its date",
        question="Is it called on track although its due date has passed?",
        one="1 action was called on track though its due date had passed.",
        many="{n} actions were called on track though their due dates had passed.",
        source=Source(
            "Residents asked why a project months overdue was still rated green.",
            "https://www.yorkpress.co.uk/news/17970611.questions-green-rating-yorks-overdue-community-stadium/?ref=rss",
        ),
        scope="action",
        find=on_track_past_due,
    ),
    Rule(
        code="complete_with_open_parts",
        severity="error",
        title="Complete with open parts",
        question="Is it called complete while a part of it is open?",
        one="1 action is called complete while parts of it are open.",
        many="{n} actions are called complete while parts of them are open.",
        source=Source(
            "An average hides the worst part: members asked to see more of the parts at risk.",
            "https://democracy.northdevon.gov.uk/ieIssueDetails.aspx?IId=22815&Opt=3",
        ),
        scope="family",
        find=complete_with_open_parts,
    ),
    Rule(
        code="no_owner",
        severity="error",
        title="No owner",
        question="Does an open action name nobody who answers for it?",
        one="1 open action names no owner.",
        many="{n} open actions name no owner.",
        source=Source(
            "A committee was shown actions with no target dates or responsible officers.",
            "http://democracy.cityoflondon.gov.uk/mgAi.aspx?ID=42961",
        ),
        scope="family",
        find=no_owner,
    ),
    Rule(
        code="duplicate_ref",
        severity="error",
        title="One ref, two actions",
        question="Do two actions bear the same ref?",
        one="1 action shares its ref with another.",
        many="{n} actions share a ref with another.",
        source=Source(
            "Totals were wrong and items were missing from the list that members were given.",
            "https://democracy.cityoflondon.gov.uk/mgAi.aspx?ID=143013",
        ),
        scope="family",
        find=duplicate_ref,
    ),
    Rule(
        code="no_return_twice",
        severity="error",
        title="No return twice running",
        question="Has it given no return in two rounds running, or more?",
        one="1 action has given no return for two rounds or more.",
        many="{n} actions have given no return for two rounds or more.",
        source=_NO_BLANKS,
        scope="family",
        find=no_return_twice,
    ),
    Rule(
        code="silent_owner",
        severity="error",
        title="Silent owner",
        question="Has somebody who answers for several actions given no return for any of them?",
        one="1 owner gave none of the returns that were asked for.",
        many="{n} owners gave none of the returns that were asked for.",
        source=_NO_BLANKS,
        scope="plan",
        find=silent_owner,
    ),
    Rule(
        code="occurrence_missed_twice",
        severity="error",
        title="Assurance missed twice running",
        question="Has an assurance action been missed two times running, or more?",
        one="1 assurance action was missed two times running or more.",
        many="{n} assurance actions were missed two times running or more.",
        source=_LATE_CHECKS,
        scope="action",
        find=occurrence_missed_twice,
    ),
    Rule(
        code="dependence_ring",
        severity="error",
        title="A ring of actions",
        question="Do actions wait for each other, so that none can begin?",
        one="1 action waits for itself through others.",
        many="{n} actions wait for each other in a ring.",
        source=_LINE_OF_SIGHT,
        scope="family",
        find=dependence_ring,
    ),
    Rule(
        code="complete_without_evidence",
        severity="warning",
        title="Complete, and nothing more",
        question="Is it called complete with nothing said but that word?",
        one="1 action says complete and gives no evidence.",
        many="{n} actions say complete and give no evidence.",
        source=Source(
            "Members asked what evidence would be needed before an action could be called finished.",
            "https://democracy.towerhamlets.gov.uk/ieIssueDetails.aspx?IId=57851&Opt=3&PlanId=0",
        ),
        scope="action",
        find=complete_without_evidence,
    ),
    Rule(
        code="complete_with_something_left",
        severity="warning",
        title="Complete, and something left",
        question="Is it called complete while its own words tell of something left to do?",
        one="1 action is called complete, and its words tell of something left to do.",
        many="{n} actions are called complete, and their words tell of something left to do.",
        source=Source(
            "Members asked what evidence would be needed before an action could be called finished.",
            "https://democracy.towerhamlets.gov.uk/ieIssueDetails.aspx?IId=57851&Opt=3&PlanId=0",
        ),
        scope="action",
        find=complete_with_something_left,
    ),
    Rule(
        code="slippage_understated",
        severity="warning",
        title="Slippage understated",
        question="By the plan's own definitions, has it slipped further than its status says?",
        one="1 status is milder than the plan's own definitions allow.",
        many="{n} statuses are milder than the plan's own definitions allow.",
        source=Source(
            "Once original dates were shown, members saw that ratings did not follow the stated policy.",
            "https://democracy.reading.gov.uk/mgAi.aspx?ID=8814",
        ),
        scope="action",
        find=slippage_understated,
    ),
    Rule(
        code="dependants_at_risk",
        severity="warning",
        title="Others at risk",
        question="Does its slippage put others at risk, and its status is milder than the key says of that?",
        one="1 status is milder than the key says of slippage that puts others at risk.",
        many="{n} statuses are milder than the key says of slippage that puts others at risk.",
        source=_LINE_OF_SIGHT,
        scope="family",
        find=dependants_at_risk,
    ),
    Rule(
        code="due_date_passed",
        severity="warning",
        title="Due date passed",
        question="Has its due date passed without its being complete?",
        one="1 action is past its due date and not complete.",
        many="{n} actions are past their due dates and not complete.",
        source=Source(
            "Residents noticed that many dates in a progress report were in the past and nothing flagged it.",
            "https://manhattanbeach.granicusideas.com/meetings/1224-city-council-regular-meeting-february-5-2019"
            "/agenda_items/5c524d4b442538ca2c07259e-5-19-0082-quarterly-update-on-city-work-plan-continued-from-the"
            "-january-15-2019-city-council-regular-meeting-city-manager-moe-receive-report",
        ),
        scope="family",
        find=due_date_passed,
    ),
    Rule(
        code="no_return",
        severity="warning",
        title="No return",
        question="Did it owe a return in the last closed round and give none?",
        one="1 action gave no return in the last round.",
        many="{n} actions gave no return in the last round.",
        source=_NO_BLANKS,
        scope="family",
        find=no_return,
    ),
    Rule(
        code="occurrence_missed",
        severity="warning",
        title="Assurance missed",
        question="Did an assurance action fall due, and nothing shows that it was done?",
        one="1 assurance action was missed the last time it fell due.",
        many="{n} assurance actions were missed the last time they fell due.",
        source=_LATE_CHECKS,
        scope="action",
        find=occurrence_missed,
    ),
    Rule(
        code="assurance_complete",
        severity="warning",
        title="Assurance called complete",
        question="Is an assurance action, which comes round again, called complete?",
        one="1 assurance action is called complete.",
        many="{n} assurance actions are called complete.",
        source=Source(
            "Members met a made-up end date on a rolling programme: what goes on falls due again and again.",
            "https://moderngov.woking.gov.uk/ieIssueDetails.aspx?IId=12194&PlanId=0&Opt=3",
        ),
        scope="action",
        find=assurance_complete,
    ),
    Rule(
        code="update_copied",
        severity="warning",
        title="Update copied from last time",
        question="Does the update repeat the words of the round before?",
        one="1 update repeats the words of the round before.",
        many="{n} updates repeat the words of the round before.",
        source=Source(
            "Members found the text virtually that of four months before, so there was nothing to discuss.",
            "https://moderngovwebpublic.bromsgrove.gov.uk/ieIssueDetails.aspx?IId=10704&Opt=3&PlanId=0",
        ),
        scope="action",
        find=update_copied,
    ),
    Rule(
        code="update_points_elsewhere",
        severity="warning",
        title="Update points elsewhere",
        question="Does the update say only “as above”, “as last month” or “see action 17”?",
        one="1 update says nothing but where to look.",
        many="{n} updates say nothing but where to look.",
        source=Source(
            "A decision on reporting laid down that comment columns must not be left blank.",
            "http://democracy.breckland.gov.uk/ieDecisionDetails.aspx?AIId=16108",
        ),
        scope="action",
        find=update_points_elsewhere,
    ),
    Rule(
        code="owner_too_broad",
        severity="warning",
        title="Owned by everybody",
        question="Is the owner everybody, or a whole department?",
        one="1 open action is owned by everybody or a whole department.",
        many="{n} open actions are owned by everybody or a whole department.",
        source=Source(
            "Members asked that each action name the one member who answers for it.",
            "https://democracy.york.gov.uk/mgDecisionDetails.aspx?IId=19557&Opt=1",
        ),
        scope="action",
        find=owner_too_broad,
    ),
    Rule(
        code="no_due_date",
        severity="warning",
        title="No due date",
        question="Is there no date, or none yet, by which it is to be finished?",
        one="1 open action has no due date.",
        many="{n} open actions have no due date.",
        source=Source(
            "A committee was shown actions with no target dates or responsible officers.",
            "http://democracy.cityoflondon.gov.uk/mgAi.aspx?ID=42961",
        ),
        scope="family",
        find=no_due_date,
    ),
    Rule(
        code="link_to_nothing",
        severity="warning",
        title="Link to nothing",
        question="Does it point to an action that is not in the plan?",
        one="1 action points to another that is not in the plan.",
        many="{n} actions point to others that are not in the plan.",
        source=_LINE_OF_SIGHT,
        scope="family",
        find=link_to_nothing,
    ),
    Rule(
        code="status_not_in_key",
        severity="note",
        title="Status not in the key",
        question="Is its status a word that the plan's own key does not define?",
        one="1 status is not in the plan's own key.",
        many="{n} statuses are not in the plan's own key.",
        source=Source(
            "Members asked that no symbol stand in a report without the words that say what it means.",
            "http://democracy.breckland.gov.uk/ieDecisionDetails.aspx?AIId=16108",
        ),
        scope="action",
        find=status_not_in_key,
    ),
    Rule(
        code="open_with_parts_finished",
        severity="note",
        title="Open with all parts finished",
        question="Is it still open although all its parts are finished?",
        one="1 action is open though all its parts are finished.",
        many="{n} actions are open though all their parts are finished.",
        source=Source(
            "Members asked that what is done should leave the report.",
            "https://paperzz.com/doc/7118006/best-value-action-plan-monitoring",
        ),
        scope="family",
        find=open_with_parts_finished,
    ),
    Rule(
        code="malformed_ref",
        severity="note",
        title="Ref out of form",
        question="Is its ref missing, or not written as the rest of the plan writes them?",
        one="1 ref is missing or out of form.",
        many="{n} refs are missing or out of form.",
        source=Source(
            "Members could not tell which recommendations belonged to which report.",
            "https://democracy.newport.gov.uk/mgAi.aspx?ID=11518&LLL=0",
        ),
        scope="action",
        find=malformed_ref,
    ),
)
