"""The words of what is recorded about personal data."""

from followthrough.site.history.erasing import ERASED
from followthrough.site.history.sentences import name_kind, word
from followthrough.site.personal_data.clearing import CLEARED, RULE_CHANGED
from followthrough.site.personal_data.stored import GIVEN

word(
    ERASED,
    "{by} erased the name of a person ({subject}) from {details[events]} and from the register "
    "(reason: {details[reason]}).",
)
word(GIVEN, "{by} downloaded what is stored of {subject}.")
word(CLEARED, "{by} cleared what {subject} had stored long enough: {details[what]}.")
word(RULE_CHANGED, "{by} has this cleared by itself each day: {details[rule]} (before: {details[before]}).")
name_kind("People", "personal_data")
