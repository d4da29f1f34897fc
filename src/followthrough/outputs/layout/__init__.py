"""A plan's own layout, whatever it is written as: columns, rows, widths, dates and colours."""
