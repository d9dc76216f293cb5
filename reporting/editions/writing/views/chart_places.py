"""Where a chart may stand in its section, and the page that one goes back to."""

from collections.abc import Mapping

from django.urls import NoReverseMatch, reverse
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from reporting.core.queries.editions import period_of
from reporting.document.sentences.figures_in_text import text_of
from reporting.models import Edition
from strategies.models import Table

SHORT = 70


def back_to(edition: Edition, section: str) -> str:
    """The page of the section; of the edition, where the portal has none of the section."""
    place = [period_of(edition).url, edition.number]
    for name, more in (("edition_write", [section]), ("edition", [])):
        try:
            return reverse(f"reporting:{name}", args=[*place, *more])
        except NoReverseMatch:
            continue
    return reverse("reporting:home")


def last_place(edition: Edition, section: str) -> str:
    rows = edition.passages.filter(section=section, removed=False).order_by("-position", "-pk")
    return str(rows.values_list("pk", flat=True).first() or "")


def places(edition: Edition, section: str, tables: Mapping[str, Table]) -> list[tuple[str, str]]:
    """Behind which passage it may stand."""
    found = [("", _("At the beginning of the section"))]
    rows = edition.passages.filter(section=section, removed=False)
    for row in rows.order_by("position", "pk"):
        table = tables.get(str(row.spec.get("table")))
        words = table.title if table else text_of([row.text])
        said = f"{row.get_kind_display()}: {words}" if words else row.get_kind_display()
        found.append((str(row.pk), _("After %(what)s") % {"what": Truncator(said).chars(SHORT)}))
    return found
