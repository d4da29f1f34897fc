"""Which Followthrough this is."""

from importlib.metadata import version

VERSION = version("followthrough")
