"""The words of the events of risks."""

from followthrough.site.history.sentences import name_kind, word

name_kind("Risks", "risk", "risks")

word("risk.added", "{by} added the risk “{subject}”.")
word("risk.changed", "{by} changed the risk “{subject}”: {details[words]}.")
word("risk.assessed", "{by} scored the risk “{subject}”: {details[words]}.")
word("risk.closed", "{by} closed the risk “{subject}” (reason: {details[reason]}).")
word("risk.reopened", "{by} opened the risk “{subject}” again (reason: {details[reason]}).")
word("risk.action_scored", "{by} scored the risk of “{subject}”: {details[words]}.")
word("risks.matrix_changed", "{by} changed the risk matrix: {details[words]}.")
