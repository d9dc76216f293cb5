"""Labels inside stored messages are said in the reader's language."""

import pytest
from django.utils.translation import override

from reporting.core.queries import spoken_labels
from reporting.core.queries.spoken_labels import spoken
from strategies.models import Element, Option, Table
from tests.factories import secretariat


@pytest.fixture(autouse=True)
def labels(year_2020):
    spoken_labels._known.clear()
    with secretariat():
        table = Table.objects.get(code="direct_publicity")
        row = Option.objects.filter(table=table).first()
        column = Element.objects.filter(table=table).first()
    yield table, row, column
    spoken_labels._known.clear()


def test_a_label_is_said_in_khmer_and_stays_in_english(labels):
    table, row, column = labels
    cell = f"{table.title_en} – {row.title_en} – {column.title_en}"
    with secretariat(), override("km"):
        assert spoken(cell) == f"{table.title_km} – {row.title_km} – {column.title_km}"
        assert spoken(column.title_en.lower()) == column.title_km
    with secretariat(), override("en"):
        assert spoken(cell) == cell


def test_whose_a_row_is_stands_behind_it(labels):
    _table, row, _column = labels
    with secretariat(), override("km"):
        assert (
            spoken(f"{row.title_en} (Cambodian Red Cross)") == f"{row.title_km} (កាកបាទក្រហមកម្ពុជា)"
        )
        assert spoken("Film screening (Cambodian Red Cross)") == "Film screening (កាកបាទក្រហមកម្ពុជា)"


def test_what_is_no_label_stays():
    with secretariat(), override("km"):
        assert spoken("II.B.1.3") == "II.B.1.3"
