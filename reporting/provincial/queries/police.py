"""The figures of the police of a province: a section of their own. They are compared with those of
the General Commissariat, and added neither to the province's nor to the nation's."""

from django.utils.translation import gettext as _

from provinces.models import OrganisationUnit
from reporting.document.value import Block, Paragraph, Section
from reporting.provincial.queries.basis import YearInLanguage
from reporting.provincial.queries.figure_tables import UnitTables
from reporting.provincial.queries.texts import own_texts


def of_the_police(of_year: YearInLanguage, unit: OrganisationUnit) -> set[int]:
    """The tables that no form of the province carries, and some form of its police: what they
    reported there stands at the province too."""
    police = of_year.reporters(unit)[1:]
    of_police: set[int] = set().union(*map(of_year.tables_filled_by, police))
    return of_police - of_year.tables_filled_by(unit)


def police_section(of_year: YearInLanguage, unit: OrganisationUnit) -> Section | None:
    """None where its police reported nothing."""
    blocks: list[Block] = []
    for other in of_year.reporters(unit)[1:]:
        tables = UnitTables(of_year, other, None, suffix=f" – {of_year.name(other)}")
        for rows in of_year.material.tables.values():
            for table in rows:
                blocks += tables.blocks(table)
                blocks += own_texts(of_year, other, table)
    if not blocks:
        return None
    title = _("Figures of the provincial police, compared with the Commissariat’s and never added")
    lead = _(
        "The police of the province sent in these figures, and the province accepted them. They "
        "stand beside those that count in the nation (of offences, those of the General "
        "Commissariat) and are added neither to them nor to the other figures of the province."
    )
    return Section("police", "", title, 1, (Paragraph(lead), *blocks))
