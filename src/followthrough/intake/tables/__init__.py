"""Where the tables of a file are, and what each of their columns holds."""
