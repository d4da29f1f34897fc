"""The words of the events of editions."""

from followthrough.site.history.sentences import name_kind, word

name_kind("Papers and their editions", "edition")

word("edition.drafted", "{by} drafted {details[paper]}.")
word("edition.made_again", "{by} had {details[paper]} made again.")
word("edition.reviewed", "{by} reviewed {details[paper]}{details[confirmed]}.")
word("edition.publishing", "{by} asked for {details[paper]} to be published{details[because]}.")
word(
    "edition.published",
    "{by} published {details[paper]}, edition {details[issue]}. SHA-256 of its content: {details[digest]}; "
    "of its files: {details[files]}.",
)
word(
    "edition.superseded",
    "{by} marked {details[paper]}, edition {details[issue]}, as superseded by a later edition.",
)
word("edition.not_published", "{by} found that {details[paper]} was not published: “{details[failure]}”.")
word(
    "edition.withdrawn",
    "{by} withdrew {details[paper]}, edition {details[issue]} (reason: {details[reason]}).",
)
word("edition.removed", "{by} removed the draft of {details[paper]}.")
word("public_page.opened", "{by} opened the public page of “{subject}”.")
word("public_page.closed", "{by} closed the public page of “{subject}”.")
