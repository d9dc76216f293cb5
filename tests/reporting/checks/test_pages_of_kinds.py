"""Each kind that the checks ask about has a page for officials, and the list leads to it."""

from pathlib import Path

import pytest

from reporting.checks.rules.kinds import KINDS

DOCS = Path(__file__).parents[3] / "docs"
AT_ENTRY = ("text_differs", "not_available", "date_outside")
HEADS = ("What", "Why", "Example", "Threshold", "How to answer")


@pytest.mark.parametrize("code", [*KINDS, *AT_ENTRY])
def test_a_kind_has_its_page(code):
    page = (DOCS / "checks" / f"{code}.md").read_text()
    assert [head for head in HEADS if f"- **{head}.** " not in page] == []
    assert f"(checks/{code}.md)" in (DOCS / "checks.md").read_text()


def test_a_page_has_its_kind():
    pages = {page.stem for page in (DOCS / "checks").iterdir()}
    assert pages == {*KINDS, *AT_ENTRY}


@pytest.mark.parametrize("kind", KINDS.values(), ids=lambda kind: kind.code)
def test_the_page_is_called_as_the_portal_calls_it(kind):
    page = (DOCS / "checks" / f"{kind.code}.md").read_text()
    assert page.startswith(f"# {kind.title}\n")
