"""An edition of a quarter: begun beside its figures, with last year's words of the same quarter."""

import pytest
from django.utils import timezone

from reporting.access import Refused
from reporting.core.queries.editions import newest_consolidation
from reporting.document.value import Paragraph, Quote, Table
from reporting.editions.reading.queries.stored_document import shown_document
from reporting.editions.writing.actions import passages
from reporting.editions.writing.actions.beginning import begin, written_sections
from reporting.kernel.periods import Period
from reporting.models import Edition, PassageKind
from tests.factories import CONSOLIDATOR, SECRETARY_GENERAL, accepted, acting, consolidated

pytestmark = pytest.mark.usefixtures("year_2020")
QUARTER = Period.parse("2022-Q1")
CELL = "direct_publicity[forums].persons"


@pytest.fixture
def quarter():
    accepted("KH-08", "committee", "2022-01", {CELL: 300})
    accepted("KH-08", "committee", "2022-03", {CELL: 21})
    accepted("KH-08", "committee", "2022-04", {CELL: 9000})
    return consolidated("2022-Q1")


def test_the_year_alone_does_not_carry_a_quarter():
    accepted("KH-08", "committee", "2022", {CELL: 300})
    consolidated(2022)
    with acting(CONSOLIDATOR) as editor, pytest.raises(Refused, match="Consolidate the period"):
        begin(by=editor, period=QUARTER)


def test_it_is_called_by_its_quarter_and_its_sentences_tell_of_it(quarter):
    with acting(CONSOLIDATOR) as editor:
        edition = begin(by=editor, period=QUARTER)
        assert (edition.period_key, edition.year, edition.basis) == (202221, 2022, None)
        section = written_sections(2022)[0]
        passages.add_passage(
            by=editor, edition=edition, section=section, after=None, kind=PassageKind.PARAGRAPH,
            text="Forums reached {{ direct_publicity[forums].persons@KH-08 }} persons.",
        )  # fmt: skip
        shown = shown_document(edition, "en")
    assert shown.document.title == "Report on the first quarter of 2022"
    [said] = shown.section(section).blocks
    assert isinstance(said, Paragraph)
    assert said.text == "Forums reached 321 persons."
    [quote] = [run for run in said.runs if isinstance(run, Quote)]
    assert quote.trace == "direct_publicity[forums].persons@KH-08:2022Q1"
    tables = [one.block for one in shown.tables if isinstance(one.block, Table)]
    assert "direct_publicity" in {one.id for one in tables}


def test_it_begins_from_the_same_quarter_of_last_year_and_from_no_other(quarter):
    published("2022-Q1", "It was a calm quarter.")
    accepted("KH-08", "committee", "2022-Q2", {CELL: 5})
    consolidated("2022-Q2")
    for period in ("2023-Q1", "2023-Q2", "2023"):
        accepted("KH-08", "committee", period, {CELL: 5})
        consolidated(period)
    with acting(CONSOLIDATOR) as editor:
        texts = {
            period: list(
                begin(by=editor, period=Period.parse(period))
                .passages.filter(kind=PassageKind.PARAGRAPH)
                .values_list("text", flat=True)
            )
            for period in ("2022-Q2", "2023-Q1", "2023-Q2", "2023")
        }
    assert texts == {
        "2022-Q2": [], "2023-Q1": ["It was a calm quarter."], "2023-Q2": [], "2023": [],
    }  # fmt: skip


def published(period: str, text: str) -> Edition:
    """An edition with one sentence, as after its publication."""
    key = Period.parse(period).key
    with acting(SECRETARY_GENERAL) as by:
        edition = begin(by=by, period=Period.parse(period))
        passages.add_passage(
            by=by, edition=edition, section=written_sections(edition.year)[0], after=None,
            kind=PassageKind.PARAGRAPH, text=text,
        )  # fmt: skip
        Edition.objects.filter(pk=edition.pk).update(
            state=Edition.State.PUBLISHED,
            published_at=timezone.now(),
            published_by=by.user,
            consolidation=newest_consolidation(key),
        )
    return edition
