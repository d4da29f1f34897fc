"""What was published, for whoever reads no work in hand: nothing here depends on what a plan is now."""
