"""Makes the two files of the demonstration plan that the package ships."""

from pathlib import Path

from demonstration.committee_paper import make_committee_paper
from demonstration.content import read_content
from demonstration.workbook import make_workbook

PLACE = Path(__file__).parent.parent / "src" / "followthrough" / "demonstration"
NAME = "improvement-and-recovery-plan"


def main() -> None:
    content = read_content()
    for ending, make in ((".xlsx", make_workbook), (".docx", make_committee_paper)):
        path = PLACE / (NAME + ending)
        path.write_bytes(make(content))
        print(f"{path.name}: {len(content.lines)} lines, {path.stat().st_size // 1000} KB")


if __name__ == "__main__":
    main()
