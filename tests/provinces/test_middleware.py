from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.template.response import SimpleTemplateResponse
from django.test import RequestFactory

from provinces.models import Membership, User
from provinces.roles import Permission, Role
from provinces.tenancy import Acting, DatabaseRole, acting_as, current_acting
from provinces.tenancy.middleware import MEMBERSHIP_KEY, TenancyMiddleware, choose_membership

NOBODY = Acting(None, None, None)


def request_of(user, path="/reports/", session=None) -> Any:
    request: Any = RequestFactory().get(path)
    request.user, request.session = user, session or {}
    return request


def asked(request, view=None):
    """What the database believed while the view ran, and the response."""
    seen = []

    def look(request):
        seen.append(current_acting())
        return view(request) if view else HttpResponse("ok")

    response = TenancyMiddleware(look)(request)
    return seen[0], response


def joined(user, unit, role):
    with acting_as(role=DatabaseRole.SECRETARIAT, organisation_unit_id=None):
        return Membership.objects.create(user=user, organisation_unit=unit, role=role)


def test_an_officer_acts_for_the_own_unit(cast):
    request = request_of(cast.officer)
    seen, _ = asked(request)

    assert seen == Acting(DatabaseRole.TENANT, cast.kandal.pk, cast.officer.pk)
    assert request.membership.organisation_unit == cast.kandal
    assert request.permissions >= {Permission.REPORT_ENTER}
    assert Permission.REPORT_SIGN not in request.permissions
    assert current_acting() == NOBODY


def test_a_reviewer_acts_for_the_secretariat(cast):
    seen, _ = asked(request_of(cast.reviewer))

    assert seen == Acting(DatabaseRole.SECRETARIAT, cast.secretariat.pk, cast.reviewer.pk)


def test_two_roles_at_one_unit_are_held_together(cast):
    request = request_of(cast.approver)
    asked(request)

    assert request.permissions >= {Permission.REPORT_ENTER, Permission.REPORT_SIGN}


def test_the_session_chooses_among_ones_own_memberships(cast):
    joined(cast.officer, cast.takeo, Role.FOCAL_POINT)
    request = request_of(cast.officer)
    asked(request)
    choose_membership(request, request.memberships[1])
    seen, _ = asked(request_of(cast.officer, session=request.session))

    assert seen.organisation_unit_id == cast.takeo.pk


def test_a_membership_of_somebody_else_is_not_taken_from_the_session(cast):
    theirs = Membership.objects.get(user=cast.reviewer)
    request = request_of(cast.officer, session={MEMBERSHIP_KEY: theirs.pk})
    seen, _ = asked(request)

    assert seen.organisation_unit_id == cast.kandal.pk
    with pytest.raises(PermissionDenied):
        choose_membership(request, theirs)


@pytest.mark.django_db
@pytest.mark.parametrize("user", [AnonymousUser(), User(pk=0, username="belongs nowhere")])
def test_who_belongs_nowhere_stays_the_login_role(user):
    request = request_of(user)
    seen, _ = asked(request)

    assert seen == NOBODY
    assert request.membership is None
    assert request.permissions == frozenset()


@pytest.mark.parametrize("path", ["/accounts/password/change/", "/accounts/2fa/"])
def test_account_pages_stay_with_the_login_role(cast, path):
    request = request_of(cast.officer, path)
    seen, _ = asked(request)

    assert seen == NOBODY
    assert request.membership is None


def test_a_late_template_is_rendered_inside(cast):
    class Late(SimpleTemplateResponse):
        @property
        def rendered_content(self):
            return str(current_acting().organisation_unit_id)

    _, response = asked(request_of(cast.officer), lambda request: Late("any.html"))

    assert response.content == str(cast.kandal.pk).encode()


@pytest.mark.parametrize(("status", "kept"), [(200, True), (403, True), (500, False)])
def test_a_server_error_undoes_what_was_written(cast, status, kept):
    def view(request):
        User.objects.filter(pk=request.user.pk).update(language="km")
        return HttpResponse(status=status)

    asked(request_of(cast.officer), view)

    cast.officer.refresh_from_db()
    assert (cast.officer.language == "km") is kept


def test_finding_out_who_acts_costs_one_query(cast, django_assert_num_queries):
    joined(cast.officer, cast.takeo, Role.FOCAL_POINT)
    with django_assert_num_queries(5):  # memberships; savepoint, enter, release, restore
        TenancyMiddleware(lambda request: HttpResponse())(request_of(cast.officer))
