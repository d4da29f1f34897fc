"""How passwords are hashed."""

from django.contrib.auth.hashers import Argon2PasswordHasher


class Argon2(Argon2PasswordHasher):
    """Argon2id with the least that OWASP's cheat sheet of password storage asks.

    Django's own takes 100 MB a sign-in, which eight at once would fill a small machine with.
    """

    time_cost = 2
    memory_cost = 19 * 1024  # KiB
    parallelism = 1
