from django.http import HttpRequest

from provinces.models import Membership, User
from provinces.roles import Permission


class PortalRequest(HttpRequest):
    """A request behind TenancyMiddleware, as views may annotate it.

    `membership` is the unit and role that the person acts with now; it is None for people
    who are not signed in, belong nowhere, or are on an account page (password, second factor).
    `memberships` are all of theirs; `permissions` what they may do in the present one.
    """

    user: User  # anonymous people have no membership
    membership: Membership | None
    memberships: list[Membership]
    permissions: frozenset[Permission]
