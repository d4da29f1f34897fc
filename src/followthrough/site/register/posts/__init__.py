"""Posts, and who holds each from one day to another."""
