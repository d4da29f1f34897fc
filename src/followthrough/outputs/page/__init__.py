"""What pages that stand alone share: their frame, their style, and HTML that is always escaped."""
