"""Pictures of a plan as SVG, each with its finding in words and its table beside it."""
