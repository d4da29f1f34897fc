"""Finds actions by the words of their title, ref, updates, notes, measures and owners, on either database."""

import re

from django.db import connection
from django.db.models import Q
from django.db.models.expressions import RawSQL

from followthrough.site.register.lists.search_index import (
    ACTIONS,
    OWNERSHIPS,
    UPDATES,
    Indexed,
    words_on_postgresql,
)

MOST_WORDS = 12
_ASKED = re.compile(r'"([^"]*)"|“([^”]*)”|(\S+)')
_WORD = re.compile(r"[^\W_]+")


def search(asked: str) -> Q:
    """The actions that have each of the words, wherever they stand in it, as a condition on `Action`.

    A word stands for all that begin with it and for its other forms; a phrase in quotation marks for just
    those words in that order; a ref for itself and what stands under it. What has no letter and no digit
    is passed over; where nothing else is asked, nothing is found.
    """
    found = [_has(words, is_phrase) for words, is_phrase in _terms(asked)]
    together = Q()
    for one in found:
        together &= one
    return together if found else Q(pk__in=[])


def _terms(asked: str) -> list[tuple[list[str], bool]]:
    """What is asked for: the words of each term, in order, and whether it is a phrase that was quoted."""
    terms = []
    for quoted, curly, plain in _ASKED.findall(asked)[:MOST_WORDS]:
        words = _WORD.findall(quoted or curly or plain)
        if words:
            terms.append((words, not plain))
    return terms


def _has(words: list[str], is_phrase: bool) -> Q:
    """The actions that have the words one after the other in one of their texts.

    One list of keys, not a question an action: SQLite would make the list of matches again for each.
    """
    of_action, asked = _matches(ACTIONS, words, is_phrase)
    found = [of_action]
    for table in (UPDATES, OWNERSHIPS):
        matches, _ = _matches(table, words, is_phrase)
        found.append(f"SELECT action_id FROM {table.table} WHERE id IN ({matches})")  # noqa: S608
    return Q(pk__in=RawSQL(" UNION ALL ".join(found), asked * len(found)))  # noqa: S611  # tables of ours


def _matches(indexed: Indexed, words: list[str], is_phrase: bool) -> tuple[str, list[str]]:
    """SQL for the keys of the rows of a table that have the words, and what it asks for."""
    if connection.vendor == "postgresql":
        parts = [f"{word}:*" if _is_begun(word, words, is_phrase) else word for word in words]
        asked = " <-> ".join(parts)
        # What is but "the" or "of" is in no index there: it is passed over, as if it stood everywhere.
        indexed_words = words_on_postgresql(indexed)
        sql = (
            f"SELECT id FROM {indexed.table} WHERE {indexed_words} @@ to_tsquery('english', %s)"  # noqa: S608
            " OR numnode(to_tsquery('english', %s)) = 0"
        )
        return sql, [asked, asked]
    begun = "*" if _is_begun(words[-1], words, is_phrase) else ""
    phrase = " ".join(words)
    sql = f"SELECT rowid FROM {indexed.index_name} WHERE {indexed.index_name} MATCH %s"  # noqa: S608
    return sql, [f'"{phrase}"{begun}']


def _is_begun(word: str, words: list[str], is_phrase: bool) -> bool:
    """Whether the word stands for all that begin with it: one letter would stand for half of a plan."""
    return word is words[-1] and not is_phrase and len(word) > 1 and not word.isdigit()
