"""What the README shows is what the command line says."""

from readme_output import BLOCK, README, with_real_output


def test_each_command_of_the_readme_prints_what_is_shown() -> None:
    page = README.read_text()

    assert len(BLOCK.findall(page)) == 3
    assert with_real_output(page) == page, "Write it anew: .venv/bin/python tools/readme_output.py"
