"""The key that signs sessions: given by the environment, else made once and kept in the site's folder."""

import secrets
import tempfile
from contextlib import suppress
from pathlib import Path

from django.core.exceptions import ImproperlyConfigured

# Below these Django's own check of a deployment (security.W009) calls a key weak.
SHORTEST_KEY, FEWEST_LETTERS = 50, 5


def strong_key(key: str) -> str:
    """The key as given. Raises ImproperlyConfigured for one that could be guessed."""
    if key and (len(key) < SHORTEST_KEY or len(set(key)) < FEWEST_LETTERS):
        raise ImproperlyConfigured(
            "The key in FOLLOWTHROUGH_SECRET_KEY could be guessed. Give it 50 random characters or more, or "
            "take it out to have one made."
        )
    return key


def secret_key_kept_in(folder: Path) -> str:
    """The key that signs sessions, made once and readable by its owner only."""
    path = folder / "secret_key"
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        if not path.exists():
            write_once(path, secrets.token_urlsafe(64))
        return path.read_text()
    except OSError as error:
        raise ImproperlyConfigured(
            f"The folder {folder} can't be used ({error.strerror}). "
            "Set FOLLOWTHROUGH_VAR to a folder that can be written in."
        ) from None


def write_once(path: Path, text: str) -> None:
    """Writes the file whole or not at all, and leaves one that another worker has made meanwhile."""
    with tempfile.NamedTemporaryFile("w", dir=path.parent) as draft:
        draft.write(text)
        draft.flush()
        with suppress(FileExistsError):
            path.hardlink_to(draft.name)
