"""How a command says that it can't do what is asked."""

import click

_REFUSED = 2


class Refusal(click.ClickException):
    """What can't be done, such as reading a file that is no plan: one sentence, and exit status 2."""

    exit_code = _REFUSED
