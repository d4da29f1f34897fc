"""What is doubtful in a plan: findings, each with the words it doubts and what would settle it."""

from followthrough.challenge.catalogue import RULES
from followthrough.challenge.checking import check, day_of
from followthrough.challenge.finding import Finding

__all__ = ["RULES", "Finding", "check", "day_of"]
