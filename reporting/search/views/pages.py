"""The page of answers, and the few that are proposed while somebody types."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from django.http import HttpResponseBase
from django.shortcuts import render
from django.utils.functional import Promise
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from provinces.roles import Permission
from provinces.tenancy.requests import PortalRequest
from reporting.access import Actor
from reporting.core.views.portal import portal_view
from reporting.document.value import SIGNS, FigureState
from reporting.editions.reading.queries.doubted_figures import DoubtedFigures
from reporting.search.queries.answers import answer
from reporting.search.queries.doubts import doubts_of
from reporting.search.queries.found import SearchAnswer
from reporting.search.queries.numbers import FoundNumber
from reporting.search.rules.question import LONGEST
from reporting.search.views.addresses import Addresses, BesideLink

GROUPS: dict[str, str | Promise] = {
    "number": _("Numbers"),
    "table": _("Tables"),
    "section": _("Sections of the report"),
    "unit": _("Units"),
    "report": _("Reports of units"),
    "edition": _("National reports"),
    "indicator": _("Indicators"),
    "group": _("The plan"),
    "commitment": _("Commitments"),
    "meeting": _("Meetings"),
    "feedback": _("Feedback"),
    "person": _("People"),
}
PROPOSED = 6
A_GROUP = 6
EXAMPLES = (
    ("forums kandal 2020 females", "វេទិកាសាធារណៈ កណ្តាល ២០២០ ស្រី"),
    ("victims of trafficking in persons 2020", "អំពើជួញដូរមនុស្ស ជនរងគ្រោះ ២០២០"),
    ("surveillance march 2020", "ឃ្លាំមើល ខែមីនា ឆ្នាំ២០២០"),
    ("border patrols", "ការល្បាតព្រំដែន"),
)
OBSERVERS_EXAMPLES = (("annual report 2020", "របាយការណ៍ប្រចាំឆ្នាំ ២០២០"),)


@dataclass(frozen=True)
class Shown:
    """An answer as it is shown; `count`: what a number counts, "" of other answers."""

    answer: SearchAnswer
    url: str
    beside: list[BesideLink]
    kind: str | Promise
    count: str = ""
    state: FigureState = "sound"

    @property
    def number(self) -> FoundNumber | None:
        return self.answer.number

    @property
    def is_doubted(self) -> bool:
        """Itself: then a sign stands behind it, as in the report."""
        return self.state in SIGNS

    @property
    def contains_doubted(self) -> bool:
        return self.state == "contains_doubted"

    @property
    def is_incomplete(self) -> bool:
        number = self.answer.number
        return number is not None and number.received < number.expected


@dataclass(frozen=True)
class Group:
    kind: str
    title: str | Promise
    shown: list[Shown]


@require_safe
@portal_view(Permission.ANNUAL_VIEW)
def search(request: PortalRequest, actor: Actor) -> HttpResponseBase:
    text = request.GET.get("q", "")[:LONGEST]
    shown = _shown(text, actor)
    lead = shown[0] if shown and shown[0].number else None
    groups = _grouped(shown[1:] if lead else shown)
    examples = EXAMPLES if actor.may(Permission.REPORT_VIEW) else OBSERVERS_EXAMPLES
    context = {
        "page_asked": text,
        "lead": lead,
        "groups": groups,
        "found": sum(len(group.shown) for group in groups) + bool(lead),
        "examples": [km if get_language() == "km" else en for en, km in examples],
    }
    return render(request, "search/search.html", context)


@require_safe
@portal_view(Permission.ANNUAL_VIEW)
def proposals(request: PortalRequest, actor: Actor) -> HttpResponseBase:
    text = request.GET.get("q", "")[:LONGEST]
    context = {"asked": text, "shown": _shown(text, actor)[:PROPOSED]}
    return render(request, "search/parts/proposals.html", context)


def _shown(text: str, actor: Actor) -> list[Shown]:
    """Those that have a page for this person."""
    answers = answer(text, actor, get_language() or "en")
    if not answers.found:
        return []
    addresses = Addresses(answers, actor)
    doubted = _doubted(answers.found, actor)
    found = [
        Shown(
            answer=one,
            url=addresses.of(one),
            beside=addresses.beside(one),
            kind=GROUPS[one.kind],
            count=one.count,
            state=_state(one, doubted),
        )
        for one in answers.found
    ]
    return [one for one in found if one.url]


def _doubted(found: Iterable[SearchAnswer], actor: Actor) -> DoubtedFigures | None:
    """The numbers that answer one question are of one consolidation."""
    number = next((one.number for one in found if one.number), None)
    return doubts_of(number.basis, sees_all=actor.is_national) if number else None


def _state(one: SearchAnswer, doubted: DoubtedFigures | None) -> FigureState:
    if one.number is None or doubted is None:
        return "sound"
    return doubted.of_expression(one.number.reference, one.number.period)


def _grouped(shown: Iterable[Shown]) -> list[Group]:
    """In the order of the best answer of each."""
    kinds: dict[str, list[Shown]] = defaultdict(list)
    for one in shown:
        kinds[one.answer.kind].append(one)
    return [Group(kind, GROUPS[kind], found[:A_GROUP]) for kind, found in kinds.items()]
