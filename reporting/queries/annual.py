"""A document with its outline, and what of it a lead may read before it is published."""

from dataclasses import dataclass, field, replace
from functools import cached_property

from provinces.tenancy import led_group
from reporting.access_errors import NotHere
from reporting.kernel.document import Chart, Document, Section, Table
from reporting.queries.working_groups import groups_of, groups_of_sections


@dataclass
class Node:
    """A section and those below it."""

    section: Section
    below: list["Node"] = field(default_factory=list)

    @property
    def tables(self) -> int:
        return sum(isinstance(block, Table) for block in self.section.blocks)


@dataclass(frozen=True)
class Placed:
    """A table or a chart and the section in which it stands."""

    section: Section
    block: Table | Chart


class Outlined:
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
    def tables(self) -> list[Placed]:
        return [one for one in self._placed if isinstance(one.block, Table)]

    @cached_property
    def charts(self) -> list[Placed]:
        return [one for one in self._placed if isinstance(one.block, Chart)]

    @cached_property
    def _placed(self) -> list[Placed]:
        return [
            Placed(section, block)
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


def kept_to_group(outlined: Outlined) -> Outlined:
    """A report that is not published, as whoever acts may read it: a lead finds the headings of all
    sections and the contents of the group's."""
    group = led_group()
    if not group:
        return outlined
    named = groups_of_sections()
    sections = tuple(
        one if group in groups_of(one.id, named) else replace(one, blocks=(), notes=())
        for one in outlined.document.sections
    )
    found = tuple(
        one for one in outlined.document.discrepancies if group in groups_of(one.section, named)
    )
    return Outlined(replace(outlined.document, sections=sections, discrepancies=found))
