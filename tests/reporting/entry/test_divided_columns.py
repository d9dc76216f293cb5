"""Victims by sex and age in the police's form of 2021: typed, by Excel, by CSV; 2020 as it was."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command

from provinces.models import User
from reporting.entry.page.queries.form_tables import form_cells
from reporting.models import ListEntry, Report
from strategies.models import DataSet
from tests import factories
from tests.factories import GCNP_OFFICER, secretariat, unit
from tests.reporting.entry.form_books import Book, numbers, signed_of

PAGE = "/reports/GCNP/police/2021-03/"
GIRLS = "offences[procuring].victims_female_under_15"
MEN = "offences[procuring].victims_male_from_18"
TOTAL = "offences[procuring].victims"
COUNTRY = "foreign_suspects{r1}:title"


@pytest.fixture
def officer(signed_in, year_2020):
    factories.drafted("GCNP", "police", "2021-03", {GIRLS: 3})
    return signed_in(GCNP_OFFICER)


def saved(officer, typed):
    shown = dict.fromkeys(typed, "")
    person = User.objects.get(username=GCNP_OFFICER)
    body = {"user": person.pk, "revision": 1, "inputs": typed, "before": shown}
    return officer.post(f"{PAGE}save/", body, "application/json").json()


def cells_of(year):
    with secretariat():
        form = DataSet.objects.get(code="police")
        report = Report(
            organisation_unit=unit("GCNP"), data_set=form, period_key=year * 100, year=year
        )
        return form_cells(report).cells


def test_a_total_is_typed_in_2020_and_computed_in_2021(year_2020):
    before, after = cells_of(2020), cells_of(2021)
    assert {TOTAL, "offence_victims[tip].under_15", "offence_suspects[tip].females"} <= set(before)
    assert GIRLS not in before
    assert {GIRLS, MEN} <= set(after)
    assert {TOTAL, "offence_victims[tip].under_15"}.isdisjoint(after)


def test_the_page_adds_up_and_refuses_a_typed_total(officer):
    page = officer.get(PAGE).content.decode()
    assert f'name="{GIRLS}"' in page
    assert f'name="{TOTAL}"' not in page
    answer = saved(officer, {MEN: "4", TOTAL: "9"})
    assert "adds this number up itself" in str(answer)
    assert numbers() == {GIRLS: 3, MEN: 4}


def test_out_and_back_by_excel(officer):
    book = Book(officer.get(f"{PAGE}workbook/").content)
    assert book[GIRLS] == 3
    assert TOTAL not in book.places
    book[MEN] = 4
    country = book.blanks("foreign_suspects")[0]
    book[f"foreign_suspects{{{country}}}:title"] = "វៀតណាម"
    book[f"foreign_suspects.tip{{{country}}}"] = 2
    workbook = SimpleUploadedFile("report.xlsx", book.bytes())
    shown = officer.post(f"{PAGE}workbook/upload/", {"workbook": workbook})
    officer.post(f"{PAGE}workbook/store/", {"signed": signed_of(shown)}, follow=True)
    assert numbers() == {GIRLS: 3, MEN: 4, f"foreign_suspects.tip{{{country}}}": 2}
    with secretariat():
        assert ListEntry.objects.get(key=country).title == "Vietnam"


def test_a_nationality_is_chosen_and_a_wrong_one_refused_with_the_nearest(officer):
    answer = saved(officer, {COUNTRY: "Vietnan", "foreign_suspects.tip{r1}": "1"})
    assert "is not in the list" in str(answer)
    assert "Did you mean Vietnam" in str(answer)
    saved(officer, {COUNTRY: "vietnam", "foreign_suspects.tip{r1}": "1"})
    with secretariat():
        assert ListEntry.objects.get(key="r1").title == "Vietnam"
    assert numbers() == {GIRLS: 3, "foreign_suspects.tip{r1}": 1}


def test_a_csv_brings_divided_columns_and_countries(year_2020, tmp_path):
    def run(*lines):
        path = tmp_path / "year.csv"
        head = "organisation_unit,period,table,row,column,value"
        path.write_text("\n".join([head, *lines]), encoding="utf-8")
        call_command("import_values", str(path))

    with pytest.raises(CommandError) as refused:
        run(
            "GCNP,2021-03,offences,procuring,victims,5",
            "GCNP,2021-03,foreign_suspects,vietnamese,tip,1",
        )
    assert "is a total: the portal adds it up" in str(refused.value)
    assert "which has no “vietnamese”" in str(refused.value)
    run(
        "GCNP,2021-03,offences,procuring,victims_female_under_15,5",
        "GCNP,2021-03,foreign_suspects,vn,tip,1",
    )
    with secretariat():
        assert ListEntry.objects.get(key="vn", revision__report__year=2021).title == "Vietnam"
    assert numbers() == {GIRLS: 5, "foreign_suspects.tip{vn}": 1}
