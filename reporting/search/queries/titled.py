"""Tables, sections, indicators and groups of the plan by what they are called."""

from collections.abc import Iterator, Sequence
from typing import Any

from reporting.search.queries.found import BESIDE, EXACT, MOST, SearchAnswer
from reporting.search.queries.numbers import FoundNumber
from reporting.search.rules.question import Question
from reporting.search.rules.ranking import FoundTitle
from strategies.models import ActivityGroup, Indicator, Section, Table
from strategies.models.labels import dated as dated_title

PREFERRED = {"table": 0.03, "section": 0.02, "indicator": 0.01}
MODELS: dict[str, Any] = {
    "table": Table,
    "section": Section,
    "indicator": Indicator,
    "group": ActivityGroup,
}


def sections_by_address(question: Question, language: str) -> Iterator[SearchAnswer]:
    """“II.B.1.3”; the dots and the case are as people type them."""
    code = "".join(question.text.upper().removeprefix("SECTION").split()).strip(".")
    if not code or not code.isascii() or code[0] not in "IVPA":
        return
    for section in Section.objects.filter(code=code):
        yield SearchAnswer("section", section.code, section.title_in(language), section.code, EXACT)


def titled(
    called: Sequence[FoundTitle], question: Question, language: str, less: float = 0.0
) -> Iterator[SearchAnswer]:
    """Four queries at most."""
    for kind, model in MODELS.items():
        near = [one for one in called if one.title.kind == kind][:MOST]
        if not near:
            continue
        rows = {
            row.code: row for row in model.objects.filter(code__in=[o.title.code for o in near])
        }
        for one in near:
            row = rows.get(one.title.code)
            if row is None:
                continue
            score = (
                one.score
                - less
                + PREFERRED.get(kind, 0.0)
                + (3.0 if question.wanted == kind else 0)
            )
            detail = row.code if kind in ("section", "group") else ""
            title = dated_title(row.title_in(language))
            yield SearchAnswer(kind, row.code, title, detail, score)


def table_of(found: Sequence[FoundNumber], language: str) -> Iterator[SearchAnswer]:
    """The table in which the nearest number stands; one query."""
    for number in found[:1]:
        for table in Table.objects.filter(code=number.found.table.code):
            yield SearchAnswer(
                "table", table.code, dated_title(table.title_in(language)), score=BESIDE
            )
