"""Titles from Excel in two steps, confirming titles, and annual action plans."""

from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from openpyxl import load_workbook

from provinces.roles import DatabaseRole
from provinces.tenancy import acting_as
from reporting.catalogue.exports.activity_titles import SHEET
from reporting.models import ActionPlan, AuditEvent, PlannedActivity
from strategies.models import Activity, ActivityGroup, Plan, Strategy
from tests.reporting.catalogue.conftest import as_secretariat

pytestmark = pytest.mark.django_db
UPLOAD = "admin:strategies_activity_titles"
STORE = "admin:strategies_activity_store"


@pytest.fixture
def plan(cast):
    with as_secretariat():
        plan = Plan.objects.create(code="nsp", title_en="Plan", first_year=2019, last_year=2023)
        strategy = Strategy.objects.create(plan=plan, number=2, title_en="S", activity_count=2)
        Strategy.objects.create(plan=plan, number=3, title_en="T", activity_count=0)
        group = ActivityGroup.objects.create(
            strategy=strategy, number=1, code="2.1", title_en="G", activity_count=2,
            title_confirmed=False,
        )  # fmt: skip
        for number in (1, 2):
            Activity.objects.create(group=group, number=number, code=f"2.1.{number:02}")
    return plan


@pytest.fixture
def send(administrator, plan):
    def send(**cells):
        template = administrator.get(reverse("admin:strategies_activity_template"))
        book = load_workbook(BytesIO(template.content))
        for place, value in cells.items():
            book[SHEET][place] = value
        stream = BytesIO()
        book.save(stream)
        upload = SimpleUploadedFile("titles.xlsx", stream.getvalue())
        return administrator.post(reverse(UPLOAD), {"plan": plan.pk, "workbook": upload})

    return send


def titles():
    with as_secretariat():
        return list(Activity.objects.order_by("code").values_list("title_en", flat=True))


def test_the_first_step_only_shows(send):
    page = send(B2="Hold forums").content.decode()

    assert "1 activity will change. Nothing is stored yet." in " ".join(page.split())
    assert "Hold forums" in page
    assert titles() == ["", ""]


def test_the_second_step_stores_what_was_shown(cast, administrator, send):
    signed = send(B2="Hold forums", D2="yes").context["signed"]

    response = administrator.post(reverse(STORE), {"signed": signed})

    assert response.status_code == 302
    assert titles() == ["Hold forums", ""]
    with as_secretariat():
        event = AuditEvent.objects.get()
        assert (event.action, event.by) == ("titles.imported", cast.administrator)
        assert event.detail["values"] == {
            "2.1.01.title_en": ["", "Hold forums"],
            "2.1.01.confirmed": [False, True],
        }


def test_errors_are_listed_and_nothing_can_be_stored(send):
    response = send(A2="9.9", B3="ចំណងជើង")
    page = response.content.decode()

    assert "2 cells have to be corrected. Nothing was stored." in " ".join(page.split())
    for words in (">A2<", "There is no activity “9.9”.", ">B3<", "This is Khmer."):
        assert words in page
    assert 'name="signed"' not in page


def test_a_file_that_is_no_workbook_is_refused(administrator, plan):
    upload = SimpleUploadedFile("titles.xlsx", b"PK not at all")
    response = administrator.post(reverse(UPLOAD), {"plan": plan.pk, "workbook": upload})

    assert "is not an Excel workbook" in response.content.decode()


def test_a_preview_is_stored_once(administrator, send):
    signed = send(B2="Hold forums").context["signed"]
    administrator.post(reverse(STORE), {"signed": signed})

    response = administrator.post(reverse(STORE), {"signed": signed}, follow=True)

    assert "Somebody changed a title meanwhile" in response.content.decode()


@pytest.mark.parametrize("signed", ["", "made-up", "a:b:c"])
def test_what_was_not_shown_is_not_stored(administrator, plan, signed):
    response = administrator.post(reverse(STORE), {"signed": signed}, follow=True)

    assert "The preview is too old." in response.content.decode()


def test_only_the_administrator_imports(cast, client, plan):
    client.force_login(cast.consolidator)

    for name in (UPLOAD, STORE, "admin:strategies_activity_template"):
        assert client.post(reverse(name)).status_code == 403


def confirm(client, model, action, rows):
    return client.post(
        reverse(f"admin:strategies_{model}_changelist"),
        {"action": action, "_selected_action": rows},
        follow=True,
    )


def test_titles_are_confirmed_where_there_is_one(administrator, plan):
    with as_secretariat():
        Activity.objects.filter(code="2.1.01").update(title_en="Hold forums")
        rows = list(Activity.objects.values_list("pk", flat=True))

    page = confirm(administrator, "activity", "confirm", rows).content.decode()

    assert "1 activity has no title yet and was not confirmed." in page
    with as_secretariat():
        assert Activity.objects.get(confirmed=True).code == "2.1.01"
        assert AuditEvent.objects.get().target.endswith("2.1.01")


def test_the_title_of_a_group_is_confirmed(administrator, plan):
    with as_secretariat():
        group = ActivityGroup.objects.get()
    confirm(administrator, "activitygroup", "confirm_titles", [group.pk])

    with as_secretariat():
        assert ActivityGroup.objects.get().title_confirmed
        assert AuditEvent.objects.count() == 1


def planned(cast, **more):
    with as_secretariat():
        activity = Activity.objects.get(code="2.1.01")
    data = {"organisation_unit": cast.kandal.pk, "activity": activity.pk, "year": 2020}
    return data | {"target": "12", "unit_of_count": "event", "months": [1, 6]} | more


def test_an_action_plan_row_is_added_and_found(cast, administrator, plan):
    add = reverse("admin:reporting_plannedactivity_add")
    assert administrator.post(add, planned(cast)).status_code == 302

    with as_secretariat():
        assert PlannedActivity.objects.get().months == [1, 6]
        assert AuditEvent.objects.get().action == "admin.added"
    rows = reverse("admin:reporting_plannedactivity_changelist")
    for query, found in [
        ({"year": 2020}, True),
        ({"organisation_unit__id__exact": cast.kandal.pk}, True),
        ({"activity__group__strategy__id__exact": 0}, False),
    ]:
        page = administrator.get(rows, query)
        assert page.status_code == 200
        assert ("2.1.01" in page.content.decode()) is found


@pytest.mark.parametrize(
    ("more", "words"),
    [
        ({"year": 2031}, "The plan of this activity runs from 2019 to 2023."),
        ({"unit_of_count": ""}, "Say what the target counts."),
    ],
)
def test_an_action_plan_row_that_cannot_be_is_refused(cast, administrator, plan, more, words):
    page = administrator.post(reverse("admin:reporting_plannedactivity_add"), planned(cast, **more))

    assert words in page.content.decode()


def test_a_row_of_an_approved_plan_is_not_changed_here(cast, administrator, plan):
    add = reverse("admin:reporting_plannedactivity_add")
    assert administrator.post(add, planned(cast)).status_code == 302
    with as_secretariat():
        row = PlannedActivity.objects.get()
    with acting_as(role=DatabaseRole.TENANT, organisation_unit_id=cast.kandal.pk):
        ActionPlan.objects.create(organisation_unit=cast.kandal, year=2020)
        ActionPlan.objects.update(state="approved")
    change = reverse("admin:reporting_plannedactivity_change", args=[row.pk])
    page = administrator.post(change, planned(cast, target="13")).content.decode()
    assert "This plan is approved: the unit opens it to amend it." in page
    delete = reverse("admin:reporting_plannedactivity_delete", args=[row.pk])
    assert administrator.post(delete, {"post": "yes"}).status_code == 403
    with as_secretariat():
        assert PlannedActivity.objects.get().target == 12
