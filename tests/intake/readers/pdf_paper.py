"""Lays a plan's table out on the pages of a PDF, as a word processor would print it."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

from fpdf import FPDF
from fpdf.enums import MethodReturnValue

Rules = Literal["all", "columns", "rows", "none"]
_SIZE, _LEADING, _PADDING, _MARGIN = 7.0, 8.4, 3.0, 36.0


@dataclass(frozen=True)
class Paper:
    """How the table is printed: its rules, the size of the page, and what stands on each page."""

    rules: Rules = "all"
    format: str | tuple[float, float] = "a3"
    repeats_header: bool = True
    row_gap: float = 6.0


def print_table(
    title: str,
    header: Sequence[str],
    rows: Sequence[Sequence[str]],
    widths: Sequence[float],
    paper: Paper = Paper(),
) -> bytes:
    """A PDF with a title and a table, the `widths` of its columns in parts of the page's width."""
    pdf = FPDF("landscape", "pt", paper.format)
    pdf.set_auto_page_break(False)
    pdf.c_margin = 0
    pdf.add_page()
    pdf.set_font("helvetica", "B", 16)
    pdf.text(_MARGIN, _MARGIN + 12, title)
    printer = _Printer(pdf, _edges(pdf.w, widths), header, paper)
    printer.y = _MARGIN + 40
    printer.print_row(header, bold=True)
    for row in rows:
        printer.add_row(row)
    printer.end_table()
    return bytes(pdf.output())


def _edges(width: float, widths: Sequence[float]) -> list[float]:
    room = width - 2 * _MARGIN
    edges = [_MARGIN]
    for part in widths:
        edges.append(edges[-1] + room * part / sum(widths))
    return edges


@dataclass
class _Printer:
    pdf: FPDF
    edges: list[float]
    header: Sequence[str]
    paper: Paper
    y: float = 0.0
    page: int = 1

    def add_row(self, row: Sequence[str]) -> None:
        lines = self._wrapped(row, bold=False)
        if self.y + self._height(lines) > self.pdf.h - _MARGIN - 20:
            self._next_page()
        self._draw(lines, bold=False)

    def print_row(self, row: Sequence[str], *, bold: bool) -> None:
        self._draw(self._wrapped(row, bold=bold), bold=bold)

    def end_table(self) -> None:
        """Close the table where it ends on its page."""
        if self.paper.rules == "columns":
            self._rule_across(self.y)

    def _next_page(self) -> None:
        self.end_table()
        self.pdf.set_font("helvetica", "", _SIZE)
        self.pdf.text(self.pdf.w / 2, self.pdf.h - _MARGIN / 2, f"Page {self.page}")
        self.page += 1
        self.pdf.add_page()
        self.y = _MARGIN
        if self.paper.repeats_header:
            self.print_row(self.header, bold=True)

    def _wrapped(self, row: Sequence[str], *, bold: bool) -> list[list[str]]:
        self.pdf.set_font("helvetica", "B" if bold else "", _SIZE)
        return [
            self.pdf.multi_cell(
                right - left - 2 * _PADDING,
                text=text,
                dry_run=True,
                output=MethodReturnValue.LINES,
                align="L",
            )
            for text, (left, right) in zip(row, pairwise(self.edges), strict=True)
        ]

    def _height(self, lines: list[list[str]]) -> float:
        return max(map(len, lines)) * _LEADING + self.paper.row_gap

    def _draw(self, lines: list[list[str]], *, bold: bool) -> None:
        self.pdf.set_font("helvetica", "B" if bold else "", _SIZE)
        height = self._height(lines)
        for cell, left in zip(lines, self.edges, strict=False):
            for at, line in enumerate(cell):
                self.pdf.text(left + _PADDING, self.y + self.paper.row_gap / 2 + _SIZE + at * _LEADING, line)
        self._rule(self.y, height, is_header=bold)
        self.y += height

    def _rule(self, top: float, height: float, *, is_header: bool) -> None:
        if self.paper.rules == "all":
            for left, right in pairwise(self.edges):
                self.pdf.rect(left, top, right - left, height)
        elif self.paper.rules == "columns":
            for edge in self.edges:
                self.pdf.line(edge, top, edge, top + height)
            if is_header:
                self._rule_across(top)
                self._rule_across(top + height)
        elif self.paper.rules == "rows":
            self._rule_across(top + height)

    def _rule_across(self, y: float) -> None:
        self.pdf.line(self.edges[0], y, self.edges[-1], y)
