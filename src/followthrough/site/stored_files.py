"""What a store of files holds, whether it is a folder or a bucket."""

from collections.abc import Iterator

from django.core.files.storage import Storage


def keys_in(store: Storage, folder: str = "") -> Iterator[str]:
    """The key of every file of the store, in whatever folder it is."""
    try:
        folders, files = store.listdir(folder)
    except FileNotFoundError:  # a folder in which nothing was ever stored
        return
    for name in files:
        yield f"{folder}/{name}" if folder else name
    for name in folders:
        yield from keys_in(store, f"{folder}/{name}" if folder else name)
