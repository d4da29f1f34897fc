"""How this app's events are said."""

from followthrough.site.history.sentences import name_kind, word

name_kind("People", "organisation", "person")

word("organisation.created", "{by} set up {subject}.")
word("organisation.oversees", "{by} let {subject} oversee the plans of others that consent.")
word("organisation.oversees_no_more", "{by} ended that {subject} oversees the plans of others.")
word("person.added", "{by} added {subject} ({details[role]}).")
word("person.renamed", "{by} changed the name of {details[was]} to {subject}.")
word("person.role_changed", "{by} changed the role of {subject} from {details[was]} to {details[role]}.")
word("person.closed", "{by} closed the account of {subject}.")
word("person.reopened", "{by} let {subject} sign in again.")
word("person.password_asked", "{by} wrote to {subject}, who wants a new password.")
word("person.invited", "{by} invited {subject} by e-mail to set a password.")
word("person.link_made", "{by} made a link with which {subject} can set a password.")
