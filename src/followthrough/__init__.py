"""Followthrough keeps the promises that public bodies make to improve."""
