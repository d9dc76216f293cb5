"""The evaluation as a document: what was written, the evidence that was drawn, ratings and
recommendations."""

from collections import defaultdict
from collections.abc import Iterator
from functools import cached_property

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import override, pgettext

from provinces.models import User
from reporting.core.queries.document_words import fixed_words
from reporting.core.queries.period_words import joined
from reporting.core.queries.practice_years import is_practice
from reporting.document.sentences.figures_in_text import Setter
from reporting.document.state_heading import state_heading
from reporting.document.value import (
    Block,
    Document,
    Paragraph,
    Quote,
    Row,
    Section,
    Signatory,
    Subheading,
    Table,
)
from reporting.editions.composing.queries.edition_document import (
    TextSetter,
    edition_words,
)
from reporting.editions.composing.queries.numbering import numbered
from reporting.editions.composing.queries.row_words import WordsInLanguage, words_of_edition
from reporting.editions.composing.queries.stated_figures import remarks
from reporting.editions.evaluations.queries.contents import EvaluationContents, RecommendationLine
from reporting.editions.evaluations.queries.evaluation_states import with_states
from reporting.editions.evaluations.queries.evaluation_words import (
    about_words,
    became_words,
    words_table,
)
from reporting.editions.evaluations.queries.evaluations import title_of, years_words
from reporting.editions.evaluations.queries.years import EvidenceYear, YearFigures, evidence_years
from reporting.editions.evaluations.rules.template import Part
from reporting.editions.publishing.queries.signatures import ROLE_WORDS, valid_rows
from reporting.editions.writing.queries.figure_index import tongue
from reporting.models import Edition, EvaluationRating, Passage, SignOff


def build_evaluation(edition: Edition, language: str) -> Document:
    with override(language):
        return _EvaluationMaker(edition, language).document()


def texts_of(edition: Edition, language: str, years: list[EvidenceYear]) -> TextSetter:
    """Sets the sentences of an evaluation, in the language of the moment: a figure names its year,
    else it is that of the evaluation."""
    figures = YearFigures(years)
    setter = Setter(figures.look_up, str(edition.year), language, _, tongue)
    return TextSetter(setter, words_of_edition(edition, language))


def missing_figures(edition: Edition) -> int:
    """How many figures are named in its sentences that are stored nowhere."""
    texts = texts_of(edition, "en", evidence_years(edition))
    rows = edition.passages.filter(removed=False, text__contains="{{")
    runs = (run for row in rows for run in texts.setter.runs(row.text))
    return sum(isinstance(run, Quote) and run.kind == "missing" for run in runs)


class _EvaluationMaker:
    def __init__(self, edition: Edition, language: str) -> None:
        self.edition, self.language = edition, language
        self.contents = EvaluationContents(edition, language)
        self.template = self.contents.template
        self.years = evidence_years(edition)
        self.texts = texts_of(edition, language, self.years)
        self.words = self.texts.words or WordsInLanguage(language)

    def document(self) -> Document:
        made = list(numbered([*self._sections()]))
        sections = with_states(made, self.years, self.edition.year)
        return Document(
            title=title_of(self.edition, self.language),
            subtitle=years_words(self.edition),
            publisher=(
                *state_heading(self.language),
                _("National Committee for Counter Trafficking"),
            ),
            year=self.edition.year,
            language="km" if self.language == "km" else "en",
            dated=(self.edition.published_at or self.edition.begun_at).isoformat(),
            edition=edition_words(self.edition),
            sections=sections,
            remarks=remarks(sections),
            words={**fixed_words(), **about_words()},
            practice=is_practice(self.edition.year),
            signatories=self._signatories(),
        )

    def _sections(self) -> Iterator[Section]:
        number = 1
        yield self._opening(str(number))
        for criterion in self.template.criteria:
            number += 1
            yield self._criterion(criterion, str(number))
        overview = _("The ratings at a glance")
        yield Section("ratings", str(number + 1), overview, 1, (self._overview(),))
        closing = self.template.closing
        title = closing.title.said_in(self.language)
        yield Section(closing.code, str(number + 2), title, 1, tuple(self._written(closing)))
        recommended = _("Recommendations")
        yield Section(
            "recommendations", str(number + 3), recommended, 1, tuple(self._recommendations())
        )

    @cached_property
    def _passages(self) -> dict[str, list[Passage]]:
        found: dict[str, list[Passage]] = defaultdict(list)
        for row in self.edition.passages.filter(removed=False).order_by("position", "pk"):
            found[row.section].append(row)
        return found

    def _written(self, part: Part) -> Iterator[Block]:
        rows = self._passages[part.code]
        yield from (self.texts.written(row) for row in rows)
        if not rows:
            yield Paragraph(_("Nothing is written here yet."))

    def _opening(self, number: str) -> Section:
        opening = self.template.opening
        blocks: list[Block] = [*self._written(opening)]
        blocks.append(Subheading(_("Who evaluates")))
        blocks.append(self._evaluators())
        blocks.append(Subheading(_("How it is rated")))
        blocks.append(self._scale())
        blocks.append(Subheading(_("From which years the evidence is")))
        blocks.append(self._years())
        return Section(opening.code, number, opening.title.said_in(self.language), 1, tuple(blocks))

    def _evaluators(self) -> Block:
        if not self.contents.evaluators:
            return Paragraph(_("Nobody is named yet."))
        rows = [
            Row(
                (
                    row.name_in(self.language),
                    row.function,
                    row.organisation,
                    _("from outside") if row.is_outside else _("of the Committee"),
                    _("%(first)s to %(last)s")
                    % {"first": date_format(row.first_day), "last": date_format(row.last_day)},
                )
            )
            for row in self.contents.evaluators
        ]
        heads = (_("Name"), _("Function"), _("Organisation"), _("In or outside"), _("Term"))
        return words_table("evaluators", _("Evaluators"), heads, rows, (2.4, 2.4, 2.8, 1.6, 2.6))

    def _scale(self) -> Table:
        rows = [
            Row((step.title.said_in(self.language), step.meaning.said_in(self.language)))
            for step in self.template.steps
        ]
        return words_table(
            "scale", _("What the ratings mean"), (_("Rating"), _("Meaning")), rows, (1.8, 7)
        )

    def _years(self) -> Table:
        rows = [Row((str(year.year), year.words)) for year in self.years]
        evidence = self.contents.evidence
        notes: tuple[str, ...] = ()
        if evidence is not None:
            day = date_format(timezone.localtime(evidence.drawn_at), "DATETIME_FORMAT")
            notes = (_("The evidence was drawn on %(day)s.") % {"day": day},)
        caption = _("The years of the plan")
        heads = (_("Year"), _("What there is"))
        return words_table("years", caption, heads, rows, (1, 7.8), notes)

    def _criterion(self, criterion: Part, number: str) -> Section:
        blocks: list[Block] = [Paragraph(criterion.guidance.said_in(self.language))]
        evidence = self.contents.evidence_of(criterion.code)
        blocks.append(Subheading(_("Evidence")))
        blocks += evidence or [Paragraph(_("The evidence has not been drawn yet."))]
        blocks.append(Subheading(_("Assessment")))
        blocks += self._written(criterion)
        blocks.append(Subheading(_("Ratings")))
        blocks.append(self._ratings(criterion))
        title = criterion.title.said_in(self.language)
        return Section(criterion.code, number, title, 1, tuple(blocks))

    def _ratings(self, criterion: Part) -> Block:
        found = self.contents.ratings(criterion.code)
        if not found:
            return Paragraph(_("Nobody has rated this yet."))
        rows = [
            Row(
                (
                    row.evaluator.name_in(self.language),
                    self._step(row),
                    self._reason(row),
                    date_format(row.day),
                )
            )
            for row in found
        ]
        heads = (_("Evaluator"), _("Rating"), _("Reason"), _("Given on"))
        caption = _("Ratings: %(criterion)s") % {
            "criterion": criterion.title.said_in(self.language)
        }
        name = f"ratings-{criterion.code}"
        return words_table(name, caption, heads, rows, (2.2, 1.6, 6, 1.6))

    def _step(self, row: EvaluationRating) -> str:
        step = self.template.step(row.step)
        return step.title.said_in(self.language) if step else str(row.step)

    def _reason(self, row: EvaluationRating) -> str:
        said = self.words.of(row.reason)
        if said == row.reason and row.language != self.language:
            return f"{said} [{fixed_words()['not_translated']}]"
        return said

    def _overview(self) -> Table:
        """Who says what, and no mean of it."""
        rows = []
        for criterion in self.template.criteria:
            by_step = defaultdict(list)
            for row in self.contents.ratings(criterion.code):
                by_step[row.step].append(row.evaluator.name_in(self.language))
            names = (joined(by_step[step.step]) for step in self.template.steps)
            rows.append(Row((criterion.title.said_in(self.language), *names)))
        heads = (
            _("Criterion"),
            *(step.title.said_in(self.language) for step in self.template.steps),
        )
        notes = (
            _("Each name stands under the rating that this evaluator gave; none is averaged."),
        )
        widths = (2.2, *[1.8] * len(self.template.steps))
        return words_table("ratings", _("Who rates what how"), heads, rows, widths, notes)

    def _recommendations(self) -> Iterator[Block]:
        found = self.contents.recommendations
        if not found:
            yield Paragraph(_("Nothing is recommended yet."))
            return
        heads = (
            pgettext("by which one calls it", "Number"),
            _("Recommendation"), _("Criterion"), _("Who answers"), _("By when"),
            _("What became of it"),
        )  # fmt: skip
        rows = [self._recommendation(line) for line in found]
        yield words_table(
            "recommendations", _("Recommendations and what became of them"), heads, rows,
            (0.8, 4.2, 1.7, 2.3, 1.5, 2.6),
        )  # fmt: skip

    def _recommendation(self, line: RecommendationLine) -> Row:
        row = line.recommendation
        criterion = self.template.criterion(row.criterion)
        return Row(
            (
                str(row.position),
                row.text_in(self.language),
                criterion.title.said_in(self.language) if criterion else row.criterion,
                joined(line.units),
                date_format(row.due),
                became_words(line),
            )
        )

    def _signatories(self) -> tuple[Signatory, ...]:
        """Of a published one, the Secretary General, who publishes, last."""
        edition = self.edition
        if edition.published_at is None or edition.published_by is None:
            return ()
        last = {
            row.role: row
            for row in valid_rows(edition)
            if row.role != SignOff.Role.SECRETARY_GENERAL and row.digest == edition.text_digest
        }
        found = [
            self._signatory(row.role, row.by, date_format(timezone.localtime(row.at)))
            for row in last.values()
        ]
        day = date_format(timezone.localtime(edition.published_at))
        role = SignOff.Role.SECRETARY_GENERAL
        return (*found, self._signatory(role, edition.published_by, day))

    def _signatory(self, role: str, person: User, day: str) -> Signatory:
        return Signatory(str(ROLE_WORDS[role]), person.name_in(self.language), day)
