"""What an edition prints of its discrepancies: the words of a footnote, the lines of the annex."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from django.utils.translation import get_language, gettext, gettext_noop

from reporting.core.queries.spoken_labels import spoken, spoken_with
from reporting.document.sentences.language import language_of
from reporting.document.value import Discrepancy as Listed
from reporting.editions.composing.queries.footnote_marks import Footnote, addresses_of
from reporting.editions.discrepancies.queries.folding import explained_with_root, roots_among
from reporting.editions.discrepancies.queries.resolutions import (
    HIGH,
    discrepancies_of,
    explanation_holds,
    found_of,
    histories,
)
from reporting.editions.discrepancies.rules import (
    FOOTNOTE_TEMPLATES,
    DiscrepancySnapshot,
    about_print,
)
from reporting.kernel.messages import Translate, in_words
from reporting.models import Consolidation, Discrepancy, Settlement

GRAVITY = ("high", "medium", "low")
NOT_EXPLAINED = gettext_noop("This is not explained yet.")


@dataclass(frozen=True)
class PrintedDiscrepancy:
    """What an edition prints of a discrepancy: `text` in the annex, `note` in a footnote where
    `is_noted`. Explained by somebody, or open: found, and not explained yet."""

    fingerprint: str
    row: Discrepancy
    text: str
    is_open: bool
    is_noted: bool
    language: str = ""

    @property
    def note(self) -> str:
        """In the annex its heading says that it is open."""
        return f"{self.text} {gettext(NOT_EXPLAINED)}" if self.is_open else self.text


def _as_written(words: str) -> str:
    return words


def printed_discrepancies(
    consolidation: Consolidation,
    until: datetime | None = None,
    translated: Callable[[str], str] = _as_written,
) -> list[PrintedDiscrepancy]:
    """All that was found, in the order of the report and in the language of the moment; three
    queries. What somebody wrote stands as `translated` gives it. An explanation says itself whether
    it is a footnote; what is open and grave is one in any case: a reader must not take the figure
    for a sure one."""
    said = histories(consolidation.period_key, until)
    speech = Speech(translated, spoken_with(translated))
    rows = discrepancies_of(consolidation)
    with_root = explained_with_root(rows, said, roots_among(consolidation, rows)) if said else set()
    found = [
        _of_consequence(mark, row, speech)
        if mark in with_root
        else _printed_discrepancy(mark, row, said[mark][-1] if mark in said else None, speech)
        for mark, row in rows.items()
    ]
    return sorted(found, key=lambda printed: printed.row.line or 0)


@dataclass(frozen=True)
class Speech:
    """How a note is put into the language of the moment: what somebody wrote, and names."""

    written: Callable[[str], str] = _as_written
    names: Translate = spoken


def _printed_discrepancy(
    mark: str, row: Discrepancy, said: Settlement | None, speech: Speech
) -> PrintedDiscrepancy:
    if said is not None and explanation_holds(row, said):
        own = speech.written(written_note(row, said))
        whole = own if _is_whole(said) else ""
        text = whole or neutral_words(found_of(row), own, speech.names)
        language = language_of(own) if _is_whole(said) else ""
        other = "" if language == get_language() else language
        return PrintedDiscrepancy(
            mark, row, text, is_open=False, is_noted=said.footnote, language=other
        )
    text = neutral_words(found_of(row), "", speech.names)
    return PrintedDiscrepancy(mark, row, text, is_open=True, is_noted=row.severity == HIGH)


def _of_consequence(mark: str, row: Discrepancy, speech: Speech) -> PrintedDiscrepancy:
    """The note at its root tells of it."""
    text = neutral_words(found_of(row), "", speech.names)
    return PrintedDiscrepancy(mark, row, text, is_open=False, is_noted=False)


def written_note(row: Discrepancy, said: Settlement) -> str:
    """What somebody wrote and the edition prints: the words of the footnote, else the explanation
    behind the finding; "" where it prints neither."""
    if not said.footnote:
        return ""
    own = DiscrepancySnapshot.from_json(said.found).note
    found = found_of(row)
    return own or ("" if about_print(found.kind, found.line) else said.text)


def _is_whole(said: Settlement) -> bool:
    """Whether what was written is all of the footnote."""
    return bool(DiscrepancySnapshot.from_json(said.found).note)


def written_notes(
    consolidation: Consolidation, until: datetime | None = None
) -> list[tuple[str, str]]:
    """Section and words of each note that somebody wrote, as it is printed; two queries."""
    said = histories(consolidation.period_key, until)
    found = [
        (row.section, written_note(row, said[mark][-1]))
        for mark, row in discrepancies_of(consolidation).items()
        if mark in said and explanation_holds(row, said[mark][-1])
    ]
    return [(section, words) for section, words in found if words]


def open_words(found: DiscrepancySnapshot) -> str:
    """What is printed of what nobody has explained yet."""
    return f"{neutral_words(found, '')} {gettext(NOT_EXPLAINED)}"


def doubts(every: Iterable[PrintedDiscrepancy], period: str) -> dict[str, list[str]]:
    """Address of a figure -> what is said of it that is grave and not explained."""
    found: dict[str, list[str]] = defaultdict(list)
    for printed in every:
        if printed.is_open and printed.is_noted:
            for cell in printed.row.cells:
                for address in addresses_of(cell, period):
                    found[address].append(printed.note)
    return dict(found)


def footnotes(consolidation: Consolidation, until: datetime | None = None) -> list[Footnote]:
    """What is printed under the sections of an edition, with a mark at the figure."""
    return notes_among(printed_discrepancies(consolidation, until))


def notes_among(every: Iterable[PrintedDiscrepancy]) -> list[Footnote]:
    return [_footnote(printed) for printed in every if printed.is_noted]


def _footnote(printed: PrintedDiscrepancy) -> Footnote:
    row = printed.row
    return Footnote(
        section=row.section,
        kind=row.kind,
        text=printed.note,
        severity=row.severity if printed.is_open else "info",  # type: ignore[arg-type]
        cells=tuple(row.cells),
        printed=row.printed,
        computed=row.computed,
        fingerprint=printed.fingerprint,
        is_open=printed.is_open,
        language=printed.language,
    )


def listed(every: Iterable[PrintedDiscrepancy], numbers: Mapping[str, int]) -> tuple[Listed, ...]:
    """The annex: what is open first, the grave before the others, then what is explained.
    `numbers`: fingerprint -> number of the note."""
    in_order = sorted(
        every, key=lambda printed: (not printed.is_open, GRAVITY.index(printed.row.severity))
    )
    return tuple(
        Listed(
            section=printed.row.section,
            text=printed.text,
            severity=printed.row.severity,  # type: ignore[arg-type]  # the model's three choices
            is_open=printed.is_open,
            note=numbers.get(printed.fingerprint),
        )
        for printed in in_order
    )


def neutral_words(
    found: DiscrepancySnapshot, explanation: str, translate: Translate = spoken
) -> str:
    """What a footnote says where nobody wrote its words. Of a printed report it says what stood
    there; of what the units gave, the explanation as well."""
    template = FOOTNOTE_TEMPLATES.get(found.template, found.template)
    finding = in_words(template, found.params, translate)
    return finding if about_print(found.kind, found.line) else f"{finding} {explanation}".strip()


def with_values(
    found: DiscrepancySnapshot, values: Mapping[str, str], note: str
) -> DiscrepancySnapshot:
    return replace(found, values=dict(values), note=note)
