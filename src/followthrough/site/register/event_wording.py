"""The words of the register's events."""

from followthrough.site.history.sentences import name_kind, word

name_kind("Plans and actions", "plan", "action", "actions", "place")
name_kind("Posts", "post")
name_kind("Views", "view")

word("plan.imported", "{by} added the plan “{subject}” with {details[actions]} from {details[file]}.")
word("plan.import_undone", "{by} undid the import of the plan “{subject}” with its {details[actions]}.")
word(
    "plan.next_version_taken_in",
    "{by} added the next version of the plan “{subject}” from {details[file]}: "
    "{details[actions]}, {details[updates]}.",
)
word("plan.next_version_undone", "{by} undid adding the next version of the plan “{subject}”.")
word("post.renamed", "{by} renamed the post “{details[was]}” to “{subject}”.")
word("post.merged", "{by} merged the post “{details[merged]}” into “{subject}”.")
word("post.filled", "{by} noted that {details[user]} holds the post “{subject}” from {details[on]}.")
word("post.left", "{by} noted that {details[user]} holds the post “{subject}” until {details[on]}.")
word("plan.created", "{by} made the plan “{subject}”.")
word("plan.changed", "{by} changed the plan “{subject}”: {details[words]}.")
word("plan.scheme_changed", "{by} changed the plan “{subject}”: {details[words]}{details[because]}.")
word("plan.recommendations_changed", "{by} changed the plan “{subject}”: {details[words]}{details[because]}.")
word("plan.approved", "{by} agreed the plan “{subject}”.")
word("plan.agreed_by_opening", "{by} agreed the plan “{subject}” by opening the {details[round]}.")
word("action.added", "{by} added the action “{subject}”{details[because]}.")
word("action.archived", "{by} archived “{subject}”{details[because]}.")
word("action.restored", "{by} put “{subject}” back into its plan{details[because]}.")
word(
    "actions.changed",
    "{by} changed {details[fields]} of {details[number]} of “{subject}”: {details[named]}{details[because]}.",
)
word("action.moved", "{by} changed the order of the plan: “{subject}” {details[changes][0][new]}.")
word("place.moved", "{by} changed the order of the plan: “{subject}” {details[changes][0][new]}.")
word("plan.places_changed", "{by} changed the plan “{subject}”: {details[words]}{details[because]}.")
word("action.changed", "{by} changed “{subject}”: {details[words]}{details[because]}.")
word("action.decided", "{by} noted a decision on “{subject}”: {details[words]}{details[because]}.")
word("view.shared", "{by} offered the view “{subject}” of the plan “{details[plan]}” to everybody.")
word("view.removed", "{by} removed the shared view “{subject}” of the plan “{details[plan]}”.")
