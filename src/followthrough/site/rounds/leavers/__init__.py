"""Who leaves and who is away: what they owe goes to others."""
