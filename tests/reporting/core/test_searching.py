"""Whatever somebody types to look something up: signs that nobody sees, accents, capitals, either
Khmer spelling, another known spelling of a unit. Stored names are folded just so."""

import re
from urllib.parse import urlencode

import pytest
from django.contrib import admin
from django.core.management import call_command
from django.urls import reverse

from provinces.models import OrganisationUnit, User
from provinces.queries import Spellings
from provinces.spelling import finds, fold
from reporting.document.trace_codes import is_code, parse_code
from reporting.kernel.periods import Period
from reporting.models import AuditEvent, Report
from reporting.people.queries import PeopleCriteria, wanted_units
from tests import editions, factories
from tests.factories import CONSOLIDATOR, KANDAL_OFFICER, secretariat, unit

UNSEEN = ["\u200b", "\u200d", "\ufeff", "\u00ad"]


def codes(q):
    with secretariat():
        return {one.code for one in wanted_units(q=q)}


@pytest.fixture
def spelt(year_2020):
    with secretariat():
        kampong_cham = unit("KH-03")
        folded = fold("Kompong Cham")
        if not kampong_cham.aliases.filter(folded=folded).exists():
            kampong_cham.aliases.create(spelling="Kompong Cham", folded=folded)
        unit("KH-08").names.update(km="ខេត្ត\u200bកណ្ដាល")
        unit("KH-10").names.update(en="Kratié")


@pytest.mark.parametrize(
    ("q", "code"),
    [
        ("kratie", "KH-10"),
        ("KRATIÉ", "KH-10"),
        ("kra\u200btie\u200b", "KH-10"),
        ("Kompong Cham", "KH-03"),
        ("kompong\u00a0cham", "KH-03"),
        ("Kampongcham", "KH-03"),
        ("កណ្តាល", "KH-08"),
        ("ខេត្តកណ្ដាល", "KH-08"),
        ("ខេត្ត\u200bកណ្តាល\u200b", "KH-08"),
        ("kh-08\u200b", "KH-08"),
    ],
)
def test_a_unit_is_found_however_it_is_typed(spelt, q, code):
    assert code in codes(q)
    assert len(codes(q)) < 200  # a province's communes have its code in theirs


def test_what_is_nowhere_finds_nothing_and_blank_finds_all(year_2020, django_assert_num_queries):
    assert codes("nowhere at all") == codes("…") == set()
    assert codes("") == codes(" \u200b ") or codes(" \u200b ") == set()
    with secretariat(), django_assert_num_queries(6):
        list(wanted_units(q="a"))


@pytest.mark.parametrize(
    "q", ["sophea", "SOPHÉA", "chan\u200bsophea", "Chan\u00a0Sophea", "ចាន់ សុភា", "ចាន់សុភា", "ក្តាត"]
)
def test_a_person_is_found_however_it_is_typed(year_2020, q):
    with secretariat():
        User.objects.filter(username=KANDAL_OFFICER).update(
            full_name_en="Chan Sophéa", full_name_km="ចាន់\u200bសុភា ក្ដាត"
        )
        assert [one.username for one in PeopleCriteria(q=q).rows()] == [KANDAL_OFFICER]


def test_finding_folds_both_sides_and_takes_no_part_for_nothing():
    assert finds("prey veng", ["Prey\u200bVeng"])
    assert finds("preyveng", ["Prey Vêng Province"])
    assert not finds("kep", ["Bangkok Ep"])  # short words are not looked for across spaces
    assert not finds("\u200b", ["anything"])


@pytest.mark.parametrize("sign", [*UNSEEN, " ", "\u00a0"])
def test_a_code_is_read_with_signs_that_nobody_sees(sign):
    assert str(parse_code(f"{sign}NSP-2020-1{sign}-T12{sign}")) == "NSP-2020-1-T12"


def test_a_code_in_khmer_digits_is_a_code():
    assert str(parse_code("nsp–២០២០–១–t១២–r៣–c២")) == "NSP-2020-1-T12-R3-C2"
    assert is_code("NSP-២០២០-D")
    assert Period.parse("2021-03\u200b") == Period.parse("2021-03")


def test_the_address_of_a_code_and_the_command_read_it_alike(signed_in, edition, capsys):
    editions.published("2020")
    client = signed_in(CONSOLIDATOR)
    plain = client.get("/t/NSP-2020-1-T12")
    assert plain.status_code == 302
    assert client.get("/t/nsp-2020-1-%E2%80%8Bt12")["Location"] == plain["Location"]

    said = []
    for cell in ("direct_publicity.times@KH-08:2020", "direct_publicity.times@KH-08:2020\u200b"):
        call_command("trace", cell)
        said.append(capsys.readouterr().out)
    assert said[0] == said[1] != ""


def test_a_figure_is_found_by_another_spelling_of_its_unit(signed_in, edition, spelt):
    editions.begun("2020")
    client = signed_in(CONSOLIDATOR)

    def found(q):
        return client.get(f"/editions/2020/1/figures/?{urlencode({'q': q})}").json()

    assert found("persons kampong cham")["found"]
    assert found("persons kompong cham") == found("persons kampong cham")
    assert found("persons kampong cham\u200b") == found("persons kampong cham")


def test_the_name_of_a_unit_in_a_file_is_found_with_unseen_signs(year_2020):
    for sign in UNSEEN:
        assert Spellings.known().find(f"Kan{sign}dal{sign}") == unit("KH-08")
    assert factories.unit("KH-08").code == "KH-08"


@pytest.mark.parametrize(
    ("address", "words"),
    [
        ("/admin/provinces/organisationunit/?q=", "kan\u200bdal\u200b"),
        ("/admin/provinces/user/?q=", "kandal.off\u200bicer"),
        ("/admin/strategies/table/?q=", "direct_publicity\u200b"),
    ],
)
def test_the_boxes_of_the_administration_read_alike(signed_in, address, words):
    administrator = signed_in("gs.administrator")
    plain = administrator.get(address + words.replace("\u200b", ""))
    assert plain.status_code == 200
    found = re.findall(r"/change/", plain.text)
    assert found
    assert re.findall(r"/change/", administrator.get(address + words).text) == found


COENG = ("\u17d2\u178f", "\u17d2\u178a")  # TA and DA, which look the same


def _ways_of_typing(words):
    """Of a word in Khmer: as it stands, in the other spelling, with and without U+200B."""
    yield words
    for one, other in (COENG, COENG[::-1]):
        yield words.replace(one, other)
    yield words.replace("\u200b", "")
    yield words[:-1] + "\u200b" + words[-1:] if words[-1:] not in "\u17b6\u17d2" else words


def _searched_lists():
    """Every list of the administration that can be searched by a Khmer label."""
    for model, page in admin.site._registry.items():
        own = [name for name in page.search_fields if name in ("title_km", "full_name_km")]
        if own or model in (OrganisationUnit, Report, AuditEvent):
            yield pytest.param(model, own, id=model.__name__)


@pytest.mark.parametrize(("model", "own"), list(_searched_lists()))
def test_every_list_of_the_administration_is_searched_alike(signed_in, model, own):
    client = signed_in("gs.administrator")
    with secretariat():
        unit("KH-08").names.update(km="ខេត្ត\u200bកណ្ដាល")
        row, words = None, "ខេត្ត\u200bកណ្ដាល"
        if own:
            row, words = model.objects.order_by("pk").first(), "បណ្តុះ\u200bបណ្តាល ២០២១"
            model.objects.filter(pk=row.pk).update(**{own[0]: words})
    options = model._meta
    address = reverse(f"admin:{options.app_label}_{options.model_name}_changelist")
    counts = set()
    for typed in _ways_of_typing(words):
        page = client.get(address, {"q": typed})
        assert page.status_code == 200
        counts.add(page.context["cl"].result_count)
        if row is not None:
            assert row.pk in {one.pk for one in page.context["cl"].result_list}
    assert len(counts) == 1
    assert counts.pop() > 0 or model is AuditEvent


def test_a_figure_is_found_in_either_language(signed_in, edition, spelt):
    editions.begun("2020")
    client = signed_in(CONSOLIDATOR)
    client.cookies["django_language"] = "km"

    def found(q):
        answer = client.get(f"/editions/2020/1/figures/?{urlencode({'q': q})}").json()
        return [one["source"] for one in answer["found"]]

    assert any("KH-08" in source for source in found("កណ្តាល"))
    assert found("Kandal") == found("kandal\u200b") != []
    assert any("KH-08" in source for source in found("Kandal"))
    assert found("កណ្តាល") == found("កណ្ដាល") == found("កណ្\u200bតាល")
