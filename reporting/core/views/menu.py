"""The pages that stand in the menu, and whom they are for: one row a page."""

from dataclasses import dataclass

from django.urls import NoReverseMatch, reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from provinces.roles import Permission


class Page:
    """A page of the menu and the permissions of which one is enough; none: for everybody. `above`:
    only for the people of a unit to which others report."""

    def __init__(
        self,
        url_name: str,
        title: str | Promise,
        *any_of: Permission,
        above: bool = False,
    ) -> None:
        self.url_name, self.title, self.any_of, self.above = url_name, title, any_of, above


@dataclass(frozen=True)
class MenuItem:
    url: str
    title: str | Promise
    is_here: bool


PAGES = (
    Page("reporting:home", _("Home")),
    Page("reporting:reports", _("Reports"), Permission.REPORT_VIEW),
    Page("reporting:review_inbox", _("Review"), Permission.REPORT_REVIEW),
    Page(
        "reporting:places_inbox",
        _("Units below us"),
        Permission.REPORT_VIEW,
        above=True,
    ),
    Page("reporting:my_sections", _("My sections"), Permission.SECTION_LEAD),
    Page("reporting:calendar_years", _("Calendar"), Permission.REPORT_VIEW),
    Page(
        "reporting:special_reports",
        _("Special reports"),
        Permission.REPORT_ENTER,
        Permission.SPECIAL_OPEN,
    ),
    Page("reporting:situation", _("The situation"), Permission.REPORT_VIEW),
    Page("reporting:monitoring", _("The year"), Permission.REPORT_VIEW),
    Page("reporting:plan", _("The plan"), Permission.REPORT_VIEW),
    Page("reporting:commitments", _("Commitments"), Permission.REPORT_VIEW),
    Page("reporting:feedback", _("Feedback"), Permission.FEEDBACK_KEEP),
    Page("reporting:meetings", _("Meetings"), Permission.REPORT_VIEW),
    Page("reporting:explore", _("Explore"), Permission.REPORT_VIEW),
    Page("reporting:editions", _("Write the report"), Permission.EDITION_READ),
    Page("reporting:annual_years", _("Annual report"), Permission.ANNUAL_VIEW),
    Page("reporting:evaluations", _("Evaluations"), Permission.ANNUAL_VIEW),
    Page("reporting:provincial", _("Provinces"), Permission.EDITION_WRITE),
    Page("reporting:discrepancy_years", _("Discrepancies"), Permission.DISCREPANCY_VIEW),
    Page("reporting:consolidations", _("Consolidation"), Permission.CONSOLIDATION_RUN),
    Page("reporting:downloads", _("Downloads"), Permission.DOWNLOAD),
    Page("reporting:committees", _("Committees"), Permission.REPORT_VIEW),
    Page("reporting:observers", _("Observers"), Permission.OBSERVERS_MANAGE),
    Page("reporting:people", _("People"), Permission.PEOPLE_MANAGE),
    Page("reporting:units", _("Units"), Permission.PEOPLE_MANAGE),
    Page("reporting:labels", _("Labels"), Permission.CATALOGUE_MANAGE),
    Page(
        "admin:index",
        _("Administration"),
        Permission.PEOPLE_MANAGE,
        Permission.CATALOGUE_MANAGE,
        Permission.AUDIT_VIEW,
    ),
)


def menu(permissions: frozenset[Permission], path: str, *, above: bool = False) -> list[MenuItem]:
    """What this person may open, in order; a page that the portal does not have is left out."""
    items = []
    for page in PAGES:
        if page.any_of and permissions.isdisjoint(page.any_of):
            continue
        if page.above and not above:
            continue
        try:
            url = reverse(page.url_name)
        except NoReverseMatch:
            continue
        items.append(MenuItem(url, page.title, _is_here(url, path)))
    return items


def _is_here(url: str, path: str) -> bool:
    return path == url if url == "/" else path.startswith(url)
