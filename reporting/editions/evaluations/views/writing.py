"""A part of an evaluation: its question, the evidence, what is written, the ratings."""

from functools import partial
from typing import Any

from django.contrib import messages
from django.http import HttpResponseBase, QueryDict
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from provinces.roles import Permission
from provinces.spelling import whole_number
from provinces.tenancy.requests import PortalRequest
from reporting.access import Actor, NotHere, Refused, require
from reporting.calendar.queries.owed_reports import today_of
from reporting.core.queries.document_words import fixed_words
from reporting.core.views.document_blocks import block_presenters
from reporting.core.views.portal import portal_view
from reporting.document.value import Document, Section
from reporting.editions.composing.queries.numbering import numbered
from reporting.editions.composing.queries.row_words import WordsInLanguage
from reporting.editions.evaluations.actions import keeping, writing
from reporting.editions.evaluations.forms import PassageForm, RatingForm
from reporting.editions.evaluations.queries.contents import EvaluationContents
from reporting.editions.evaluations.queries.evaluation_document import texts_of
from reporting.editions.evaluations.queries.evaluations import evaluation_at
from reporting.editions.evaluations.queries.unit_words import unit_words
from reporting.editions.evaluations.queries.years import evidence_years
from reporting.editions.evaluations.rules.template import Part
from reporting.editions.evaluations.views.head import head, is_open
from reporting.editions.reading.views.report_pages import may_open
from reporting.editions.writing.actions.passages import take_out
from reporting.models import Edition, EvaluationRating, Passage

UNREADABLE = 422


@require_http_methods(["GET", "POST"])
@portal_view(Permission.EDITION_READ)
def evaluation_part(request: PortalRequest, actor: Actor, key: int, part: str) -> HttpResponseBase:
    edition = evaluation_at(actor, key)
    page = _PartPage(request, actor, edition, part)
    if request.method == "POST":
        require(actor, Permission.EDITION_WRITE)
        return page.posted(request.POST)
    return page.shown()


class _PartPage:
    """`step` of a form says what is done: add, write, remove or rate."""

    def __init__(self, request: PortalRequest, actor: Actor, edition: Edition, code: str) -> None:
        self.request, self.actor, self.edition = request, actor, edition
        self.language = get_language() or "en"
        self.contents = EvaluationContents(edition, self.language)
        found = self.contents.template.part(code)
        if found is None:
            raise NotHere
        self.part: Part = found
        self.texts = texts_of(edition, self.language, evidence_years(edition))
        self.words = self.texts.words or WordsInLanguage(self.language)
        self.is_criterion = self.contents.template.criterion(code) is not None

    def posted(self, posted: QueryDict) -> HttpResponseBase:
        done = {"add": self._add, "write": self._write, "remove": self._remove, "rate": self._rate}
        step = done.get(posted.get("step", ""))
        if step is None:
            raise NotHere
        return step(posted)

    def _done(self, words: str) -> HttpResponseBase:
        messages.success(self.request, words)
        return redirect("reporting:evaluation_part", self.edition.pk, self.part.code)

    def _add(self, posted: QueryDict) -> HttpResponseBase:
        form = PassageForm(posted, prefix="new")
        if form.is_valid():
            try:
                writing.add(
                    by=self.actor, edition=self.edition, part=self.part.code, **form.cleaned_data
                )
            except Refused as refusal:
                form.add_error("text", str(refusal))
            else:
                return self._done(_("The paragraph is added."))
        return self.shown(new=form, status=UNREADABLE)

    def _write(self, posted: QueryDict) -> HttpResponseBase:
        pk = whole_number(posted.get("passage", "")) or 0
        form = PassageForm(posted, prefix=f"p{pk}")
        if form.is_valid():
            try:
                writing.rewrite(
                    by=self.actor,
                    edition=self.edition,
                    passage=pk,
                    seen=whole_number(posted.get("seen", "")) or 0,
                    **form.cleaned_data,
                )
            except Refused as refusal:
                form.add_error("text", str(refusal))
                return self.shown(written=(pk, form), status=refusal.status)
            return self._done(_("The paragraph is saved."))
        return self.shown(written=(pk, form), status=UNREADABLE)

    def _remove(self, posted: QueryDict) -> HttpResponseBase:
        take_out(
            by=self.actor,
            edition=self.edition,
            passage=whole_number(posted.get("passage", "")) or 0,
            seen=whole_number(posted.get("seen", "")) or 0,
        )
        return self._done(_("The paragraph is taken out."))

    def _rate(self, posted: QueryDict) -> HttpResponseBase:
        form = self._rating_form(posted)
        if form.is_valid():
            try:
                keeping.rate(
                    by=self.actor, edition=self.edition, criterion=self.part.code, text=form.text()
                )
            except Refused as refusal:
                form.add_error("reason", str(refusal))
            else:
                return self._done(_("The rating is entered."))
        return self.shown(rating=form, status=UNREADABLE)

    def _rating_form(self, posted: QueryDict | None = None) -> RatingForm:
        return RatingForm(
            posted,
            prefix="rating",
            evaluators=self.contents.evaluators,
            template=self.contents.template,
            language=self.language,
            initial={"day": today_of(self.edition.year)},
        )

    def shown(
        self,
        *,
        new: PassageForm | None = None,
        written: tuple[int, PassageForm] | None = None,
        rating: RatingForm | None = None,
        status: int = 200,
    ) -> HttpResponseBase:
        edition, part = self.edition, self.part
        [section] = numbered([Section(part.code, "", "", 1, self.contents.evidence_of(part.code))])
        parts = self.contents.template.parts
        at = parts.index(part)
        context = {
            **head(edition, self.actor, ""),
            "part": part,
            "title": part.title.said_in(self.language),
            "question": part.guidance.said_in(self.language),
            "is_criterion": self.is_criterion,
            "presenters": list(block_presenters(section.blocks, partial(may_open, self.actor))),
            "document": Document("", "", (), edition.year, "en", "", (), words=fixed_words()),
            "trace_period": str(edition.year),
            "evidence": self.contents.evidence,
            "passages": [self._passage(row, written) for row in self._rows()],
            "new_form": new or PassageForm(prefix="new"),
            "ratings": [self._rating(row) for row in self.contents.ratings(part.code)],
            "replaced": [self._rating(row) for row in self.contents.replaced(part.code)],
            "lacking": [
                row.name_in(self.language) for row in self.contents.lacking.get(part.code, [])
            ],
            "evaluators": self.contents.evaluators,
            "rating_form": rating or self._rating_form(),
            "told": unit_words(edition, part.words, self.language),
            "before": self._named(parts[at - 1]) if at else None,
            "after": self._named(parts[at + 1]) if at + 1 < len(parts) else None,
        }
        template = "editions/evaluations/evaluation_part.html"
        return render(self.request, template, context, status=status)

    def _rows(self) -> list[Passage]:
        rows = self.edition.passages.filter(section=self.part.code, removed=False)
        return list(rows.select_related("changed_by").order_by("position", "pk"))

    def _passage(self, row: Passage, written: tuple[int, PassageForm] | None) -> dict[str, Any]:
        """As it is read in this language, with its form, where this person writes; what could not
        be saved stands in the form."""
        shown = block_presenters([self.texts.written(row)], partial(may_open, self.actor))
        form = None
        failed = written is not None and written[0] == row.pk
        if written is not None and failed:
            form = written[1]
        elif is_open(self.edition, self.actor):
            initial = {"kind": row.kind, "text": row.text, "translation": row.translation}
            form = PassageForm(prefix=f"p{row.pk}", initial=initial)
        return {"row": row, "form": form, "failed": failed, "presenters": list(shown)}

    def _rating(self, row: EvaluationRating) -> dict[str, Any]:
        step = self.contents.template.step(row.step)
        return {
            "row": row,
            "reason": self.words.of(row.reason),
            "name": row.evaluator.name_in(self.language),
            "step": step.title.said_in(self.language) if step else row.step,
            "by": row.by.name_in(self.language),
        }

    def _named(self, part: Part) -> tuple[str, str]:
        return part.code, part.title.said_in(self.language)
