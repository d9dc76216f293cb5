"""The page of the Khmer labels: all of them, corrected and confirmed in place."""

from collections.abc import Sequence
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any

from django.contrib import messages
from django.http import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from provinces.roles import Permission
from provinces.tenancy.requests import PortalRequest
from reporting.access import Actor
from reporting.catalogue.actions.khmer_labels import Done, LabelsOvertaken, store_labels
from reporting.catalogue.forms.khmer_labels import (
    KINDS,
    LabelFilter,
    PostedLabel,
    PostedLabels,
    read_labels,
)
from reporting.catalogue.queries.khmer_labels import MISSING, Label, khmer_labels, tally
from reporting.catalogue.queries.label_fields import CONFIRMED, PROPOSED, SOURCE
from reporting.core.views.portal import paged, portal_view

A_PAGE = 40
MOST_PLACES = 3
PAGE = "catalogue/labels.html"


@dataclass(frozen=True)
class LabelLine:
    """A label on the page: as it stands, or as it was typed and could not be stored."""

    label: Label
    kind: str | Promise
    khmer: str
    confirmed: bool
    error: str = ""

    @property
    def places(self) -> Sequence[str]:
        return self.label.places[:MOST_PLACES]

    @property
    def more_places(self) -> int:
        return max(len(self.label.places) - MOST_PLACES, 0)

    @property
    def rows(self) -> int:
        """Of the field: enough for the text at some thirty letters a line."""
        return min(2 + len(self.khmer or self.label.english) // 45, 12)


@require_http_methods(["GET", "POST"])
@portal_view(Permission.CATALOGUE_MANAGE)
def label_list(request: PortalRequest, actor: Actor) -> HttpResponseBase:
    posted = PostedLabels()
    if request.method == "POST":
        posted = read_labels(request.POST, khmer_labels())
        if not posted.errors and not posted.overtaken:
            try:
                say_done(request, store_labels(by=actor, wanted=posted.wanted))
            except LabelsOvertaken:
                posted.overtaken = [*posted.typed.values()]
            else:
                return redirect(request.get_full_path())
    labels = khmer_labels()
    form = LabelFilter(request.GET)
    criteria = form.wanted()
    found = [label for label in labels if criteria.fits(label)]
    page, query = paged(request.GET, found, A_PAGE)
    standing = tally(labels)
    context = {
        "form": form,
        "page": page,
        "query": query,
        "lines": [_line(label, posted) for label in page.object_list],
        "errors": posted.errors,
        "overtaken": _overtaken(posted.overtaken, labels),
        "open": standing[PROPOSED] + standing[MISSING],
        "tallies": _tallies(standing),
        "is_filtered": any(form.given().values()),
    }
    status = HTTPStatus.CONFLICT if posted.overtaken else HTTPStatus.OK
    return render(request, PAGE, context, status=status)


def say_done(request: PortalRequest, done: Done) -> None:
    """In a sentence each, of what there was."""
    if done.corrected:
        messages.success(request, _("Corrected: %(count)d.") % {"count": done.corrected})
    if done.confirmed:
        messages.success(request, _("Confirmed: %(count)d.") % {"count": done.confirmed})
    if done.reopened:
        messages.success(
            request, _("Not confirmed any more: %(count)d.") % {"count": done.reopened}
        )
    if not (done.corrected or done.confirmed or done.reopened):
        messages.info(request, _("Nothing was changed."))


def _line(label: Label, posted: PostedLabels) -> LabelLine:
    typed = posted.typed.get(label.key)
    return LabelLine(
        label=label,
        kind=KINDS[label.kind],
        khmer=typed.khmer if typed else label.khmer,
        confirmed=typed.confirmed if typed else not label.is_open,
        error=posted.errors.get(label.key, ""),
    )


def _overtaken(
    posted: Sequence[PostedLabel], labels: Sequence[Label]
) -> list[tuple[PostedLabel, list[str]]]:
    """Each with the Khmer that stands there now."""
    return [
        (one, [label.khmer for label in labels if label.english == one.english]) for one in posted
    ]


def _tallies(standing: Any) -> list[tuple[str, str, int]]:
    """What to filter by, in words, and how many there are."""
    words = {
        PROPOSED: _("proposed"),
        MISSING: _("without Khmer"),
        CONFIRMED: _("confirmed"),
        SOURCE: _("from an official text"),
    }
    return [(name, word, standing[name]) for name, word in words.items()]
