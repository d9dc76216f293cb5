"""A new indicator or a change of one: a draft, previewed with the values of a year, published."""

from decimal import Decimal

import pytest
from django.core.cache import cache
from django.db import IntegrityError, transaction

from reporting.access import Overtaken, Refused
from reporting.catalogue.actions.indicator_drafts import (
    discard_indicator,
    draft_change,
    publish_indicator,
)
from reporting.catalogue.actions.publishing import NotReady
from reporting.catalogue.queries.indicator_drafts import indicator_drafts
from reporting.consolidation.queries.indicators import indicators_of
from reporting.models import AuditEvent, IndicatorValue
from strategies.models import Indicator
from tests.factories import REVIEWER, accepted, acting, consolidated, secretariat

ADMINISTRATOR = "gs.administrator"
CODE = "meetings_held"
FORM = {
    "code": "one_more", "title_en": "One more", "title_km": "សូចនាករថ្មី", "strategy": "1",
    "group": "1.1", "numerator": "meetings.times", "denominator": "", "scale": "1",
    "unit_of_count": "event", "direction": "more", "baseline": "", "baseline_year": "",
    "report_line": "", "valid_from": "2021", "valid_to": "", "position": "0",
}  # fmt: skip


@pytest.fixture
def year_2021(year_2020):
    cache.clear()
    for unit, form, times in (("KH-08", "committee", 42), ("GS", "secretariat", 450)):
        accepted(unit, form, "2021-01", {"meetings.times": times})
    return consolidated(2021)


@pytest.fixture
def administrator(year_2021):
    with acting(ADMINISTRATOR) as actor:
        yield actor


def changed(administrator, **fields):
    row = Indicator.objects.get(code=CODE)
    for name, value in fields.items():
        setattr(row, name, value)
    return draft_change(by=administrator, changed=row)


def test_a_change_is_published_under_its_code_and_stands_in_the_audit(administrator):
    before = Indicator.objects.get(code=CODE).numerator
    draft = changed(administrator, numerator="100 * meetings.times", certain=True)
    assert Indicator.objects.get(code=CODE).numerator == before
    assert draft.code not in {row.code for row in indicators_of(2021)}
    [found] = indicator_drafts()
    assert {change.after for change in found.changes} == {"100 * meetings.times", "yes"}

    publish_indicator(by=administrator, key=draft.pk)

    row = Indicator.objects.get(code=CODE)
    assert row.numerator == "100 * meetings.times"
    assert row.published_by == administrator.user
    assert not Indicator.everything.filter(is_draft=True).exists()
    event = AuditEvent.objects.get(action="catalogue.indicator_published")
    assert event.target == f"indicator:{CODE}"
    assert event.detail["before"]["numerator"] == before
    with pytest.raises(Overtaken):
        publish_indicator(by=administrator, key=draft.pk)


def test_values_that_are_stored_stay_until_the_next_consolidation(administrator, year_2021):
    draft = changed(administrator, numerator="100 * meetings.times")
    publish_indicator(by=administrator, key=draft.pk)
    nation = IndicatorValue.objects.filter(indicator__code=CODE, organisation_unit=None)
    assert nation.get(consolidation=year_2021, period_key=202100).value == Decimal(492)
    run = consolidated(2021)
    assert nation.get(consolidation=run, period_key=202100).value == Decimal(49_200)


def test_a_second_change_takes_the_place_of_the_first_and_is_thrown_away(administrator):
    first = changed(administrator, numerator="100 * meetings.times")
    second = changed(administrator, numerator="10 * meetings.times")
    assert first.pk == second.pk
    discard_indicator(by=administrator, key=second.pk)
    assert not indicator_drafts()
    assert Indicator.objects.filter(code=CODE).exists()


@pytest.mark.parametrize(
    ("fields", "reason"),
    [
        ({"title_km": ""}, "has no Khmer label"),
        ({"numerator": "nothing.times"}, "The catalogue has no figure"),
        ({}, "It changes nothing"),
    ],
)
def test_what_is_not_ready_is_not_published(administrator, fields, reason):
    draft = changed(administrator, **fields)
    with pytest.raises(NotReady, match=reason):
        publish_indicator(by=administrator, key=draft.pk)
    assert Indicator.objects.get(code=CODE).numerator == "meetings.times"


def test_only_who_keeps_the_catalogue_does_it(year_2021):
    with acting(REVIEWER) as reviewer:
        row = Indicator.objects.get(code=CODE)
        with pytest.raises(Refused):
            draft_change(by=reviewer, changed=row)


def test_the_database_wants_a_change_to_be_a_draft(year_2021):
    with secretariat(), pytest.raises(IntegrityError), transaction.atomic():
        row = Indicator.objects.get(code="people_reached")
        row.changes = Indicator.objects.get(code=CODE)
        row.save()


def test_the_administration_makes_drafts_that_are_previewed(signed_in, year_2021):
    client = signed_in(ADMINISTRATOR)
    with secretariat():
        pk = Indicator.objects.get(code=CODE).pk
    added = client.post("/admin/strategies/indicator/add/", FORM, follow=True)
    assert "A new indicator: nobody sees it before it is published." in added.text
    assert "492<br>" in added.text, "of the nation"
    assert ">42<" in added.text, "of Kandal"
    assert "One more" not in client.get("/indicators/2021/").text
    form = {**FORM, "code": CODE, "numerator": "100 * meetings.times"}
    shown = client.post(f"/admin/strategies/indicator/{pk}/change/", form, follow=True)
    assert "A change of a published indicator" in shown.text
    assert "492<br>" in shown.text
    assert "49,200<br>" in shown.text
    drafts = client.get("/catalogue/drafts/").text
    assert "One more" in drafts
    [key] = _keys("One more")
    assert client.post(f"/catalogue/drafts/indicators/{key}/publish/").status_code == 302
    assert client.get(f"/catalogue/drafts/indicators/{key}/").status_code == 404
    [other] = _keys("One more", is_change=True)
    assert client.post(f"/catalogue/drafts/indicators/{other}/discard/").status_code == 302
    consolidated(2021)
    assert "One more" in client.get("/indicators/2021/").text


def _keys(title, *, is_change=False):
    with secretariat():
        return [
            draft.row.pk
            for draft in indicator_drafts()
            if draft.row.title_en == title and (draft.published is not None) is is_change
        ]
