"""What owners are asked and answer: on a page, by spreadsheet, for another; and its approval."""
