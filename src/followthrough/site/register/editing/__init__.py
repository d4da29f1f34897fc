"""Plans, themes and actions made and edited by hand."""
