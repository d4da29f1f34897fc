"""Editions: the papers of a round as they were published, frozen with their files.

A paper is drafted, reviewed by somebody else and published; from then on it never changes. A later edition
of the same paper supersedes it, and it can be withdrawn with a reason.
"""
