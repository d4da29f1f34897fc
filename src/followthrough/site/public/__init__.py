"""The public pages of plans: what published editions say, for everybody, without an account.

They read editions alone. Nothing here may know the register, and no query of theirs asks a table of it.
"""
