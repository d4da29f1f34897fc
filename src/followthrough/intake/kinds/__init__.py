"""Kinds of cell, one file a kind: how its cells are written, how one is read, what is said if it can't."""
