"""Drafts of the catalogue, so that a test sees where they are and where they are not."""

from strategies.models import DataSet, Element, Indicator, Option, Table, TableDataSet, TableRule
from tests.factories import secretariat

TABLE = "direct_publicity"  # published; a column, a row and a rule in it are drafts
OWN, INDICATOR = "planted_table", "planted_indicator"
ENGLISH, KHMER = "Planted", "សាកដាំ"
SIGNS = (ENGLISH, KHMER, "planted_")


def planted(*, first: int = 2021) -> Table:
    """A column, a row and a rule in a table of the committees, a table of their own, an
    indicator."""
    said = {"title_km": KHMER, "valid_from": first, "is_draft": True}
    with secretariat():
        table = Table.objects.select_related("section").get(code=TABLE)
        _column(table, f"{ENGLISH} column", **said)
        Option.everything.create(
            table=table, code="planted_row", title_en=f"{ENGLISH} row", position=900, **said
        )
        TableRule.everything.create(
            table=table, code="planted_rule", kind="not_more", whole="persons",
            parts=["planted_column"], severity="warning", message_en=f"{ENGLISH} rule",
            message_km=KHMER, valid_from=first, is_draft=True,
        )  # fmt: skip
        own = Table.everything.create(
            code=OWN, title_en=f"{ENGLISH} table", section=table.section, kind="single",
            layout="single", position=table.position, **said,
        )  # fmt: skip
        TableDataSet.objects.create(table=own, data_set=DataSet.objects.get(code="committee"))
        _column(own, f"{ENGLISH} column of its own", **said)
        Indicator.everything.create(
            code=INDICATOR, title_en=f"{ENGLISH} indicator", strategy=1, group="1.1",
            numerator="meetings.times", unit_of_count="event", direction="more", **said,
        )  # fmt: skip
    return table


def _column(table: Table, title: str, **said: object) -> None:
    Element.everything.create(
        table=table, code="planted_column", title_en=title, unit_of_count="person", position=90,
        **said,
    )  # fmt: skip


def indicator() -> int:
    """The key of the planted one."""
    with secretariat():
        return int(Indicator.everything.get(code=INDICATOR).pk)
