"""Writes a report in a format. Each writer is imported when it is used: the libraries take long to load."""

from collections.abc import Callable

from followthrough.outputs.report.blocks import Report


def _word(report: Report) -> bytes:
    if report.template:
        from followthrough.outputs.report.template import fill

        return fill(report.template, report)
    from followthrough.outputs.report.as_word import to_word

    return to_word(report)


def _pdf(report: Report) -> bytes:
    from followthrough.outputs.report.as_pdf import to_pdf

    return to_pdf(report)


def _excel(report: Report) -> bytes:
    from followthrough.outputs.report.as_excel import to_excel

    return to_excel(report)


def _html(report: Report) -> bytes:
    from followthrough.outputs.report.as_html import to_html

    return to_html(report)


def _csv(report: Report) -> bytes:
    from followthrough.outputs.report.as_csv import to_csv

    return to_csv(report)


def _json(report: Report) -> bytes:
    from followthrough.outputs.report.as_json import to_json

    return to_json(report)


_WRITERS: dict[str, Callable[[Report], bytes]] = {
    "docx": _word,
    "pdf": _pdf,
    "xlsx": _excel,
    "html": _html,
    "csv": _csv,
    "json": _json,
}
FORMATS = tuple(_WRITERS)
DATA_PACKAGE = "zip"


def report_as(report: Report, form: str) -> bytes:
    """The bytes of the file that the report is in a format, one of FORMATS or a DATA_PACKAGE."""
    if form == DATA_PACKAGE:
        from followthrough.outputs.report.data_package import to_data_package

        return to_data_package(report)
    return _WRITERS[form](report)
