"""What the base of all pages sets for itself hides nothing that a view says by the same name."""

import re
from pathlib import Path

BASE = Path("templates/core/base.html")
SET = re.compile(r"\bas (\w+) ?%}|{% with (\w+)=")
OWN = "page_"


def names_set(template: str) -> set[str]:
    return {name for pair in SET.findall(template) for name in pair if name}


def test_its_names_are_its_own() -> None:
    names = names_set(BASE.read_text("utf-8"))
    assert names
    assert [name for name in names if not name.startswith(OWN)] == []


def test_no_other_template_or_view_sets_them() -> None:
    own = names_set(BASE.read_text("utf-8"))
    others = [path for path in Path("templates").rglob("*.html") if path != BASE]
    assert [path for path in others if names_set(path.read_text("utf-8")) & own] == []
    said = re.compile(rf"\"(?:{'|'.join(own)})\":")
    assert [path for path in Path("reporting").rglob("*.py") if said.search(path.read_text())] == []
    assert said.search('{"page_shell": None}'), "the control"
