"""A table or chart of an edition for which nobody has given a number yet: named by its title."""

from html import unescape

import pytest
from django.db.models import Q

from reporting.kernel.periods import Period
from reporting.models import Edition, Passage
from reporting.queries.editions.titles import shown_titles
from strategies.models import Chart, Section, Table
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
    with secretariat():
        shown = list(Passage.objects.filter(~Q(spec={}), edition=of_2022, removed=False))
        codes = {one.code for model in (Table, Chart) for one in model.objects.all()}
        sections = list(Section.objects.values_list("code", flat=True))
        titles = shown_titles(of_2022, shown, "en")
    assert {one.kind for one in shown} == {"table", "chart"}

    said = ""
    for section in sections:
        said += page(client, of_2022, section)
    for one in shown:
        kind = one.get_kind_display()
        assert titles[one.pk] not in codes | {""}
        assert f"{kind} “{titles[one.pk]}”: {NOTHING_YET}" in unescape(said)


def test_a_reader_of_khmer_reads_its_khmer_title(of_2022, signed_in):
    with secretariat():
        row = Passage.objects.filter(edition=of_2022, section="II.A.1", kind="table").earliest("pk")
        Table.objects.filter(code=row.spec["table"]).update(title_km="តារាងសាកល្បង")

    assert "តារាងសាកល្បង" in page(signed_in(CONSOLIDATOR), of_2022, "II.A.1", "km")


def test_what_an_editor_called_it_stands_there(of_2022, signed_in):
    with acting(CONSOLIDATOR):
        row = Passage.objects.filter(edition=of_2022, section="II.A.1", kind="table").earliest("pk")
        Passage.objects.filter(pk=row.pk).update(
            kind="comparison", spec={**row.spec, "caption_en": "This year and the last"}
        )

    said = unescape(page(signed_in(CONSOLIDATOR), of_2022, "II.A.1"))
    assert f"Comparison with the year before “This year and the last”: {NOTHING_YET}" in said


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
        sections = list(Section.objects.values_list("code", flat=True))
    client = signed_in(CONSOLIDATOR)
    for edition in both:
        said = "".join(page(client, edition, section) for section in sections)
        assert NOTHING_YET in unescape(said)
