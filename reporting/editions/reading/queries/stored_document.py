"""The document of an edition, stored or of a draft, with its outline; what of a draft a lead may
read; the stamp that says from what it was made."""

from dataclasses import dataclass, field, replace
from functools import cached_property, lru_cache

from django.db.models import Max, Sum

from provinces.tenancy import all_sections, led_group
from reporting.access import NotHere, groups_of, groups_of_sections
from reporting.core.queries.editions import figures_of
from reporting.document.json_files import document_from_json
from reporting.document.value import Chart, Document, Section, Table
from reporting.editions.composing.queries.directions import directions_stamp
from reporting.editions.composing.queries.edition_document import build_edition
from reporting.kernel.periods import Period
from reporting.models import Edition, EditionDocument, PassageVersion, Settlement, TranslatedWords


@dataclass
class Node:
    """A section and those below it."""

    section: Section
    below: list["Node"] = field(default_factory=list)

    @property
    def tables(self) -> int:
        return sum(isinstance(block, Table) for block in self.section.blocks)


@dataclass(frozen=True)
class SectionBlock:
    """A table or a chart and the section in which it stands."""

    section: Section
    block: Table | Chart


class OutlinedDocument:
    """A document with its outline. Sections without an own page do not exist: each has one."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.places = {section.id: at for at, section in enumerate(document.sections)}

    def section(self, section_id: str) -> Section:
        if section_id not in self.places:
            raise NotHere
        return self.document.sections[self.places[section_id]]

    def neighbours(self, section_id: str) -> tuple[Section | None, Section | None]:
        """The section before and the one after, in reading order."""
        at, sections = self.places[section_id], self.document.sections
        before = sections[at - 1] if at else None
        return before, sections[at + 1] if at + 1 < len(sections) else None

    def path(self, section_id: str) -> list[Section]:
        """The sections above, from the chapter downwards."""
        at = self.places[section_id]
        level, above = self.document.sections[at].level, []
        for section in reversed(self.document.sections[:at]):
            if section.level < level:
                above.append(section)
                level = section.level
        return above[::-1]

    @cached_property
    def outline(self) -> list[Node]:
        roots: list[Node] = []
        trail: list[Node] = []
        for section in self.document.sections:
            node = Node(section)
            while trail and trail[-1].section.level >= section.level:
                trail.pop()
            (trail[-1].below if trail else roots).append(node)
            trail.append(node)
        return roots

    def below(self, section_id: str) -> list[Node]:
        return _find(self.outline, section_id)

    @cached_property
    def tables(self) -> list[SectionBlock]:
        return [placed for placed in self._placed if isinstance(placed.block, Table)]

    @cached_property
    def charts(self) -> list[SectionBlock]:
        return [placed for placed in self._placed if isinstance(placed.block, Chart)]

    @cached_property
    def _placed(self) -> list[SectionBlock]:
        return [
            SectionBlock(section, block)
            for section in self.document.sections
            for block in section.blocks
            if isinstance(block, Table | Chart)
        ]


def _find(nodes: list[Node], section_id: str) -> list[Node]:
    for node in nodes:
        if node.section.id == section_id:
            return node.below
        found = _find(node.below, section_id)
        if found:
            return found
    return []


def kept_to_group(outlined: OutlinedDocument) -> OutlinedDocument:
    """A report that is not published, as whoever acts may read it: a lead finds the headings of all
    sections and the contents of the group's."""
    group = led_group()
    if not group:
        return outlined
    named = groups_of_sections()
    sections = tuple(
        section if group in groups_of(section.id, named) else replace(section, blocks=(), notes=())
        for section in outlined.document.sections
    )
    found = tuple(
        discrepancy
        for discrepancy in outlined.document.discrepancies
        if group in groups_of(discrepancy.section, named)
    )
    return OutlinedDocument(replace(outlined.document, sections=sections, discrepancies=found))


def stamp_of(edition: Edition) -> str:
    """Says from which text, figures and resolutions a document was made: equal stamps, equal
    documents. Seven queries at most; of what is published none, since it never changes."""
    if edition.published_at is not None:
        return f"{edition.published_at:%Y%m%dT%H%M%S%f}"
    figures = figures_of(edition)
    last = PassageVersion.objects.filter(passage__edition=edition).aggregate(last=Max("pk"))
    said = Settlement.objects.filter(period_key=edition.period_key).aggregate(last=Max("pk"))
    words = TranslatedWords.objects.filter(edition=edition).aggregate(saves=Sum("version"))
    digest = figures.digest[:16] if figures else ""
    number = figures.pk if figures else 0
    saved = f"-{words['saves']}" if words["saves"] else ""
    directions = directions_stamp(Period.from_key(edition.period_key))
    return f"{number}-{digest}-{last['last'] or 0}-{said['last'] or 0}{saved}{directions}"


def shown_document(edition: Edition, language: str) -> OutlinedDocument:
    """With its outline; that of a published edition in English where there is no other."""
    if edition.is_published:
        stored = dict(EditionDocument.objects.filter(edition=edition).values_list("language", "pk"))
        pk = stored.get(language) or stored.get("en")
        if pk is None:
            raise NotHere
        return _stored(pk, f"{edition.published_at:%Y%m%d%H%M%S%f}")
    with all_sections():
        begun = f"{edition.begun_at:%Y%m%d%H%M%S%f}"
        whole = _draft(edition.pk, begun, language, stamp_of(edition))
    return kept_to_group(whole)


@lru_cache(maxsize=16)
def _stored(pk: int, published: str) -> OutlinedDocument:
    """The time tells apart equal keys of two databases."""
    return OutlinedDocument(document_from_json(EditionDocument.objects.get(pk=pk).document))


@lru_cache(maxsize=8)
def _draft(pk: int, begun: str, language: str, stamp: str) -> OutlinedDocument:
    edition = Edition.objects.get(pk=pk)
    return OutlinedDocument(build_edition(edition, figures_of(edition), language))
