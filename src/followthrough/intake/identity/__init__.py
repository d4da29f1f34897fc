"""Who speaks, of what, on which day: the title of a plan, its body and its day, each read with a score."""
