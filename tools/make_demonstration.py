"""Makes the files of the demonstration plan that the package ships."""

from pathlib import Path

from demonstration.committee_paper import make_committee_paper
from demonstration.content import read_content
from demonstration.workbook import make_workbook

PLACE = Path(__file__).parent.parent / "src" / "followthrough" / "demonstration"
NAME = "improvement-and-recovery-plan"


def main() -> None:
    content = read_content()
    files = {
        f"{NAME}.xlsx": make_workbook(content),
        f"{NAME}-a-month-before.xlsx": make_workbook(content.a_month_before()),
        f"{NAME}.docx": make_committee_paper(content),
    }
    for name, made in files.items():
        path = PLACE / name
        path.write_bytes(made)
        print(f"{path.name}: {len(content.lines)} lines, {path.stat().st_size // 1000} KB")


if __name__ == "__main__":
    main()
