"""What an evaluation still lacks, in the order in which it is made, and what stands in the way of
its publication."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from reporting.core.queries.period_words import joined
from reporting.document.sentences.pairs import state_of
from reporting.editions.evaluations.queries.contents import EvaluationContents
from reporting.editions.evaluations.queries.years import Basis, EvidenceYear, evidence_years
from reporting.editions.evaluations.rules.template import Part
from reporting.models import Edition, Passage


@dataclass(frozen=True)
class CheckLine:
    """`page`: where it is done; `part`: which part, of a page that is of one."""

    words: str
    page: str
    part: str = ""
    is_done: bool = field(default=False, kw_only=True)


class Checklist:
    """In the language of the moment; a fixed number of queries."""

    def __init__(self, edition: Edition, contents: EvaluationContents) -> None:
        self.edition, self.contents = edition, contents
        self.passages = list(edition.passages.filter(removed=False))

    @property
    def lines(self) -> list[CheckLine]:
        return [
            self._evaluators(),
            self._evidence(),
            *(self._part(part) for part in self.contents.template.parts),
            self._translated(),
            self._recommendations(),
            self._committed(),
        ]

    def _evaluators(self) -> CheckLine:
        count = len(self.contents.evaluators)
        if not count:
            return CheckLine(_("Enter who evaluates."), "evaluation_evaluators")
        words = ngettext("%(count)d evaluator is named.", "%(count)d evaluators are named.", count)
        return CheckLine(words % {"count": count}, "evaluation_evaluators", is_done=True)

    def _evidence(self) -> CheckLine:
        if self.contents.evidence is None:
            return CheckLine(_("Let the portal draw the evidence."), "evaluation")
        if self.has_moved:
            words = _("Figures were consolidated or published since the evidence was drawn.")
            return CheckLine(words, "evaluation")
        return CheckLine(_("The evidence is drawn."), "evaluation", is_done=True)

    @property
    def has_moved(self) -> bool:
        """Whether the evidence would look other figures up than it did when it was drawn."""
        evidence = self.contents.evidence
        if evidence is None:
            return False
        now = [
            (year.year, str(year.basis), year.run.pk if year.run else None) for year in self.years
        ]
        then = [(row["year"], row["basis"], row["run"]) for row in evidence.years]
        return now != then

    @property
    def years(self) -> list[EvidenceYear]:
        if not hasattr(self, "_years"):
            self._years = evidence_years(self.edition)
        return self._years

    def written(self, part: str) -> list[Passage]:
        return [passage for passage in self.passages if passage.section == part]

    def _part(self, part: Part) -> CheckLine:
        title = part.title.said_in(self.contents.language)
        said = {"part": title}
        lacks = []
        if not self.written(part.code):
            lacks.append(_("nothing is written"))
        evaluators = self.contents.lacking.get(part.code, [])
        if evaluators:
            names = joined(row.name_in(self.contents.language) for row in evaluators)
            lacks.append(_("no rating by %(names)s") % {"names": names})
        if not lacks:
            words = _("%(part)s is complete.") % said
            return CheckLine(words, "evaluation_part", part.code, is_done=True)
        words = _("%(part)s: %(lacks)s.") % {**said, "lacks": joined(lacks)}
        return CheckLine(words, "evaluation_part", part.code)

    @property
    def untranslated(self) -> int:
        return sum(state_of(row) in ("untranslated", "changed") for row in self.passages)

    def _translated(self) -> CheckLine:
        count = self.untranslated
        first = next(
            (row.section for row in self.passages if state_of(row) in ("untranslated", "changed")),
            self.contents.template.opening.code,
        )
        if not self.passages:
            return CheckLine(_("There is no text to translate yet."), "evaluation_part", first)
        if count:
            words = _("Texts that are not translated: %(count)d.")
            return CheckLine(words % {"count": count}, "evaluation_part", first)
        words = _("Every text stands in both languages.")
        return CheckLine(words, "evaluation_part", first, is_done=True)

    def _recommendations(self) -> CheckLine:
        count = len(self.contents.rows)
        if not count:
            words = _("Enter what the evaluators recommend.")
            return CheckLine(words, "evaluation_recommendations")
        words = ngettext(
            "%(count)d recommendation is entered.", "%(count)d recommendations are entered.", count
        )
        return CheckLine(words % {"count": count}, "evaluation_recommendations", is_done=True)

    def _committed(self) -> CheckLine:
        waiting = sum(row.mark not in self.contents.register for row in self.contents.rows)
        if waiting or not self.contents.rows:
            words = _("Recommendations that are no commitment yet: %(count)d.")
            is_done = not waiting and bool(self.contents.rows)
            return CheckLine(
                words % {"count": waiting}, "evaluation_recommendations", is_done=is_done
            )
        words = _("Every recommendation is a commitment.")
        return CheckLine(words, "evaluation_recommendations", is_done=True)

    def obstacles(self) -> Iterator[str]:
        """Why it cannot be published as it is, besides signatures."""
        needed = (self._evaluators(), self._evidence(), self._recommendations())
        parts = [self._part(part) for part in self.contents.template.parts]
        yield from (line.words for line in (*needed, *parts) if not line.is_done)
        open_years = [str(year.year) for year in self.years if year.basis is Basis.CONSOLIDATED]
        if open_years:
            words = _(
                "The annual report of %(years)s is not published yet: until then its figures are "
                "not for everybody."
            )
            yield words % {"years": joined(open_years)}
