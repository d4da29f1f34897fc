"""Posts become people: who is to hold those that have nobody, read from a list, looked at, and invited."""
