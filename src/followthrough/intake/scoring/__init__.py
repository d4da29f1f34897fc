"""How likely a reading is, by weights that were fitted on labelled tables: `make fit`."""
