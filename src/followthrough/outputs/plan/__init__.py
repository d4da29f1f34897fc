"""A plan in each format: on a terminal, and as a file of Word, Excel, PDF, the web, CSV or JSON."""
