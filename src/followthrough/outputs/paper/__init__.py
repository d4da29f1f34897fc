"""A paper for a committee: sentences, figures and tables, written as Word, Excel and PDF."""
