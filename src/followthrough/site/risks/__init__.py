"""Risks of a plan and of its actions, scored on the matrix of the organisation."""
