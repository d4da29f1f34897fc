"""One reader a format: bytes become rows of cells and lines, each with its place."""
