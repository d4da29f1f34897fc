"""A comparison of two versions of a plan, as text, as JSON, as a page and as a Word document."""
