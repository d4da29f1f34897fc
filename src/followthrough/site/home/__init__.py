"""The first page of somebody who is signed in: what needs them, by their role, and what happened."""
