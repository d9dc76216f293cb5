"""Khmer labels: proposed, corrected and confirmed in place and in Excel; loading leaves them."""

from io import BytesIO
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from openpyxl import load_workbook

from provinces.models import OrganisationUnit, UnitAlias, UnitName
from reporting.catalogue.actions.loading import load_catalogue
from reporting.catalogue.actions.plan_loading import load_plan
from reporting.catalogue.exports.label_workbook import SHEET
from reporting.catalogue.queries.khmer_labels import khmer_labels
from reporting.catalogue.rules.files import read_files
from reporting.models import AuditEvent
from strategies.models import Element, Plan, Section, Strategy, Table
from tests.reporting.catalogue.conftest import as_secretariat

pytestmark = pytest.mark.django_db
FILE = """
data_sets:
- {code: committee, title: {en: Committee report, km: របាយការណ៍}, kinds: [province]}
sections:
- id: II.B
  number: B
  level: 2
  title: {en: Prevention, km: ការបង្ការ, certain: true}
  tables:
  - code: forums
    kind: single
    title: {en: "Forums of {year}", km: "វេទិកា {year}"}
    data_sets: [committee]
    columns:
    - code: persons
      title: {en: Persons, km: មនុស្ស}
      unit: person
      header: [{en: Came, km: បានមក}]
    - code: females
      title: {en: ENGLISH, km: FEMALES}
      unit: person
      header: [{en: Came, km: បានមក}]
"""


@pytest.fixture
def load(tmp_path):
    def load(*, females="ស្រី", english="Females"):
        text = FILE.replace("ENGLISH", english).replace("FEMALES", females)
        (tmp_path / "one.yaml").write_text(text, encoding="utf-8")
        with as_secretariat():
            load_catalogue(read_files(tmp_path), force=True)

    return load


@pytest.fixture
def page(administrator, load):
    load()
    return administrator


def label(english):
    with as_secretariat():
        [found] = [one for one in khmer_labels() if one.english == english]
    return found


def shown(*english, **typed):
    """What the page sends of these labels; `khmer` and `confirmed` are typed into the first."""
    data: dict[str, Any] = {"label": []}
    for one in map(label, english):
        data["label"].append(one.key)
        data |= {f"english-{one.key}": one.english, f"shown-{one.key}": one.khmer}
        data[f"khmer-{one.key}"] = one.khmer
        if not one.is_open:
            data[f"was-{one.key}"] = data[f"confirmed-{one.key}"] = "1"
    first = data["label"][0]
    for name, text in typed.items():
        data[f"{name}-{first}"] = text
    return data


def labels_page(**asked):
    return reverse("reporting:labels", query=asked or None)


def test_a_label_stands_once_with_where_it_stands(page):
    with as_secretariat():
        found = {one.english: one for one in khmer_labels() if one.kind != "unit"}

    assert {one.standing for one in found.values()} == {"proposed", "source"}
    assert found["Prevention"].standing == "source"
    assert len(found["Came"].spots) == 2  # over two columns
    assert found["Came"].places == ["II.B Forums of the year"]
    text = page.get(labels_page()).text
    assert "Labels still to be confirmed: 5." in text
    assert "Came" in text and "បានមក" in text


def test_what_is_shown_can_be_chosen(page):
    assert "Came" in page.get(labels_page(q="បានមក")).text
    assert "Prevention" not in page.get(labels_page(standing="open", kind="section")).text
    assert "Prevention" in page.get(labels_page(standing="source")).text
    assert "No label is like that." in page.get(labels_page(q="nothing like this")).text


def test_a_correction_holds_everywhere_and_is_audited(cast, page):
    response = page.post(labels_page(), shown("Came", khmer=" ចូលរួម "), follow=True)

    assert "Corrected: 1." in response.text
    with as_secretariat():
        assert list(Element.objects.values_list("header_km", flat=True)) == [["ចូលរួម"]] * 2
        assert set(Element.objects.values_list("title_km", "khmer_standing")) == {
            ("មនុស្ស", "proposed"), ("ស្រី", "proposed"),
        }  # fmt: skip
        event = AuditEvent.objects.get()
    assert (event.action, event.target) == ("label.corrected", "label:column Came")
    assert event.detail["before"] == ["បានមក", "proposed"]
    assert event.detail["after"] == ["ចូលរួម", "confirmed"]
    assert label("Came").standing == "confirmed"


def test_several_are_confirmed_and_one_is_taken_back(page):
    both = shown("Persons", "Females")
    page.post(labels_page(), both | {"do": "all"})
    assert {label("Persons").standing, label("Females").standing} == {"confirmed"}

    back = shown("Persons", "Females")
    del back[f"confirmed-{label('Persons').key}"]
    response = page.post(labels_page(), back, follow=True)

    assert "Not confirmed any more: 1." in response.text
    assert (label("Persons").standing, label("Females").standing) == ("proposed", "confirmed")


@pytest.mark.parametrize(
    ("english", "khmer", "reason"),
    [
        ("Came", "came", "This is not Khmer."),
        ("Came", "", "Write the Khmer of this label."),
        ("Came", "ក" * 201, "The text is longer than 200 characters."),
        ("Forums of {year}", "វេទិកា", "must be the same as in English: {year}"),
    ],
)
def test_what_cannot_be_a_label_is_said_where_it_stands_and_nothing_is_saved(
    page, english, khmer, reason
):
    data = shown(english, "Females", khmer=khmer)
    data[f"confirmed-{label('Females').key}"] = "1"

    text = page.post(labels_page(), data).text

    assert reason in text
    assert khmer in text  # what was typed stays
    assert label("Females").standing == "proposed"


def test_what_somebody_changed_meanwhile_is_not_overwritten(page):
    mine, theirs = shown("Came", khmer="ចូលរួម"), shown("Came", khmer="មកដល់")
    page.post(labels_page(), theirs)

    response = page.post(labels_page(), mine)

    assert response.status_code == 409
    assert "Somebody changed these labels meanwhile" in response.text
    assert "ចូលរួម" in response.text and "មកដល់" in response.text
    assert label("Came").khmer == "មកដល់"


def test_loading_again_leaves_what_was_corrected(page, load):
    page.post(labels_page(), shown("Females", khmer="ស្ត្រី"))

    load(females="នារី")
    assert label("Females").khmer == "ស្ត្រី"
    assert label("Females").standing == "confirmed"

    load(females="នារី", english="Women")  # another label: nobody has confirmed it
    assert (label("Women").khmer, label("Women").standing) == ("នារី", "proposed")


def test_what_is_typed_in_the_administration_is_confirmed(page, load):
    with as_secretariat():
        section = Section.objects.get()
    address = reverse("admin:strategies_section_change", args=[section.pk])
    form = page.get(address).context["adminform"].form
    data = {bound.html_name: bound.value() for bound in form if bound.value() is not None}
    page.post(address, data | {"working_groups": "", "title_km": "បង្ការ"})

    load()
    assert (label("Prevention").khmer, label("Prevention").standing) == ("បង្ការ", "confirmed")


def test_a_units_new_name_finds_it(cast, page):
    with as_secretariat():
        UnitName.objects.create(unit=cast.kandal, en="Kandal", km="កណ្តាល")

    page.post(labels_page(), shown("Kandal", khmer="ខេត្តកណ្តាលថ្មី"))

    with as_secretariat():
        kandal = OrganisationUnit.objects.get(code="KH-08")
        assert kandal.names.get().khmer_standing == "confirmed"
        assert UnitAlias.objects.get(spelling="ខេត្តកណ្តាលថ្មី").unit == kandal


@pytest.fixture
def send(page):
    def send(change):
        download = page.get(reverse("reporting:labels_download"))
        book = load_workbook(BytesIO(download.content))
        rows = {row[3].value: row for row in book[SHEET].iter_rows(min_row=2)}
        change(rows)
        stream = BytesIO()
        book.save(stream)
        upload = SimpleUploadedFile("labels.xlsx", stream.getvalue())
        return page.post(reverse("reporting:labels_upload"), {"workbook": upload})

    return send


def test_in_excel_what_changes_is_shown_before_it_is_stored(page, send):
    def change(rows):
        rows["Came"][4].value = "ចូលរួម"
        rows["Persons"][5].value = "yes"

    response = send(change)
    assert "Labels that will change: 2." in response.text
    assert label("Came").khmer == "បានមក"

    page.post(reverse("reporting:labels_store"), {"signed": response.context["signed"]})
    assert (label("Came").khmer, label("Came").standing) == ("ចូលរួម", "confirmed")
    assert label("Persons").standing == "confirmed"


def test_in_excel_each_wrong_cell_is_named(page, send):
    def change(rows):
        rows["Came"][4].value = "came"
        rows["Persons"][5].value = "perhaps"
        page.post(labels_page(), shown("Females", khmer="នារី"))  # in the portal, meanwhile

    response = send(change)
    problems = {problem.reason.split(".")[0] for problem in response.context["problems"]}
    assert problems == {
        "This is not Khmer",
        "Write “yes” or “no”, or leave the cell blank",
        "This label was changed in the portal since",
    }
    assert not response.context["wanted"] and label("Came").khmer == "បានមក"


def test_only_an_administrator_opens_the_pages(client, cast, load):
    load()
    client.force_login(cast.consolidator)
    for name in ("labels", "labels_download", "labels_upload", "glossary", "glossary_csv"):
        response = client.get(reverse(f"reporting:{name}"))
        assert response.status_code == 403
    assert client.post(reverse("reporting:labels"), shown("Came", khmer="ក")).status_code == 403
    assert label("Came").khmer == "បានមក"


def test_the_glossary_is_shown_and_downloaded(administrator):
    text = administrator.get(reverse("reporting:glossary", query={"q": "victim"})).text
    assert "ជនរងគ្រោះ" in text and "catalogue" not in text.split("<table")[1]
    response = administrator.get(reverse("reporting:glossary_csv"))
    assert b"".join(response.streaming_content).decode().startswith("english,khmer,source,status")


def test_the_plans_khmer_follows_its_file_until_somebody_confirms_it(cast, tmp_path):
    path = tmp_path / "plan.yaml"
    text = """
plan:
  code: nsp
  title: {en: Plan, km: "KM"}
  first_year: 2019
  last_year: 2023
  vision: {en: Peace, km: សន្តិភាព}
  mission: {en: Lead, km: ដឹកនាំ}
  goals: [{en: One, km: មួយ}, {en: Two, km: ពីរ}]
strategies:
- {number: 1, title: {en: Laws, km: "S"}, activity_count: 0, groups: []}
"""
    with as_secretariat():
        path.write_text(text.replace('"KM"', '""').replace('"S"', "ច្បាប់"), encoding="utf-8")
        load_plan(path)
        Strategy.objects.update(title_km="ច្បាប់ទាំងឡាយ", khmer_standing="confirmed")

        path.write_text(text.replace('"KM"', "ផែនការ").replace('"S"', "ក្រម"), encoding="utf-8")
        load_plan(path)

        plan = Plan.objects.get()
        assert (plan.title_km, plan.khmer_standing) == ("ផែនការ", "proposed")
        assert (plan.vision_km, plan.goal_km) == ("សន្តិភាព", "មួយ\n\nពីរ")
        assert Strategy.objects.get().title_km == "ច្បាប់ទាំងឡាយ"
        assert not Table.objects.exists()
