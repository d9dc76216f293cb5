"""Every number of an edition's sentences: linked to a figure, kept with a reason, typed by hand, or
referring to a figure that does not exist."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import Literal

from django.utils.translation import gettext as _
from django.utils.translation import override

from reporting.core.queries.editions import figures_of
from reporting.document.sentences.figures_in_text import NO_FIGURE, Setter
from reporting.document.sentences.markup import Kept, MarkupError, Quoted
from reporting.document.sentences.row_texts import NumberPlace, places, stored_texts
from reporting.document.value import Quote
from reporting.editions.composing.queries.material import Material
from reporting.editions.reading.queries.shown_passages import material_of, row_texts
from reporting.editions.writing.queries.figure_index import setter_of, tongue
from reporting.editions.writing.queries.section_workspace import TEXT_KINDS
from reporting.kernel.messages import in_words
from reporting.models import Edition, Passage, PassageKind, PassageVersion
from strategies.models import Section
from strategies.models.labels import dated

RowKind = Literal["linked", "kept", "typed", "missing", "aside"]
COUNTED: tuple[RowKind, ...] = ("linked", "kept", "typed", "missing")
AROUND = 60  # characters of the sentence on either side


@dataclass(frozen=True)
class NumberRow:
    """`shown` as it is read in its sentence, between `before` and `after`.

    `reference` is what is stored between the braces, `trace` the address of a single figure.
    `nth`: which of the passage's numbers typed by hand it is, from 0; -1 of all others. `reason`:
    why it was kept (`by` whom), why it counts nothing (`aside`: a date, a law), or what is wrong
    with a reference. `unit`: whose row it is, where it stands among the rows of a table.
    """

    section: str
    passage: int
    version: int
    kind: RowKind
    shown: str
    before: str = ""
    after: str = ""
    reference: str = ""
    form: str = ""
    trace: str = ""
    base: str = ""
    reason: str = ""
    by: str = ""
    nth: int = -1
    value: Decimal | None = None
    quoted: Quoted | None = None
    unit: str = ""

    @property
    def sentence(self) -> str:
        return f"{self.before}{self.shown}{self.after}"


@dataclass(frozen=True)
class Tally:
    """How many numbers of each kind. What counts nothing is in none of the sums."""

    linked: int = 0
    kept: int = 0
    typed: int = 0
    missing: int = 0

    @property
    def all(self) -> int:
        return self.linked + self.kept + self.typed + self.missing

    @property
    def share(self) -> float:
        """Of the numbers, how many are linked: from 0 to 1; 1 where there are no numbers."""
        return self.linked / self.all if self.all else 1.0


@dataclass(frozen=True)
class SectionNumbers:
    code: str
    number: str
    title: str
    rows: Sequence[NumberRow]

    @property
    def tally(self) -> Tally:
        return tally_of(self.rows)


@dataclass(frozen=True)
class EditionNumbers:
    """In the order of the report."""

    sections: Sequence[SectionNumbers]

    @property
    def rows(self) -> list[NumberRow]:
        return [row for section in self.sections for row in section.rows]

    @cached_property
    def tally(self) -> Tally:
        return tally_of(self.rows)

    @property
    def linked(self) -> int:
        return self.tally.linked

    @property
    def kept(self) -> int:
        return self.tally.kept

    @property
    def typed(self) -> int:
        return self.tally.typed

    @property
    def missing(self) -> int:
        return self.tally.missing

    @property
    def share(self) -> float:
        return self.tally.share


def tally_of(rows: Iterable[NumberRow]) -> Tally:
    counts = Counter(row.kind for row in rows)
    return Tally(**{kind: counts[kind] for kind in COUNTED})


def numbers_of(edition: Edition, language: str, section: str = "") -> EditionNumbers:
    """Of one section, or of all that have text. The number of queries is always the same."""
    consolidation = figures_of(edition)
    rows = edition.passages.filter(removed=False, kind__in=(*TEXT_KINDS, PassageKind.TABLE))
    if section:
        rows = rows.filter(section=section)
    passages = list(rows.order_by("position", "pk"))
    with override(language):
        setter = setter_of(consolidation, language) if consolidation else _no_figures(language)
        found: dict[str, list[NumberRow]] = {}
        keepers = _keepers(passages, language)
        material = material_of(consolidation, language)
        for passage in passages:
            made = _rows(passage, setter, keepers, material)
            if made or passage.kind in TEXT_KINDS:
                found.setdefault(passage.section, []).extend(made)
    return EditionNumbers(_sections(edition, found, language))


def _no_figures(language: str) -> Setter:
    return Setter(lambda _reference: None, "", language, _, tongue)


def _sections(
    edition: Edition, found: Mapping[str, list[NumberRow]], language: str
) -> list[SectionNumbers]:
    rows = Section.objects.filter(code__in=list(found)).order_by("position")
    return [
        SectionNumbers(
            row.code, row.number, dated(row.title_in(language), edition.year), found[row.code]
        )
        for row in rows
    ]


def _rows(
    passage: Passage,
    setter: Setter,
    keepers: Mapping[tuple[int, str], str],
    material: Material | None,
) -> list[NumberRow]:
    """Of a sentence; of a table those in the texts of its rows, counted through."""
    if passage.kind in TEXT_KINDS:
        return _TextNumbers(passage, setter.of(passage.language), keepers, passage.text).rows()
    rows: list[NumberRow] = []
    typed = 0
    for row_text in row_texts(passage, material):
        unit = row_text.key.partition("/")[0]
        reader = _TextNumbers(
            passage, setter.for_text(row_text.of), keepers, row_text.text, typed, unit
        )
        rows += reader.rows()
        typed = reader.typed
    return rows


@dataclass
class _TextNumbers:
    """The numbers of one text of a passage as rows."""

    passage: Passage
    setter: Setter
    keepers: Mapping[tuple[int, str], str]
    text: str
    typed: int = 0
    unit: str = ""

    @cached_property
    def places(self) -> list[NumberPlace]:
        return places(self.text)

    def rows(self) -> list[NumberRow]:
        return [self.row(at) for at in range(len(self.places))]

    @cached_property
    def shown(self) -> list[tuple[str, str, str]]:
        """Of each number: the words before it, itself, the words after it, as they are read."""
        pieces: list[str] = []
        end = 0
        for place in self.places:
            pieces += [self.text[end : place.start], self._shown(place)]
            end = place.end
        pieces.append(self.text[end:])
        return [
            (_end_of("".join(pieces[:at])), pieces[at], _begin_of("".join(pieces[at + 1 :])))
            for at in range(1, len(pieces), 2)
        ]

    @cached_property
    def quotes(self) -> dict[Quoted, Quote]:
        numbers = (place.number for place in self.places)
        return {found: self.setter.quote(found) for found in numbers if isinstance(found, Quoted)}

    def _shown(self, place: NumberPlace) -> str:
        number = place.number
        if isinstance(number, Quoted):
            return self.quotes[number].text
        return _(NO_FIGURE) if isinstance(number, MarkupError) else number.shown

    def row(self, at: int) -> NumberRow:
        number = self.places[at].number
        before, shown, after = self.shown[at]
        passage = self.passage

        def made(kind: RowKind, **more: object) -> NumberRow:
            return NumberRow(
                passage.section, passage.pk, passage.version, kind, shown, before, after,
                unit=self.unit, **more,  # type: ignore[arg-type]
            )  # fmt: skip

        if isinstance(number, Quoted):
            quote = self.quotes[number]
            return made(
                "linked" if quote.kind == "linked" else "missing",
                reference=quote.expression, form=number.form, trace=quote.trace, base=quote.base,
                value=self.setter.value(number), quoted=number,
            )  # fmt: skip
        if isinstance(number, MarkupError):
            why = in_words(number.template, number.params, _)
            return made("missing", reference=str(number.params["source"]), reason=why)
        if isinstance(number, Kept):
            by = self.keepers.get((passage.pk, str(number)), "")
            return made("kept", reason=number.reason, by=by)
        if not number.is_figure:
            return made("aside", reason=_(number.not_figure))
        self.typed += 1
        return made("typed", value=number.value, nth=self.typed - 1)


def _begin_of(text: str) -> str:
    """At most AROUND characters, cut between words."""
    if len(text) <= AROUND:
        return text
    kept, space, _rest = text[:AROUND].rpartition(" ")
    return f"{kept if space else text[:AROUND]} …"


def _end_of(text: str) -> str:
    if len(text) <= AROUND:
        return text
    _rest, space, kept = text[-AROUND:].partition(" ")
    return f"… {kept if space else text[-AROUND:]}"


def _keepers(passages: Iterable[Passage], language: str) -> dict[tuple[int, str], str]:
    """(passage, kept number as stored) -> who kept it: the author of its first version with it."""
    wanted = [
        passage.pk
        for passage in passages
        if any(map(_keeps, stored_texts(passage.text, passage.spec)))
    ]
    found: dict[tuple[int, str], str] = {}
    versions = PassageVersion.objects.filter(passage__in=wanted).select_related("by")
    for version in versions.order_by("passage_id", "number"):
        texts = stored_texts(version.text, version.spec)
        kept = (place.number for text in texts for place in places(text))
        for number in (kept_number for kept_number in kept if isinstance(kept_number, Kept)):
            found.setdefault((version.passage_id, str(number)), version.by.name_in(language))
    return found


def _keeps(text: str) -> bool:
    return "{{ =" in text or "{{=" in text
