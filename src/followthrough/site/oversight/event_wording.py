"""The words of the events of oversight."""

from followthrough.site.history.sentences import name_kind, word

name_kind("Papers and their editions", "oversight")

word("oversight.consented", "{by} let {details[overseer]} see the published public papers of “{subject}”.")
word("oversight.ended", "{by} ended that {details[overseer]} sees the published papers of “{subject}”.")
