"""The numbers that were found, with the words of their rows and columns."""

from collections.abc import Iterator, Sequence

from django.utils.translation import gettext as _

from provinces.queries import unit_names
from reporting.core.queries.period_words import period_words
from reporting.search.queries.found import NUMBER, NUMERIC, SearchAnswer
from reporting.search.queries.numbers import FoundNumber, Reading
from reporting.search.rules.question import Question
from reporting.search.rules.ranking import FoundTitle
from strategies.models import Cell
from strategies.models.cells import UnitOfCount
from strategies.models.labels import dated as dated_title


def is_about_a_number(
    question: Question,
    taken: Sequence[Reading],
    called: Sequence[FoundTitle],
    *,
    is_whole_name: bool,
) -> bool:
    """It names a period or a unit besides, or says more than any title does: a row or a column."""
    best = [reading for reading in taken if reading.cells]
    if not best or is_whole_name:
        return False
    if question.when.period or question.when.part:
        return True
    said = max((title.share for title in called), default=0.0)
    for reading in best:
        named, share = reading.named, reading.cells[0].share
        if (named.units or named.is_nation) and share >= NUMERIC:
            if said < (NUMERIC if named.is_misspelt else 0.97):
                return True
        elif share > said + 0.02 and not named.units:
            return True
    return False


def number_answers(
    found: Sequence[FoundNumber], *, numeric: bool, language: str
) -> Iterator[SearchAnswer]:
    """One that leaves much of the question unsaid is no first answer."""
    labels = _labels_of(found, language)
    units = _unit_names([one.unit for one in found if one.unit], found, language)
    for one in found:
        sure = numeric and one.found.share >= NUMERIC
        score = one.score + (NUMBER if sure else -8.0)
        table, row, column, count = labels[one.found.cell]
        yield SearchAnswer(
            "number",
            str(one.reference),
            title=", ".join(filter(None, (row, column))),
            detail=table,
            score=score,
            number=one,
            parts=(units.get(one.unit) or _("the nation"), period_words(one.period)),
            count=count,
        )


def _unit_names(
    units: Sequence[int], found: Sequence[FoundNumber], language: str
) -> dict[int, str]:
    return unit_names(found[0].period.year, language, units) if units else {}


def _labels_of(found: Sequence[FoundNumber], language: str) -> dict[int, tuple[str, str, str, str]]:
    """Cell -> its table, row, column and what it counts; one query."""
    cells = Cell.objects.filter(pk__in=[one.found.cell for one in found]).select_related(
        "table", "element", "option"
    )
    made = {}
    for cell in cells if found else ():
        path = cell.element.header_km if language == "km" else cell.element.header_en
        column = " – ".join([*filter(None, path), cell.element.title_in(language)])
        row = cell.option.title_in(language) if cell.option else ""
        counted = (cell.option.unit_of_count if cell.option else "") or cell.element.unit_of_count
        count = str(UnitOfCount(counted).label) if counted else ""
        made[cell.pk] = (dated_title(cell.table.title_in(language)), row, column, count)
    return made
