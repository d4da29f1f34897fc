"""What the programme office sees and does: the rounds of a plan, each from opening to publication."""
