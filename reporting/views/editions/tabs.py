"""The pages of an edition, as tabs: one row a page; what the portal does not have is left out."""

from dataclasses import dataclass

from django.urls import NoReverseMatch, reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from provinces.roles import Permission
from reporting.access import Actor
from reporting.models import Edition
from reporting.queries.editions.found import period_of


@dataclass(frozen=True)
class Tab:
    name: str
    title: str | Promise
    url: str
    is_here: bool


PAGES: tuple[tuple[str, str | Promise, Permission], ...] = (
    ("edition", _("Sections"), Permission.EDITION_READ),
    ("edition_numbers", _("Numbers"), Permission.EDITION_READ),
    ("edition_discrepancies", _("Discrepancies"), Permission.DISCREPANCY_VIEW),
    ("edition_comments", _("Comments"), Permission.EDITION_READ),
    ("edition_signatures", _("Signatures"), Permission.EDITION_READ),
    ("edition_compare", _("Compare"), Permission.EDITION_READ),
    ("edition_files", _("Files"), Permission.DOWNLOAD),
)


def tabs(edition: Edition, actor: Actor, here: str) -> list[Tab]:
    """`here`: the name of the page's address, without the namespace."""
    found = []
    for name, title, permission in PAGES:
        if not actor.may(permission):
            continue
        if name == "edition_files" and actor.led_group and not edition.is_published:
            continue
        try:
            url = reverse(f"reporting:{name}", args=[period_of(edition).url, edition.number])
        except NoReverseMatch:
            continue
        found.append(Tab(name, title, url, name == here))
    return found
