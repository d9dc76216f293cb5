"""Rows and columns begin as a draft: what is missing, preview, publication, and the way back."""

from dataclasses import replace

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from provinces.tenancy import DatabaseRole, acting_as
from reporting.access import Overtaken, Refused
from reporting.catalogue.actions.loading import load_catalogue
from reporting.catalogue.actions.publishing import NotReady, discard, publish, take_back
from reporting.catalogue.queries.drafts import draft_tables, key_of
from reporting.catalogue.rules.drafts import Draft, obstacles
from reporting.catalogue.rules.files import read_files
from reporting.models import AuditEvent, DataValue, Report, Revision
from strategies.models import (
    Cell,
    CellRollup,
    DataSet,
    Element,
    Option,
    Table,
    TableDataSet,
    TableRule,
)
from tests.reporting.catalogue.conftest import acting, actor, as_secretariat
from tests.reporting.catalogue.sample import catalogue, table, write

pytestmark = pytest.mark.django_db
KHMER = {"title_km": "សាកល្បង", "is_draft": True, "valid_from": 2021}


@pytest.fixture
def minors(forums):
    with as_secretariat():
        return Element.everything.create(
            table=forums, code="minors", title_en="Minors", unit_of_count="person", position=5,
            part_of=Element.objects.get(code="persons"), **KHMER,
        )  # fmt: skip


@pytest.fixture
def markets(forums):
    with as_secretariat():
        return Option.everything.create(
            table=forums, code="markets", title_en="Markets", position=5, **KHMER
        )


@pytest.fixture
def administration(cast):
    """Stays in the scope of the person."""
    with acting(cast.administrator) as person:
        yield person


def reasons(administration, table, *rows):
    with pytest.raises(NotReady) as refused:
        publish(by=administration, table=table, keys=[key_of(row) for row in rows])
    return " ".join(refused.value.reasons)


def changed(row, **fields):
    type(row).everything.filter(pk=row.pk).update(**fields)
    return row


def test_publishing_gives_cells_totals_and_a_row_in_the_audit(administration, minors, markets):
    publish(by=administration, table="forums", keys=[key_of(minors), key_of(markets)])

    leaves = CellRollup.objects.filter(target__code="forums.minors").values_list(
        "leaf__code", flat=True
    )
    assert "forums[markets].minors" in leaves
    minors.refresh_from_db()
    assert minors.published_by == administration.user
    event = AuditEvent.objects.get(action="catalogue.published")
    assert event.target == "table:forums"
    assert event.detail["rows"] == ["column minors", "row markets"]


def test_only_what_is_chosen_is_published(administration, minors, markets):
    publish(by=administration, table="forums", keys=[key_of(markets)])

    assert Cell.objects.filter(code="forums[markets].persons").exists()
    assert not Cell.objects.filter(element=minors).exists()


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"title_km": ""}, "“Minors” has no Khmer label."),
        ({"title_km": "Minors"}, "is not in Khmer letters"),
        ({"header_en": ["Of them"], "header_km": []}, "“Of them” has no Khmer label."),
        ({"unit_of_count": ""}, "It has no unit of count"),
    ],
)
def test_a_column_that_is_half_made_is_not_published(administration, minors, fields, words):
    assert words in reasons(administration, "forums", changed(minors, **fields))
    assert not Cell.objects.filter(element=minors).exists()


@pytest.mark.parametrize(("first", "last"), [(2019, None), (2021, None), (2019, 2021)])
def test_a_published_annual_report_keeps_its_columns(first, last):
    draft = Draft("row", "row-1", "markets", "Markets", (), first, last)
    [said] = [message.words() for message in obstacles(draft, {2021})]
    assert said.startswith("The annual report of 2021 is published")
    assert not list(obstacles(replace(draft, first=2022, last=None), {2021}))


def test_a_part_is_published_with_its_whole(administration, forums, minors):
    girls = Element.everything.create(
        table=forums, code="girls", title_en="Girls", unit_of_count="person", position=6,
        part_of=minors, **KHMER,
    )  # fmt: skip
    assert "builds on the draft “Minors”" in reasons(administration, "forums", girls)
    publish(by=administration, table="forums", keys=[key_of(girls), key_of(minors)])


def test_a_rule_names_only_what_is_there(administration, forums, minors):
    rule = TableRule.everything.create(
        table=forums, code="r", kind="not_more", whole="persons", parts=["minors", "giants"],
        severity="error", is_draft=True, valid_from=2021,
    )  # fmt: skip
    said = reasons(administration, "forums", rule)
    assert "It names “giants”, which is not in the catalogue." in said
    assert "builds on the draft “Minors”" in said


def test_a_table_wants_a_form_and_columns(administration, forums):
    table = Table.everything.create(
        code="parks", title_en="Parks", section=forums.section, kind="fixed", layout="rows",
        position=9, **KHMER,
    )  # fmt: skip
    said = reasons(administration, "parks", table)
    for words in ("It has no column yet", "It has no row yet", "No form carries it"):
        assert words in said


def test_who_was_overtaken_publishes_nothing(administration, minors, markets):
    publish(by=administration, table="forums", keys=[key_of(markets)])
    with pytest.raises(Overtaken, match="Somebody was faster"):
        publish(by=administration, table="forums", keys=[key_of(markets), key_of(minors)])
    assert Element.everything.get(pk=minors.pk).is_draft


def test_only_who_manages_the_catalogue_publishes(cast, administration, markets):
    for action in (discard, take_back):
        with pytest.raises(Refused):
            action(by=actor(cast.consolidator), key=key_of(markets))
    with pytest.raises(Refused):
        publish(by=actor(cast.consolidator), table="forums", keys=[key_of(markets)])


def test_a_draft_is_thrown_away_and_what_is_published_is_not(administration, minors, markets):
    publish(by=administration, table="forums", keys=[key_of(markets)])
    discard(by=administration, key=key_of(minors))

    assert not Element.everything.filter(code="minors").exists()
    assert AuditEvent.objects.filter(action="catalogue.discarded").count() == 1
    with pytest.raises(Overtaken, match="It is published"):
        discard(by=administration, key=key_of(markets))


def test_what_is_published_is_taken_back_while_nothing_stands_on_it(administration, markets):
    publish(by=administration, table="forums", keys=[key_of(markets)])
    take_back(by=administration, key=key_of(markets))

    assert not Cell.objects.filter(code__contains="markets").exists()
    assert AuditEvent.objects.filter(action="catalogue.taken_back").count() == 1
    publish(by=administration, table="forums", keys=[key_of(markets)])
    assert Cell.objects.filter(code="forums[markets].persons").exists()


def test_what_came_with_the_files_is_not_taken_back(administration, forums):
    schools = Option.objects.get(code="schools")
    with pytest.raises(Overtaken, match="It came with the files"):
        take_back(by=administration, key=key_of(schools))


def test_a_number_keeps_its_row_published(cast, administration, markets):
    publish(by=administration, table="forums", keys=[key_of(markets)])
    with acting_as(role=DatabaseRole.TENANT, organisation_unit_id=cast.kandal.pk):
        report = Report.objects.create(
            organisation_unit=cast.kandal, data_set=DataSet.objects.get(), period_key=20210,
            year=2021,
        )  # fmt: skip
        revision = Revision.objects.create(
            report=report, organisation_unit=cast.kandal, created_by=cast.officer
        )
        DataValue.objects.create(
            revision=revision, organisation_unit=cast.kandal, period_key=20210, value=3,
            cell=Cell.objects.get(code="forums[markets].persons"),
        )  # fmt: skip
    with pytest.raises(Overtaken, match="Reports have something in “Markets”"):
        take_back(by=administration, key=key_of(markets))
    assert not Option.everything.get(pk=markets.pk).is_draft


def test_the_database_holds_that_a_draft_has_no_cell(administration, forums, minors):
    """So no number can be entered for it, whatever a page does."""
    schools = Option.objects.get(code="schools")
    with (
        pytest.raises(IntegrityError, match="a draft of the catalogue has no cell"),
        transaction.atomic(),
    ):
        Cell.objects.create(
            table=forums, element=minors, option=schools, code="forums[schools].minors"
        )
    with pytest.raises(IntegrityError, match="what has cells is no draft"), transaction.atomic():
        changed(schools, is_draft=True)


def test_what_the_files_bring_later_is_published_then(administration, tmp_path):
    """A draft of the same code too; what the first load brought was there before any report."""
    content = catalogue()
    load_catalogue(read_files(write(tmp_path, content)))
    publicity = Table.objects.get(code="publicity")
    link = TableDataSet.objects.filter(table=publicity).count()
    Element.everything.create(
        table=publicity, code="minors", title_en="Minors", position=9, is_draft=True
    )
    new = {"code": "minors", "title": {"en": "Minors"}, "unit": "person"}
    table(content, "publicity")["columns"].append(new)
    load_catalogue(read_files(write(tmp_path, content)))

    minors = Element.objects.get(table=publicity, code="minors")
    assert minors.published_at is not None
    assert Element.objects.get(table=publicity, code="times").published_at is None
    assert Cell.objects.filter(element=minors).exists()
    assert TableDataSet.objects.filter(table=publicity).count() == link


def test_the_list_says_what_is_missing_and_how_to_begin(administrator, forums):
    page = administrator.get(reverse("reporting:drafts")).text
    assert "Nothing is a draft." in page
    with as_secretariat():
        Option.everything.create(
            table=forums, code="markets", title_en="Markets", position=5, is_draft=True,
            valid_from=2021,
        )  # fmt: skip
    page = administrator.get(reverse("reporting:drafts")).text
    assert "“Markets” has no Khmer label." in page


def test_a_page_publishes_or_says_why_not(administrator, markets):
    address = reverse("reporting:draft_publish", args=["forums"])
    with as_secretariat():
        changed(markets, title_km="")
    refused = administrator.post(address, {"draft": key_of(markets)})
    assert refused.status_code == 409
    assert "Markets: “Markets” has no Khmer label." in refused.text
    with as_secretariat():
        changed(markets, title_km="ផ្សារ")
    assert administrator.post(address, {"draft": key_of(markets)}).status_code == 302
    with as_secretariat():
        assert not Option.everything.get(pk=markets.pk).is_draft


def test_more_drafts_need_no_more_queries(administrator, forums, markets):
    pages = [reverse("reporting:drafts"), reverse("reporting:draft_table", args=["forums"])]
    pages.append(reverse("reporting:draft_preview") + "?year=2021&form=committee-province")
    for page in pages:
        administrator.get(page)

    def count(page):
        with CaptureQueriesContext(connection) as queries:
            assert administrator.get(page).status_code == 200
        return len(queries)

    before = [count(page) for page in pages]
    with as_secretariat():
        for number in range(3):
            Option.everything.create(
                table=forums, code=f"more_{number}", title_en="More", position=6 + number, **KHMER
            )
        assert len(draft_tables("forums")[0].drafts) == 4
    assert [count(page) for page in pages] == before
