"""What a file tells beside its actions: its title, its keys, what it answers, what is left over."""
