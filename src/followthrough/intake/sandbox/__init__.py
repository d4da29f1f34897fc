"""A file is read in a process of its own, with limits, so that no file can fill or stop the site."""
