"""Plans laid out otherwise than as a row for each action: each layout proposes such rows, or none."""
