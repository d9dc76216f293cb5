"""The Permanent Vice-Chair signs annual reports from 2021 on, or her deputy; her words stand at the
end, in both languages."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from provinces.models import User
from reporting.access import Refused
from reporting.committees.actions import Deputyship, delegate
from reporting.editions.composing.queries.closing_signature import SECTION
from reporting.editions.composing.queries.edition_document import build_edition
from reporting.editions.publishing.actions.signing import ask_for_signatures, sign
from reporting.editions.publishing.queries.readiness import readiness_of
from reporting.editions.reading.queries.stored_document import shown_document
from reporting.models import Edition, SignOff
from tests import editions
from tests.factories import (
    PERMANENT_VICE_CHAIR,
    REVIEWER,
    SECRETARY_GENERAL,
    accepted,
    acting,
    consolidated,
    secretariat,
    unit,
)

ADMINISTRATOR = "gs.administrator"
CELL = "direct_publicity[forums].persons"
WORDS, WORDS_KM = "We thank every committee.\n\nThe work goes on.", "យើងសូមអរគុណ។"
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


@pytest.fixture
def edition(year_2020) -> Edition:
    """That of 2021, signed by a reviewer and a consolidator."""
    accepted("KH-08", "committee", "2021", {CELL: 5})
    consolidated(2021)
    return editions.signed(editions.begun("2021"))


def closing(edition: Edition, language: str) -> list[str]:
    with secretariat():
        document = shown_document(edition, language).document
    [section] = [section for section in document.sections if section.id == SECTION]
    ids = [section.id for section in document.sections]
    assert ids.index(SECTION) == ids.index("ANNEX") - 1
    return [getattr(block, "text", "") for block in section.blocks]


def deputised(username: str) -> None:
    today = timezone.localdate()
    with acting(PERMANENT_VICE_CHAIR) as chair:
        delegate(
            by=chair,
            unit=unit("GS"),
            given=Deputyship(
                role="permanent_vice_chair", delegator=chair.user,
                delegate=User.objects.get(username=username), valid_from=today,
                valid_to=today + timedelta(3), decision="On mission",
            ),
        )  # fmt: skip


def test_an_annual_report_waits_for_her_signature(edition):
    with pytest.raises(Refused, match="is not signed by: Permanent Vice-Chair"):
        editions.publish_it(edition)
    with secretariat():
        assert [line.role for line in readiness_of(edition).missing] == ["permanent_vice_chair"]


def test_her_words_place_day_name_and_function_stand_at_the_end_in_both_languages(edition):
    editions.publish_it(editions.endorsed(edition, WORDS, WORDS_KM))
    english, khmer = closing(edition, "en"), closing(edition, "km")
    assert english[:2] == ["We thank every committee.", "The work goes on."]
    assert english[2].startswith("Phnom Penh, ")
    assert english[3].startswith("Permanent Vice-Chair of the National Committee")
    assert english[4] == User.objects.get(username=PERMANENT_VICE_CHAIR).full_name_en
    assert khmer[0] == WORDS_KM
    with secretariat():
        signatories = shown_document(edition, "en").document.signatories
    assert [who.role for who in signatories] == [
        "Reviewer", "Consolidator", "Permanent Vice-Chair", "Secretary General",
    ]  # fmt: skip
    [printed] = [
        row for row in edition.manifest["signatures"] if row["role"] == "permanent_vice_chair"
    ]
    assert (printed["remark"], printed["remark_km"]) == (WORDS, WORDS_KM)
    assert "on_behalf_of" not in printed


def test_she_signs_after_the_others(year_2020):
    accepted("KH-08", "committee", "2021", {CELL: 5})
    consolidated(2021)
    edition = editions.begun("2021")
    with acting(REVIEWER) as reviewer:
        ask_for_signatures(by=reviewer, edition=edition)
    with pytest.raises(Refused, match="not signed yet by: Reviewer, Consolidator"):
        editions.endorsed(edition)


def test_her_deputy_signs_and_the_report_says_on_whose_behalf(edition):
    with acting(ADMINISTRATOR) as deputy, pytest.raises(Refused):
        sign(by=deputy, edition=edition, role="permanent_vice_chair")
    deputised(ADMINISTRATOR)
    with acting(ADMINISTRATOR) as deputy:
        sign(by=deputy, edition=edition, role="permanent_vice_chair")
    editions.publish_it(edition)
    assert "on behalf of Permanent Vice-Chair, " in closing(edition, "en")[-1]
    [printed] = [row for row in edition.manifest["signatures"] if "on_behalf_of" in row]
    assert printed["role"] == "permanent_vice_chair"
    with secretariat():
        document = shown_document(edition, "en").document
        assert any("on behalf of" in who.name for who in document.signatories)


def test_who_has_signed_already_is_not_her_deputy_too(edition):
    deputised(REVIEWER)
    with acting(REVIEWER) as reviewer, pytest.raises(Refused, match="signed as Reviewer"):
        sign(by=reviewer, edition=edition, role="permanent_vice_chair")


def test_who_signed_for_her_does_not_publish(edition):
    deputised(SECRETARY_GENERAL)
    with acting(SECRETARY_GENERAL) as secretary:
        sign(by=secretary, edition=edition, role="permanent_vice_chair")
    with pytest.raises(Refused, match="somebody else publishes"):
        editions.publish_it(edition)


def test_the_report_of_2020_stays_without_her(year_2020):
    edition = editions.published()
    with secretariat():
        document = build_edition(edition, edition.consolidation, "en")
        assert SECTION not in [section.id for section in document.sections]
        assert not SignOff.objects.filter(role="permanent_vice_chair").exists()


def test_she_signs_on_the_page_with_words_in_both_languages(edition):
    client = Client()
    client.force_login(User.objects.get(username=PERMANENT_VICE_CHAIR), BACKEND)
    page = client.get("/editions/2021/1/signatures/").text
    assert "You sign as Permanent Vice-Chair" in page and 'name="words_km"' in page
    sent = {"role": "permanent_vice_chair", "words": WORDS, "words_km": WORDS_KM}
    assert client.post("/editions/2021/1/signatures/sign/", sent).status_code == 302
    with secretariat():
        row = SignOff.objects.get(role="permanent_vice_chair")
    assert (row.words, row.words_km) == (WORDS, WORDS_KM)
