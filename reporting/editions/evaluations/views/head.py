"""What stands at the head of every page of an evaluation: its name, state and pages."""

from typing import Any

from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from provinces.roles import Permission
from reporting.access import Actor
from reporting.editions.evaluations.queries.evaluations import title_of, years_words
from reporting.editions.writing.views.edition_access import Tab
from reporting.models import Edition

PAGES = (
    ("evaluation", _("What is missing")),
    ("evaluation_evaluators", _("Evaluators")),
    ("evaluation_recommendations", _("Recommendations")),
    ("evaluation_signatures", _("Signatures")),
    ("evaluation_document", _("The whole evaluation")),
)


def is_open(edition: Edition, actor: Actor) -> bool:
    """Whether this person writes it now."""
    return actor.may(Permission.EDITION_WRITE) and not edition.is_published


def head(edition: Edition, actor: Actor, here: str) -> dict[str, Any]:
    """Who reads only what is published sees the document alone."""
    pages = PAGES if actor.may(Permission.EDITION_READ) else ()
    return {
        "edition": edition,
        "year": edition.year,
        "evaluation_title": title_of(edition, get_language() or "en"),
        "evaluation_years": years_words(edition),
        "tabs": [
            Tab(name, title, reverse(f"reporting:{name}", args=[edition.pk]), name == here)
            for name, title in pages
        ],
        "may_write": is_open(edition, actor),
    }
