"""The words of what is recorded about personal data."""

from followthrough.site.history.erasing import ERASED
from followthrough.site.history.sentences import word

word(
    ERASED,
    "{by} erased the name of a person ({subject}) from {details[events]} and from the register "
    "(reason: {details[reason]}).",
)
