"""Each signed-in request runs inside acting_as, as the unit and role of its membership."""

from collections.abc import Callable, Iterable
from copy import copy
from typing import cast

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet
from django.http import HttpRequest, HttpResponseBase
from django.urls import Resolver404, resolve
from django.utils.translation import gettext as _

from provinces.models import Membership, OrganisationUnit, UnitClosure
from provinces.roles import DatabaseRole, led_group_of, permissions_of
from provinces.tenancy.context import acting_as
from provinces.tenancy.requests import PortalRequest

MEMBERSHIP_KEY = "membership_id"
PLACE_KEY = "place_id"  # a unit below without people of its own
# allauth's pages write passwords and second factors: they stay with the login role.
ACCOUNT_PAGES = ("account_", "mfa_", "socialaccount_", "usersessions_")


class TenancyMiddleware:
    """After AuthenticationMiddleware. Streaming responses are read outside: serve files."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, plain_request: HttpRequest) -> HttpResponseBase:
        request = cast(PortalRequest, plain_request)
        request.membership, request.memberships = None, []
        request.permissions = frozenset()
        if _is_account_page(request) or not request.user.is_authenticated:
            return self.get_response(request)
        # Everything that decides who acts is read before acting.
        request.memberships = memberships_of(request.user.pk)
        membership = _chosen(request.memberships, request.session.get(MEMBERSHIP_KEY))
        if membership is None:
            return self.get_response(request)
        request.membership = membership
        request.permissions = permissions_of(
            held.role for held in _held_together(request.memberships, membership)
        )
        place = place_of(membership, request.session.get(PLACE_KEY))
        if place is not None:
            request.membership = membership = _standing_in(membership, place)
        with acting_as(
            role=membership.database_role,
            organisation_unit_id=membership.organisation_unit_id,
            user_id=request.user.pk,
            led_group=led_group_of(membership.organisation_unit.code, request.permissions),
        ):
            response = self.get_response(request)
            render = getattr(response, "render", None)
            if render is not None and not getattr(response, "is_rendered", True):
                response = render()  # a lazy queryset would find no rows outside
            if response.status_code >= 500:
                transaction.set_rollback(True)
        return response


def memberships_of(user_id: int) -> list[Membership]:
    """Oldest first, with their units; one query."""
    return list(
        Membership.objects.filter(user_id=user_id)
        .select_related("organisation_unit__parent")
        .order_by("pk")
    )


def choose_membership(request: PortalRequest, membership: Membership) -> None:
    """From the next request on, this person acts with that membership of theirs."""
    if membership not in request.memberships:
        raise PermissionDenied(_("You can only act for an organisation that you belong to."))
    request.session[MEMBERSHIP_KEY] = membership.pk
    request.session.pop(PLACE_KEY, None)


def choose_place(request: PortalRequest, place: OrganisationUnit) -> None:
    """From the next request on, this person acts for a unit below theirs that has no people of its
    own."""
    own = next((held for held in request.memberships if held == request.membership), None)
    if own is None or place_of(own, place.pk) is None:
        raise PermissionDenied(
            _(
                "You can act for a unit below yours while it has no accounts, and no unit between "
                "yours and it has any."
            )
        )
    request.session[PLACE_KEY] = place.pk


def place_of(membership: Membership, place_id: object) -> OrganisationUnit | None:
    """The unit, while this membership may stand in for it; no query where none is chosen."""
    if not isinstance(place_id, int) or membership.database_role is not DatabaseRole.TENANT:
        return None
    found = units_without_people(membership.organisation_unit_id).filter(pk=place_id)
    return found.select_related("parent").first()


def units_without_people(unit_id: int) -> QuerySet[OrganisationUnit]:
    """The units below this one where nobody has an account, and to which no unit with accounts is
    nearer."""
    nearer = UnitClosure.objects.filter(
        descendant=OuterRef("descendant"),
        depth__lt=OuterRef("depth"),
        ancestor__memberships__user__is_active=True,
    )
    lines = UnitClosure.objects.filter(~Exists(nearer), ancestor_id=unit_id, depth__gt=0)
    return OrganisationUnit.objects.filter(pk__in=lines.values("descendant"))


def _standing_in(membership: Membership, place: OrganisationUnit) -> Membership:
    """The same roles, at the place; it is never stored."""
    found = copy(membership)
    found.organisation_unit = place
    return found


def _chosen(memberships: list[Membership], chosen_id: object) -> Membership | None:
    chosen = [membership for membership in memberships if membership.pk == chosen_id]
    return next(iter(chosen or memberships), None)


def _held_together(memberships: Iterable[Membership], active: Membership) -> list[Membership]:
    """The roles held at the same unit, as far as the same database role carries them."""
    return [
        membership
        for membership in memberships
        if membership.organisation_unit_id == active.organisation_unit_id
        and membership.database_role is active.database_role
    ]


def _is_account_page(request: HttpRequest) -> bool:
    try:
        match = resolve(request.path_info)
    except Resolver404:
        return False
    return (match.url_name or "").startswith(ACCOUNT_PAGES)
