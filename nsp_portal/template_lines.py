"""python -m nsp_portal.template_lines FOLDER...: lines of templates that are too long to be read.
Only of pages: in a text message a line of the template is a line of the message.
"""

import sys
from collections.abc import Iterator
from pathlib import Path

COLUMNS = 119  # the most that a line has; counted in characters, so Khmer is not put at a loss


def long_lines(path: Path) -> Iterator[str]:
    for number, line in enumerate(path.read_text().splitlines(), start=1):
        if len(line) > COLUMNS:
            yield f"{path}:{number}: {len(line)} columns, at most {COLUMNS}"


def main(folders: list[str]) -> int:
    paths = sorted(path for folder in folders for path in Path(folder).rglob("*.html"))
    problems = [problem for path in paths for problem in long_lines(path)]
    for problem in problems:
        sys.stdout.write(f"{problem}\n")
    sys.stdout.write(f"{len(paths)} templates, {len(problems)} lines too long\n")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
