"""Which sections of the report belong to which working group.

A section without groups of its own belongs to those of the nearest section above it:
`II.B.1.3` to the groups of `II.B`.
"""

from collections.abc import Iterable, Mapping

from provinces.tenancy import led_group
from strategies.models import Section, Table


def groups_of_sections() -> dict[str, tuple[str, ...]]:
    """Section -> the groups named at it, of the sections that name any; one query."""
    rows = Section.objects.exclude(working_groups=[]).values_list("code", "working_groups")
    return {code: tuple(groups) for code, groups in rows}


def groups_of(section: str, named: Mapping[str, tuple[str, ...]]) -> tuple[str, ...]:
    """From the longest address that leads to it."""
    while section:
        if section in named:
            return named[section]
        section = section.rpartition(".")[0]
    return ()


def reads_section(section: str) -> bool:
    """Whether whoever acts reads this section before it is published; a lead only the group's. Of
    no section of the catalogue it is for others to say that there is none."""
    group = led_group()
    if not group or group in groups_of(section, groups_of_sections()):
        return True
    return not Section.objects.filter(code=section).exists()


def led_tables(tables: Iterable[Table], group: str) -> list[Table]:
    """Those in the sections of this group; one query. `tables` have their section."""
    named = groups_of_sections()
    return [table for table in tables if group in groups_of(table.section.code, named)]


def led_sections(group: str) -> list[Section]:
    """The sections with tables that the group leads, in the order of the report; two queries."""
    named = groups_of_sections()
    sections = Section.objects.filter(tables__isnull=False).distinct().order_by("position")
    return [one for one in sections if group in groups_of(one.code, named)]
