"""The words of the events of a round."""

from followthrough.site.history.sentences import name_kind, word

name_kind("Rounds", "round", "rounds")
name_kind("Calendar", "forum")
name_kind("Returns", "return", "delegation")

word("rounds.made", "{by} set the days of {details[rounds]} of the plan “{subject}”: {details[periods]}.")
word("round.dates_changed", "{by} moved the days of the {subject}: {details[days]}.")
word("round.forum_set", "{by} noted that the {subject} goes to {details[forum]}.")
word("round.opened", "{by} opened the {subject}, which asks for {details[returns]}.")
word("round.locked", "{by} locked the {subject} with {details[missing]} missing.")
word("round.published", "{by} published the {subject} (edition {details[edition]}).")
word("plan.shown_to_members", "{by} let members see the plan “{subject}”: a round of it is published.")
word("round.reopened", "{by} reopened the {subject} and said why: “{details[reason]}”.")
word("forum.added", "{by} added {subject} to the calendar, with {details[meetings]}.")
word("forum.changed", "{by} changed {subject} in the calendar: it has {details[meetings]}.")
word("forum.removed", "{by} took {subject} out of the calendar.")
word("rounds.imported", "{by} added {details[rounds]} of the plan “{subject}”: {details[periods]}.")
word("return.sent", "{by} sent the return for {details[action]}{details[for_whom]}.")
word("return.approved", "{by} approved the return for {details[action]}.")
word(
    "return.sent_back",
    "{by} sent back the return for {details[action]} with the comment “{details[comment]}”.",
)
word("delegation.made", "{by} let {details[to]} answer for {details[from_]} until {details[until]}.")
word("delegation.ended", "{by} ended the time in which {details[to]} answers for {details[from_]}.")
word("reminders.paused", "{by} paused the reminders of the {subject}.")
word("reminders.resumed", "{by} let the reminders of the {subject} go out again.")
