"""What the Secretariat edits in the catalogue, what follows from it, and what is refused."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from reporting.catalogue.actions.loading import load_catalogue
from reporting.catalogue.rules.files import Files
from reporting.models import AuditEvent
from strategies.models import Cell, CellRollup, Derivation, Element, Option, Section, Table
from tests.reporting.catalogue.conftest import as_secretariat, make_table, posted, published

pytestmark = pytest.mark.django_db
NEW_COLUMN = {
    "elements-2-position": 2,
    "elements-2-code": "minors",
    "elements-2-title_en": "Minors",
    "elements-2-unit_of_count": "person",
    "elements-2-aggregation": "sum",
    "elements-2-valid_from": 2021,
    "elements-TOTAL_FORMS": 3,
}
NEW_ROW = {
    "options-2-position": 2,
    "options-2-code": "markets",
    "options-2-title_en": "Markets",
    "options-2-valid_from": 2021,
    "options-TOTAL_FORMS": 3,
}


def page_of(row):
    return reverse(f"admin:strategies_{row._meta.model_name}_change", args=[row.pk])


def edit(client, row, **changes):
    page = client.get(page_of(row))
    return client.post(page_of(row), posted(page) | changes, follow=True)


def text(response):
    return response.content.decode()


def leaves_of(code):
    return set(CellRollup.objects.filter(target__code=code).values_list("leaf__code", flat=True))


def test_a_new_column_and_a_new_row_are_drafts_without_cells(administrator, forums):
    response = edit(administrator, forums, **NEW_COLUMN, **NEW_ROW)

    assert "What you added is a draft" in text(response)
    with as_secretariat():
        assert not Cell.objects.filter(code__regex="markets|minors").exists()
        assert not Element.objects.filter(code="minors").exists()
        assert Option.everything.get(code="markets").is_draft


def test_a_published_column_and_row_have_their_cells_and_totals(cast, administrator, forums):
    edit(administrator, forums, **NEW_COLUMN, **NEW_ROW)
    published(cast.administrator, "forums")

    with as_secretariat():
        assert Cell.objects.get(code="forums[markets].minors").is_total is False
        assert leaves_of("forums.minors") == {
            f"forums[{row}].minors" for row in ("schools", "villages", "markets")
        }
        assert leaves_of("forums[markets].minors") == {"forums[markets].minors"}
        assert "forums[markets].persons" in leaves_of("forums.persons")


def test_a_new_row_is_computed_like_the_others(cast, administrator, forums):
    with as_secretariat():
        for code in ("schools", "villages"):
            cell = Cell.objects.get(code=f"forums[{code}].persons")
            expression = f"forums[{code}].females+forums[{code}].females"
            Derivation.objects.create(cell=cell, expression=expression)

    edit(administrator, forums, **NEW_ROW)
    published(cast.administrator, "forums")

    with as_secretariat():
        made = Derivation.objects.get(cell__code="forums[markets].persons")
        assert made.expression == "forums[markets].females+forums[markets].females"
        assert made.cell.is_total
        assert "forums[markets].females" in leaves_of("forums.persons")


def test_a_title_is_audited_and_outlives_a_load_of_unchanged_files(administrator, forums):
    files = Files(digest="as before")
    with as_secretariat():
        load_catalogue(files)

    edit(administrator, forums, title_km="វេទិកា")

    with as_secretariat():
        assert load_catalogue(files) is None
        forums.refresh_from_db()
        assert forums.title_km == "វេទិកា"
        event = AuditEvent.objects.get()
        assert event.target == f"table:{forums.pk} forums"
        assert event.detail["values"] == {"title_km": ["", "វេទិកា"]}


def test_the_page_says_what_a_changed_file_overrides(administrator, forums):
    for page in (page_of(forums), reverse("admin:strategies_table_changelist")):
        assert "the files then override" in text(administrator.get(page))


def test_a_code_stays(administrator, forums):
    edit(administrator, forums, **{"elements-0-code": "people", "code": "meetings"})

    with as_secretariat():
        assert Table.objects.get().code == "forums"
        assert Element.objects.filter(code="persons").exists()


def test_what_a_column_counts_stays_once_it_was_reported(administrator, reported):
    response = edit(administrator, reported, **{"elements-1-unit_of_count": "case"})

    assert "Reports have numbers here, so this stays as it is." in text(response)
    with as_secretariat():
        assert Element.objects.get(code="females").unit_of_count == "person"


def test_what_a_column_counts_may_be_corrected_before(administrator, forums):
    edit(administrator, forums, **{"elements-1-unit_of_count": "case", "elements-1-part_of": ""})

    with as_secretariat():
        assert Element.objects.get(code="females").unit_of_count == "case"


def test_a_part_counts_the_same_as_its_whole(administrator, forums):
    response = edit(administrator, forums, **{"elements-1-unit_of_count": "case"})

    assert "A part counts the same as its whole" in text(response)


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"options-0-valid_to": 2019}, "Reports of 2020 use it: end no earlier."),
        ({"valid_from": 2021}, "Reports of 2020 use it: begin no later."),
        ({"options-1-valid_to": 2018}, "The last year is before the first."),
        ({"unit_order": "KH-99"}, "There is no KH-99."),
        ({"places-0-DELETE": "on"}, "Reports on that form have numbers in this table"),
        ({"places-0-units": "GS"}, "KH-08 has numbers in this table: keep it."),
        ({"places-0-compared": "on"}, "Reports have numbers here, so this stays as it is."),
        ({"places-0-valid_to": 2019}, "Reports of 2020 use it: end no earlier."),
    ],
)
def test_what_would_hide_reports_is_refused(administrator, reported, change, words):
    assert words in text(edit(administrator, reported, **change))


def test_a_reported_row_is_not_removed(administrator, reported):
    with as_secretariat():
        row = Option.objects.get(code="schools")
    delete = reverse("admin:strategies_option_delete", args=[row.pk])

    response = administrator.post(delete, {"post": "yes"}, follow=True)

    assert "Reports use “schools”, so it cannot be removed." in text(response)
    with as_secretariat():
        assert Option.objects.filter(pk=row.pk).exists()


def test_an_unused_row_goes_with_its_cells(administrator, reported):
    with as_secretariat():
        row = Option.objects.get(code="villages")
    administrator.post(reverse("admin:strategies_option_delete", args=[row.pk]), {"post": "yes"})

    with as_secretariat():
        assert leaves_of("forums.persons") == {"forums[schools].persons"}
        assert AuditEvent.objects.get().action == "admin.removed"


def test_a_cell_is_computed_as_the_secretariat_says(administrator, forums):
    page = reverse("admin:strategies_cell_add")
    cell = {"cell": "forums[villages].persons", "expression": "forums[schools].persons"}

    assert administrator.post(page, cell).status_code == 302
    with as_secretariat():
        assert leaves_of("forums.persons") == {"forums[schools].persons"}


@pytest.mark.parametrize(
    ("expression", "words"),
    [
        ("forums[schools].persons +", "Something is missing at the end."),
        ("forums[parks].persons", "There is no cell forums[parks].persons in the catalogue."),
        ("forums[villages].persons", "is computed from itself"),
    ],
)
def test_a_cell_that_cannot_be_computed_is_refused(administrator, forums, expression, words):
    page = reverse("admin:strategies_cell_add")
    response = administrator.post(
        page, {"cell": "forums[villages].persons", "expression": expression}, follow=True
    )

    assert words in text(response)
    with as_secretariat():
        assert not Derivation.objects.exists()


def test_an_entered_cell_with_numbers_does_not_become_computed(administrator, reported):
    response = administrator.post(
        reverse("admin:strategies_cell_add"),
        {"cell": "forums[schools].females", "expression": "forums[schools].persons"},
    )

    assert "it is entered and not computed" in text(response)


def count(client, page):
    with CaptureQueriesContext(connection) as queries:
        assert client.get(page).status_code == 200
    return len(queries)


def test_more_rows_need_no_more_queries(administrator, forums):
    lists = [
        reverse(f"admin:strategies_{name}_changelist") for name in ("table", "section", "cell")
    ]
    pages = [*lists, page_of(forums)]
    for page in pages:
        administrator.get(page)
    before = [count(administrator, page) for page in pages]
    with as_secretariat():
        section = Section.objects.create(code="II.C", title_en="Justice", level=2, position=2)
        make_table(section, "courts")
        make_table(section, "police")
        for number in range(3):
            Option.objects.create(
                table=forums, code=f"more_{number}", title_en="More", position=number + 5
            )

    assert [count(administrator, page) for page in pages] == before
