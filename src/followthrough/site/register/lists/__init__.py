"""The actions of a plan as lists: filtered, searched, sorted, kept as views, taken away as files."""
