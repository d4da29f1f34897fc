"""The demonstration plan: an invented council's plan, as a workbook and as a committee's Word document.

All are read as any other file is; nothing else of the plan ships.
"""

from pathlib import Path

_HERE = Path(__file__).parent
_NAME = "improvement-and-recovery-plan"


def plan_path() -> Path:
    """The workbook: every action with twelve months of updates, December 2025 to November 2026."""
    return _HERE / f"{_NAME}.xlsx"


def earlier_plan_path() -> Path:
    """The workbook as it stood a month before: eleven months of updates, up to October 2026."""
    return _HERE / f"{_NAME}-a-month-before.xlsx"


def committee_paper_path() -> Path:
    """The Word document: the same actions with the two latest months."""
    return _HERE / f"{_NAME}.docx"
