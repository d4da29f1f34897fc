"""A plan at a glance: how it stands today, who is late, what moved, what is due next."""
