"""The words of what is recorded about personal data."""

from followthrough.site.history.erasing import ERASED
from followthrough.site.history.sentences import word
from followthrough.site.personal_data.stored import GIVEN

word(
    ERASED,
    "{by} erased the name of a person ({subject}) from {details[events]} and from the register "
    "(reason: {details[reason]}).",
)
word(GIVEN, "{by} downloaded what is stored of {subject}.")
