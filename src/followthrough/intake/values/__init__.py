"""What one cell says: dates, owners, titles, links."""
