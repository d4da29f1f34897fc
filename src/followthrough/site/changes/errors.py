"""Why something is refused in change control. Each message is a sentence for the person who asked."""


class ChangeError(Exception):
    """What was asked for can't be done. The message says why, and nothing changed."""


class AlreadyDecidedError(ChangeError):
    """Somebody decided it, or took it back, before."""


class CannotApplyError(ChangeError):
    """The register can't take what was asked for as it stands."""
