"""Who comes in, by what, and for how long: what guards an account beside its password, and what happened."""
