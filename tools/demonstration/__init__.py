"""The demonstration plan: what it says (the .toml files) and how its two files are laid out."""
