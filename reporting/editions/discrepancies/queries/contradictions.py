"""The sentences of an edition that do not agree with themselves, and what was said of each: a
discrepancy that is found in the words as they read now, and resolved like any other."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from reporting.checks.rules.kinds import KINDS
from reporting.checks.rules.sentences import CONTRADICTS, Contradiction, check_runs
from reporting.consolidation.rules.checks.sentences_and_tables import (
    ColumnNumbers,
    check_beside,
    columns_of,
)
from reporting.core.queries.editions import figures_of, period_of
from reporting.core.queries.spoken_labels import spoken
from reporting.document.value import Block, Bullet, Paragraph, Table
from reporting.editions.discrepancies.queries.resolutions import by_fingerprint, explanation_holds
from reporting.editions.discrepancies.rules import SENTENCE, DiscrepancySnapshot
from reporting.editions.reading.queries.shown_passages import showing
from reporting.kernel.messages import all_in_words, nested
from reporting.models import Consolidation, Discrepancy, Edition, Passage, Settlement

LANGUAGE = "en"  # one reading for everybody: what was said of it holds in every language
QUOTED = 160  # characters of the sentence that are quoted


@dataclass(frozen=True)
class OpenSentence:
    """A sentence that does not agree with itself. `said`: the newest word of it. `before`: what was
    said of it while it read otherwise."""

    fingerprint: str
    row: Discrepancy
    said: Settlement | None = None
    before: tuple[Settlement, ...] = field(default=())

    @property
    def is_open(self) -> bool:
        return not explanation_holds(self.row, self.said)

    @property
    def words(self) -> str:
        """What does not agree: “457 victims, but 130 + 39 + 298 = 467.”"""
        return all_in_words(self.row.params["found"], spoken)

    @property
    def section(self) -> str:
        return self.row.section

    @property
    def passage(self) -> int:
        return int(self.row.params["passage"])


def sentence_rows(
    edition: Edition, section: str = "", figures: Consolidation | None = None
) -> list[Discrepancy]:
    """As rows that are not stored: what is found changes with every word. In the order of the
    sections' passages; three queries, two where the `figures` of the edition are there already."""
    figures = figures or figures_of(edition)
    if figures is None:
        return []
    passages = edition.passages.filter(removed=False).order_by("section", "position", "pk")
    if section:
        passages = passages.filter(section=section)
    at = showing(figures, LANGUAGE)
    by_section: dict[str, list[tuple[Passage, Block]]] = defaultdict(list)
    for passage in passages:
        by_section[passage.section] += [(passage, block) for block in at.blocks(passage)]
    return [
        _row(edition, passage, sentence, found)
        for blocks in by_section.values()
        for passage, sentence, found in _found(blocks)
    ]


def sentences_of(
    edition: Edition, section: str = "", figures: Consolidation | None = None
) -> list[OpenSentence]:
    """With what was said of each; four queries, or three as above."""
    rows = by_fingerprint(sentence_rows(edition, section, figures))
    said = _said(edition, section)
    before: dict[str, list[Settlement]] = defaultdict(list)
    for mark, settlement in said.items():
        if mark not in rows:
            before[DiscrepancySnapshot.from_json(settlement.found).params["passage"]].append(
                settlement
            )
    return [
        OpenSentence(mark, row, said.get(mark), tuple(before.get(row.params["passage"], ())))
        for mark, row in rows.items()
    ]


def open_sentences(edition: Edition) -> list[OpenSentence]:
    """Those that nobody has given a reason for as they read now."""
    return [sentence for sentence in sentences_of(edition) if sentence.is_open]


def by_passage(found: Iterable[OpenSentence]) -> dict[int, list[OpenSentence]]:
    made: dict[int, list[OpenSentence]] = defaultdict(list)
    for sentence in found:
        made[sentence.passage].append(sentence)
    return dict(made)


def _said(edition: Edition, section: str) -> dict[str, Settlement]:
    """Fingerprint -> the newest word of it."""
    rows = Settlement.objects.filter(period_key=edition.period_key, found__kind=SENTENCE)
    if section:
        rows = rows.filter(found__section=section)
    if edition.published_at is not None:
        rows = rows.filter(at__lte=edition.published_at)
    return {row.fingerprint: row for row in rows.select_related("by").order_by("at", "pk")}


def _found(
    blocks: list[tuple[Passage, Block]],
) -> Iterator[tuple[Passage, str, list[Contradiction]]]:
    """Sentence by sentence: one reason is given for all that is wrong in one."""
    columns = columns_of([block for _passage, block in blocks if isinstance(block, Table)])
    for passage, block in blocks:
        if isinstance(block, Paragraph | Bullet):
            wrong: dict[str, list[Contradiction]] = defaultdict(list)
            for contradiction in _contradictions(block, columns):
                wrong[contradiction.sentence].append(contradiction)
            for sentence, found in wrong.items():
                yield passage, sentence, found


def _contradictions(
    block: Paragraph | Bullet, columns: list[ColumnNumbers]
) -> Iterator[Contradiction]:
    yield from check_runs(block.runs, block.text)
    yield from check_beside(block.runs, block.text, columns)


def _row(
    edition: Edition, passage: Passage, sentence: str, found: list[Contradiction]
) -> Discrepancy:
    short = sentence if len(sentence) <= QUOTED else f"{sentence[:QUOTED].rstrip()} …"
    return Discrepancy(
        kind=SENTENCE,
        severity=KINDS[SENTENCE].severity,
        section=passage.section,
        period=period_of(edition).code,
        template=CONTRADICTS,
        params={
            "sentence": short,
            "text": sentence,
            "passage": str(passage.pk),
            "found": nested(
                [
                    {"template": contradiction.template, "params": contradiction.params}
                    for contradiction in found
                ]
            ),
        },
    )
