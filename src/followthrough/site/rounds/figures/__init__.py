"""How a plan stands in a round: counted, drawn, and with the actions behind each number."""
