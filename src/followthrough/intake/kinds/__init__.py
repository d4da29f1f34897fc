"""Kinds of cell, one file a kind: how a column is judged, how one cell is read, what is said if it can't."""
