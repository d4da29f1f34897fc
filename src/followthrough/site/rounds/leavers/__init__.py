"""A person leaves: what they owe goes to others, post by post, and then the account is closed."""
