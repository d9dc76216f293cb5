"""A table or chart of an edition for which nobody has given a number yet: named by its title."""

from html import unescape

import pytest

from reporting.editions.writing.queries.section_workspace import shown_passages
from reporting.kernel.periods import Period
from reporting.models import Edition, Passage
from strategies.models import Chart, Section, Table
from strategies.models.labels import in_year
from tests import editions
from tests.factories import CONSOLIDATOR, acting, consolidated, secretariat

NOTHING_YET = "no unit has given a number yet, so it is not printed."


@pytest.fixture
def of_2022(year_2020: None) -> Edition:
    """Begun in a year of which there is no figure."""
    consolidated(2022)
    return editions.begun("2022")


def page(client, edition, section, language="en"):
    client.cookies["django_language"] = language
    period = Period.from_key(edition.period_key).url
    answer = client.get(f"/editions/{period}/{edition.number}/write/{section}/")
    assert answer.status_code == 200, section
    return answer.text


def test_every_table_and_chart_without_a_number_is_named_by_its_title(of_2022, signed_in):
    client = signed_in(CONSOLIDATOR)
    named = 0
    for section, empty in empty_of(of_2022).items():
        said = unescape(page(client, of_2022, section))
        for kind, title in empty:
            assert f"{kind} “{title}”: {NOTHING_YET}" in said
            named += 1

    assert named > 50, "a year without a figure has hardly an empty table"


def empty_of(edition):
    """Section -> kind and title of what shows nothing; a title is neither a code nor nothing."""
    with secretariat():
        codes = {one.code for model in (Table, Chart) for one in model.objects.all()}
        found = {}
        for section in Section.objects.values_list("code", flat=True):
            rows = [one for one in shown_passages(edition, section, "en") if not one.is_text]
            assert all(one.title and one.title not in codes for one in rows)
            found[section] = [
                (one.passage.get_kind_display(), one.title) for one in rows if not one.blocks
            ]
    return found


def test_a_reader_of_khmer_reads_its_khmer_title(of_2022, signed_in):
    with secretariat():
        row = Passage.objects.filter(edition=of_2022, section="II.A.1", kind="table").earliest("pk")
        Table.objects.filter(code=row.spec["table"]).update(title_km="តារាងសាកល្បង")

    assert "តារាងសាកល្បង" in page(signed_in(CONSOLIDATOR), of_2022, "II.A.1", "km")


@pytest.mark.parametrize(
    ("kind", "words"), [("comparison", "Comparison with the year before"), ("chart", "Chart")]
)
def test_what_an_editor_called_it_stands_there(of_2022, signed_in, kind, words):
    with acting(CONSOLIDATOR):
        row = Passage.objects.filter(edition=of_2022, section="II.A.1", kind="table").earliest("pk")
        Passage.objects.filter(pk=row.pk).update(
            kind=kind, spec={**row.spec, "form": "bars", "caption_en": "This year and the last"}
        )

    said = unescape(page(signed_in(CONSOLIDATOR), of_2022, "II.A.1"))
    assert f"{words} “This year and the last”: {NOTHING_YET}" in said


def test_a_table_that_the_catalogue_lost_is_no_mistake_of_ours(of_2022, signed_in):
    with acting(CONSOLIDATOR):
        rows = Passage.objects.filter(edition=of_2022, section="II.A.1", kind="table")
        rows.update(spec={"table": "no_such_table"})

    said = page(signed_in(CONSOLIDATOR), of_2022, "II.A.1")
    assert "the list of tables does not have it any more" in said
    assert "no_such_table" not in said


def test_every_section_of_the_published_report_and_of_its_draft_can_be_read(year_2020, signed_in):
    editions.published()
    draft = editions.begun("2020")
    with secretariat():
        both = [Edition.objects.get(period_key=202000, number=1), draft]
        sections = list(Section.objects.filter(in_year(2020)).values_list("code", flat=True))
    client = signed_in(CONSOLIDATOR)
    for edition in both:
        said = "".join(page(client, edition, section) for section in sections)
        assert NOTHING_YET in unescape(said)
