"""Spreadsheets of answers or of people: read in the background, and looked at before they count."""
