"""The words of the events of change control."""

from followthrough.site.history.sentences import word

word(
    "changes.asked",
    "{by} asked for {details[changes]} to what is agreed in the plan “{subject}”.",
)
