"""Writes a paper in the format that a file's name ends with."""

from collections.abc import Callable

from followthrough.outputs.paper.content import Paper


def _word(paper: Paper) -> bytes:
    from followthrough.outputs.paper.as_word import paper_as_word

    return paper_as_word(paper)


def _excel(paper: Paper) -> bytes:
    from followthrough.outputs.paper.as_excel import paper_as_excel

    return paper_as_excel(paper)


def _pdf(paper: Paper) -> bytes:
    from followthrough.outputs.paper.as_pdf import paper_as_pdf

    return paper_as_pdf(paper)


# Each writer is imported when it is used: the libraries take long to load.
_WRITERS: dict[str, Callable[[Paper], bytes]] = {"docx": _word, "xlsx": _excel, "pdf": _pdf}
ENDINGS = tuple(_WRITERS)


def paper_as(paper: Paper, ending: str) -> bytes:
    """The bytes of the file that the paper is, in the format of `ending`, one of ENDINGS."""
    return _WRITERS[ending](paper)
