"""What is owed, written to those who owe it."""
