"""The words of the events of evidence and closure."""

from followthrough.site.history.sentences import name_kind, word

name_kind("Evidence and closure", "evidence", "completion", "closure")

word("evidence.needed", "{by} said what evidence “{subject}” needs for {details[measure]}: {details[words]}.")
word("evidence.offered", "{by} offered “{details[evidence]}” as evidence of {details[measure]}.")
word(
    "evidence.quarantined",
    "{by} offered “{details[evidence]}” as evidence of {details[measure]}. The virus scanner found "
    "{details[found]} in it, so it is in quarantine and nobody is given it.",
)
word("evidence.file_deleted", "{by} deleted the file “{details[evidence]}” (reason: {details[reason]}).")
word("evidence.withdrawn", "{by} withdrew the evidence “{details[evidence]}” (reason: {details[reason]}).")
word("evidence.assigned", "{by} said that “{details[evidence]}” is evidence of {details[measure]}.")
word(
    "evidence.keeping_changed",
    "{by} set how the evidence “{details[evidence]}” is kept and published: {details[words]}.",
)
word("completion.claimed", "{by} said that “{subject}” was finished on {details[on]}.")
word("completion.verified", "{by} verified “{subject}”: {details[words]}.")
word(
    "completion.wiped",
    "{by} set the status of “{subject}” to {details[status]}: "
    "what was claimed and verified of it no longer counts.",
)
word("closure.embedding_checked", "{by} checked whether “{subject}” is embedded: {details[words]}.")
