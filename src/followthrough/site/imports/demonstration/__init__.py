"""Invented councils, set up to show and to measure what Followthrough does."""
