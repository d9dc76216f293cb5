"""The administrator's pages: people from the invitation to the end, units and their names."""

import re
from datetime import timedelta

import pytest
from django.core import mail as outbox_of_django
from django.test import Client, override_settings
from django.utils import timezone

from provinces.models import Membership, OrganisationUnit, UnitAlias, User
from provinces.queries import Spellings, unit_name
from reporting.models import AuditEvent, Notice
from reporting.people.queries import gaps, persons, unit_choices, unit_lines, wanted_units
from tests.factories import KANDAL_OFFICER, TAKEO_OFFICER, secretariat

ADMINISTRATOR = "gs.administrator"
SITE = "https://portal.example.gov.kh"
PASSWORD = "seven elephants at Phnom"
DARA = {
    "full_name_en": "Sok Dara",
    "full_name_km": "សុខ ដារ៉ា",
    "email": "sok.dara@takeo.gov.kh",
    "language": "en",
    "unit": "KH-21",
    "role": "approver",
}


@pytest.fixture
def administrator(signed_in):
    with override_settings(SITE_URL=SITE):
        yield signed_in(ADMINISTRATOR)


def person(**which):
    with secretariat():
        return User.objects.get(**which)


def dara():
    return person(email=DARA["email"])


def roles(username):
    with secretariat():
        rows = Membership.objects.filter(user__username=username)
        return {(one.organisation_unit.code, one.role) for one in rows}


def audited(action):
    with secretariat():
        return AuditEvent.objects.filter(action=action).count()


def link_in(message):
    """Read out of the e-mail, without the site's address."""
    [found] = re.findall(rf"^{SITE}(/accounts/password/reset/key/\S+)$", message.body, re.M)
    return found


def do(client, user, what, **more):
    response = client.post(f"/people/{user.pk}/", {"what": what, **more}, follow=True)
    assert response.status_code == 200
    return response.text


def test_from_the_invitation_to_ones_home(administrator, mailoutbox):
    page = administrator.post("/people/invite/", DARA, follow=True).text
    assert "An invitation is on its way to sok.dara@takeo.gov.kh" in page
    assert "Invited" in page
    [message] = mailoutbox
    assert message.subject == "Your account in the NSP Portal"
    assert "- Approver, Takeo" in message.body
    assert "for 7 days" in message.body
    assert "or with the name sok.dara." in message.body
    assert f'<a href="{SITE}/accounts/password/reset/key/' in message.alternatives[0][0]
    assert audited("person.invited") == 1

    newcomer = Client()
    form = newcomer.get(link_in(message), follow=True)
    assert "Choose your password" in form.text
    chosen = {"password1": PASSWORD, "password2": PASSWORD}
    home = newcomer.post(form.redirect_chain[-1][0], chosen, follow=True)
    assert home.redirect_chain[-1][0] == "/"
    assert "<strong>Takeo</strong>" in home.text
    assert "Sok Dara, Approver" in home.text

    used = Client().get(link_in(message), follow=True).text
    assert "This link does not work any more" in used
    assert "There is no invitation that waits" in do(administrator, dara(), "invite_again")


def test_in_khmer_to_who_reads_khmer(administrator, mailoutbox):
    administrator.post("/people/invite/", DARA | {"language": "km"})
    [message] = mailoutbox
    assert "តាកែវ" in message.body
    assert "សុខ ដារ៉ា" in message.body
    assert '<html lang="km">' in message.alternatives[0][0]


def test_an_invitation_sent_again_or_withdrawn_voids_the_link(administrator, mailoutbox):
    administrator.post("/people/invite/", DARA)
    assert "on its way" in do(administrator, dara(), "invite_again")
    first, second = map(link_in, mailoutbox)
    assert "does not work any more" in Client().get(first, follow=True).text
    assert "Choose your password" in Client().get(second, follow=True).text
    assert "is withdrawn" in do(administrator, dara(), "withdraw")
    assert "does not work any more" in Client().get(second, follow=True).text
    assert not dara().is_active
    assert audited("person.invited_again") == audited("person.invitation_withdrawn") == 1


def test_a_link_lives_seven_days(administrator, mailoutbox):
    administrator.post("/people/invite/", DARA)
    with override_settings(PASSWORD_RESET_TIMEOUT=-1):
        assert "does not work any more" in Client().get(link_in(mailoutbox[0]), follow=True).text
    assert "Choose your password" in Client().get(link_in(mailoutbox[0]), follow=True).text


def test_a_mail_server_that_is_away_is_said(administrator):
    with override_settings(EMAIL_BACKEND="tests.reporting.notices.test_mail.HangsUp"):
        page = administrator.post("/people/invite/", DARA, follow=True).text
    assert "the mail server did not take the e-mail" in page
    assert dara().is_active
    assert "on its way" in do(administrator, dara(), "invite_again")
    assert len(outbox_of_django.outbox) == 1


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"email": f"{KANDAL_OFFICER}@demo.invalid"}, "has this address already"),
        ({"email": "KANDAL.officer@DEMO.invalid"}, "has this address already"),
        ({"full_name_en": "", "full_name_km": ""}, "Give the name in English or in Khmer."),
        ({"role": "reviewer"}, "it can only be held at the General Secretariat"),
        ({"role": "group_lead"}, "A working-group lead belongs to a working group."),
        ({"email": "not an address"}, "Enter a valid email address."),
    ],
)
def test_what_cannot_be_is_said_and_nothing_is_made(administrator, mailoutbox, changes, words):
    with secretariat():
        before = User.objects.count()
    assert words in administrator.post("/people/invite/", DARA | changes).text
    with secretariat():
        assert User.objects.count() == before
    assert mailoutbox == []


def test_roles_are_given_and_taken(administrator):
    officer = person(username=KANDAL_OFFICER)
    assert "The role is given" in do(administrator, officer, "role", unit="KH-21", role="approver")
    assert roles(KANDAL_OFFICER) == {("KH-08", "data_officer"), ("KH-21", "approver")}
    again = administrator.post(
        f"/people/{officer.pk}/", {"what": "role", "unit": "KH-21", "role": "approver"}
    )
    assert "holds that role at that unit already" in again.text
    with secretariat():
        held = officer.memberships.get(role="data_officer").pk
    assert "taken away" in do(administrator, officer, "take_role", membership=held)
    assert roles(KANDAL_OFFICER) == {("KH-21", "approver")}
    other = administrator.post(f"/people/{officer.pk}/", {"what": "take_role", "membership": 1})
    assert other.status_code == 404
    assert audited("person.role_given") == audited("person.role_taken") == 1


def test_who_is_made_inactive_is_out_at_the_next_click(administrator, signed_in):
    officer = person(username=KANDAL_OFFICER)
    theirs = signed_in(KANDAL_OFFICER)
    assert theirs.get("/").status_code == 200
    assert "is inactive" in do(administrator, officer, "deactivate")
    assert theirs.get("/").status_code == 302
    assert "is active" in do(administrator, officer, "activate")


def test_nobody_shuts_themselves_out(administrator):
    oneself = person(username=ADMINISTRATOR)
    page = administrator.get(f"/people/{oneself.pk}/").text
    assert 'value="deactivate"' not in page
    assert "cannot take the administration from yourself" in do(
        administrator, oneself, "deactivate"
    )
    with secretariat():
        held = oneself.memberships.get().pk
    assert "from yourself" in do(administrator, oneself, "take_role", membership=held)
    assert roles(ADMINISTRATOR) == {("GS", "administrator")}


def test_a_unit_is_handed_over_to_somebody_known_or_new(administrator, mailoutbox):
    officer = person(username=TAKEO_OFFICER)
    address = f"/people/{officer.pk}/hand-over/"
    known = {"unit": "KH-21", "email": "takeo.focal@demo.invalid"}
    administrator.post(address, known, follow=True)
    assert roles(TAKEO_OFFICER) == set()
    assert ("KH-21", "data_officer") in roles("takeo.focal")
    assert mailoutbox == []

    focal = person(username="takeo.focal")
    new = DARA | {"deactivate": "on"}
    page = administrator.post(f"/people/{focal.pk}/hand-over/", new, follow=True).text
    assert "Sok Dara has what" in page
    assert roles("sok.dara") == {("KH-21", "data_officer"), ("KH-21", "focal_point")}
    assert roles("takeo.focal") == set()
    assert not person(username="takeo.focal").is_active
    assert len(mailoutbox) == 1
    assert audited("person.handed_over") == 2


def test_a_new_address_ends_the_old_ways_in(administrator):
    officer = person(username=KANDAL_OFFICER)
    details = {"full_name_en": "Chan Sophea", "email": "sophea@kandal.gov.kh", "language": "km"}
    assert "Saved." in do(administrator, officer, "details", **details)
    changed = person(username=KANDAL_OFFICER)
    assert (changed.full_name_en, changed.email) == ("Chan Sophea", "sophea@kandal.gov.kh")
    with secretariat():
        [event] = AuditEvent.objects.filter(action="person.changed")
    assert event.detail["values"]["email"] == [f"{KANDAL_OFFICER}@demo.invalid", changed.email]


def test_the_list_finds_people_and_says_what_units_lack(administrator):
    with secretariat():
        Membership.objects.filter(organisation_unit__code="KH-08", role="approver").delete()
        User.objects.filter(username=KANDAL_OFFICER).update(
            last_login=timezone.now(), full_name_km="ក្ដាត"
        )
    page = administrator.get("/people/").text
    assert "1 unit lacks a data officer or an approver" in page
    assert "/people/invite/?unit=KH-08&amp;role=approver" in page
    for query, found in (
        ("q=kandal.officer", "kandal.officer@"),
        ("unit=KH-08&role=data_officer", "kandal.officer@"),
        ("q=ក្តាត", "kandal.officer@"),  # the same word to the eye
    ):
        listed = administrator.get(f"/people/?{query}").text
        assert "1 person" in listed
        assert found in listed
    assert "Nobody is like that" in administrator.get("/people/?q=nobody-like-this").text
    assert "kandal.officer@" not in administrator.get("/people/?unit=KH-08&status=never").text
    before = administrator.get("/people/?unit=KH-08&standing=never")
    assert (before.status_code, before["Location"]) == (301, "/people/?unit=KH-08&status=never")


def test_as_many_queries_for_three_people_as_for_all(year_2020, django_assert_num_queries):
    with secretariat():
        everybody = list(User.objects.all())
        for some in (everybody[:3], everybody):
            with django_assert_num_queries(3):
                assert len(persons(some)) == len(some)
        Membership.objects.filter(role="approver", organisation_unit__kind="province").delete()
        with django_assert_num_queries(3):
            assert len(gaps()) == 25
        with django_assert_num_queries(2):
            unit_choices()
        for count in (3, 300):
            with django_assert_num_queries(2):
                assert len(unit_lines(wanted_units()[:count])) == count


def test_e_mails_that_fail_are_shown_and_tried_again(administrator):
    officer = person(username=KANDAL_OFFICER)
    with secretariat():
        unit = officer.memberships.get().organisation_unit
        Notice.objects.create(
            recipient=officer, organisation_unit=unit, kind="due", key="x", mail_attempts=8
        )
        Notice.objects.create(
            recipient=officer, organisation_unit=unit, kind="due", key="y",
            mail_due_at=timezone.now() - timedelta(hours=2),
        )  # fmt: skip
    page = administrator.get("/people/").text
    assert "do not get through" in page
    assert "E-mails wait since" in page
    assert "1 notice could not be sent" in administrator.get(f"/people/{officer.pk}/").text
    assert "tried again" in do(administrator, officer, "mail_again")
    with secretariat():
        assert Notice.objects.get(key="x").mail_due_at is not None


# Units.


def post_unit(client, code, what, **more):
    return client.post(f"/units/{code}/", {"what": what, **more}, follow=True).text


def test_a_new_name_holds_from_its_year_on(administrator):
    page = post_unit(administrator, "KH-08", "rename", en="Ta Khmau", km="តាខ្មៅ", from_year="2022")
    assert "Saved." in page
    with secretariat():
        kandal = OrganisationUnit.objects.get(code="KH-08")
        assert [unit_name(kandal, year) for year in (2021, 2022)] == ["Kandal", "Ta Khmau"]
        assert Spellings.known().find("តាខ្មៅ") == Spellings.known().find("Kandal") == kandal
    post_unit(administrator, "KH-08", "rename", en="Takhmao", from_year="2022")
    with secretariat():
        assert unit_name(kandal, 2023) == "Takhmao"
        assert kandal.names.count() == 2
    earlier = post_unit(administrator, "KH-08", "rename", en="Old", from_year="2020")
    assert "There is a name from 2022 on already" in earlier
    assert audited("unit.renamed") == 2


def test_a_partner_is_added_and_found(administrator):
    partner = {"kind": "partner", "code": "NGO-NEW", "en": "New Hope Cambodia", "km": "",
               "short_name": "NHC", "parent": "NCCT", "from_year": "2021"}  # fmt: skip
    page = administrator.post("/units/new/", partner, follow=True).text
    assert "Invite the people who report for it" in page
    with secretariat():
        made = Spellings.known().find("new hope cambodia")
        assert made == OrganisationUnit.objects.get(code="NGO-NEW", parent__code="NCCT")
        assert Spellings.known().find("NHC") == made
    assert "already" in administrator.post("/units/new/", partner).text
    wrong = administrator.post("/units/new/", partner | {"code": "ngo new"}).text
    assert "Use capital letters, digits and hyphens" in wrong
    assert "New Hope Cambodia" in administrator.get("/units/?q=hope&kind=partner").text


@pytest.mark.parametrize(
    "typed", ["Kompong Cham", "PCCT Kompong Cham", "kompong ch", "ខេត្តកំពង់ចាម\u200b"]
)
def test_a_search_for_a_unit_knows_its_spellings(administrator, typed):
    page = administrator.get("/units/", {"q": typed}).text
    assert "/units/KH-03/" in page
    assert "/units/KH-21/" not in page


def test_spellings_and_places(administrator):
    assert "Saved." in post_unit(administrator, "KH-08", "spelling", spelling="Kandaal")
    for again in ("kandaal", "KAN DAAL", "Kân-daal\u200b"):
        assert "already means" in post_unit(administrator, "KH-21", "spelling", spelling=again)
    assert "has no letter" in post_unit(administrator, "KH-21", "spelling", spelling="…")
    with secretariat():
        alias = UnitAlias.objects.get(folded="kandaal")
    assert "Saved." in post_unit(administrator, "KH-08", "forget", alias=alias.pk)
    with secretariat():
        assert not UnitAlias.objects.filter(folded="kandaal").exists()
    below = post_unit(administrator, "KH-08", "place", short_name="Kandal", parent="KH-0801")
    assert "cannot belong to itself or to one below it" in below
    moved = post_unit(administrator, "KH-0801", "place", short_name="X", parent="KH-21")
    assert "Saved." in moved
    with secretariat():
        assert OrganisationUnit.objects.filter(code="KH-0801", parent__code="KH-21").exists()
