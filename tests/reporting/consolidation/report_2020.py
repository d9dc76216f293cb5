"""Figures of the annual report of 2020, as printed: the checks must find their way in them."""

from dataclasses import replace
from decimal import Decimal
from functools import cache

from reporting.checks.rules.model import ReportedRow
from reporting.kernel.expressions import Reference
from reporting.kernel.tables import ElementSpec, OptionSpec, TableSpec

# B.1.3: publicity (times, persons, females), then public forums (the same)
PUBLICITY = """
MOLVT | 11 | 161 | 74 |  |  |
MOSVY | 3 | 2,586 |  |  |  |
MOWA |  |  |  | 14 | 651 | 449
MPTC | 25 | 950 | 528 |  |  |
CRC | 25 | 35,515 |  |  |  |
GCNP | 3,222 | 148,654 | 84,492 | 982 | 37,587 | 18,207
Phnom Penh | 1,884 | 77,052 | 46,553 | 3,195 | 151,221 | 76,673
Kandal | 7,386 | 344,464 | 184,226 | 8,699 | 470,005 | 235,786
Battambang | 9,592 | 384,038 | 201,000 | 6,482 | 173,726 | 92,196
Pursat | 5,216 | 443,617 | 245,030 | 1,630 | 69,085 | 33,800
Siem Reap | 3,600 | 199,754 | 117,429 | 1,744 | 46,994 | 26,491
Kampong Chhnang | 11,012 | 426,348 | 226,648 | 7,046 | 236,167 | 128,885
Kampong Cham | 17,831 | 781,115 | 615,394 | 8,833 | 743,481 | 302,330
Preah Sihanouk | 555 | 62,087 | 39,997 | 599 | 27,233 | 16,321
Preah Vihear | 918 | 109,184 | 64,016 | 1,460 | 43,734 | 21,903
Svay Rieng | 531 | 19,141 | 10,259 | 3,838 | 140,014 | 74,715
Pailin | 999 | 24,452 | 11,175 | 347 | 14,096 | 7,146
Koh Kong | 11 | 381 | 106 | 1,620 | 38,515 | 21,060
Kampot | 15 | 998 | 399 | 10 | 753 | 533
Kampong Thom | 683 | 29,423 | 14,895 | 200 | 7,192 | 2,458
Takeo | 3,733 | 187,182 | 94,706 | 1,219 | 47,322 | 23,942
Kratie | 503 | 26,055 | 14,022 | 72 | 4,740 | 1,786
Kep | 189 | 29,422 | 12,342 | 390 | 17,796 | 7,760
Kampong Speu | 1,632 | 81,070 | 40,935 | 489 | 13,313 | 6,584
Stung Treng | 166 | 3,622 | 1,503 | 69 | 1,047 | 493
Rattanakiri | 950 | 41,235 | 22,233 | 179 | 10,201 | 4,439
Prey Veng | 5 | 25,389 | 8,036 | 13 | 22,482 | 350
Tboung Khmum | 36 | 69,987 | 44,259 | 7 | 24,672 | 17,808
Banteay Meanchey | 6 | 800 | 189 | 981 | 21,568 | 12,217
Oddar Meanchey | 5 | 626 |  |  |  |
Mondulkiri | 1,891 | 77,576 | 46,939 | 3,196 | 151,451 | 76,708
"""

# B.2.3: returnees, females
RETURNEES = """
Phnom Penh | 198 |
Kandal | 1,940 | 902
Kampong Chhnang | 1,525 | 498
Kampong Speu | 1,142 | 376
Kampong Cham | 6,046 | 2,675
Kampong Thom | 6,045 | 2,299
Kampot | 1,287 | 499
Kep | 42 | 2
Koh Kong | 140 | 73
Kratie | 400 | 154
Takeo | 6,632 | 2,878
Tboung Khmum | 3,195 | 1,291
Battambang | 20,967 | 9,581
Banteay Meanchey | 33.976 | 15,730
Pailin | 1,447 | 673
Pursat | 3,505 | 1,556
Prey Veng | 12,046 | 4,606
Preah Vihear | 546 | 224
Preah Sihanouk | 242 | 103
Mondulkiri | 12 | 4
Rattanakiri | 47 | 18
Siem Reap | 20,150 | 8,876
Stung Treng | 82 | 32
Svay Rieng | 3,081 | 1,147
Oddar Meanchey | 4,727 | 2,148
"""

# III.A.1.1: courses, participants, females
TRAINING = """
MOLVT | 44 | 1,096 | 99
MOEYS | 39 | 1,287 | 00
MOWA | 14 | 788 | 565
GCNP | 04 | 110 | 10
Tboung Khmum | 01 | 30 | 00
Svay Rieng | 07 | 730 | 478
Koh Kong | 01 | 24 | 10
Kampong Chhnang | 08 | 209 | 142
Kampong Thom | 09 | 523 | 35
Siem Reap | 21 | 1,735 | 546
Preah Sihanouk | 04 | 244 | 77
Kampot | 08 | 302 | 96
Kep | 03 | 170 | 140
Prey Veng | 01 | 20 | 11
Kratie | 03 | 120 | 41
Kampong Cham | 18 | 933 | 317
Pailin | 02 | 106 | 37
Battambang | 01 | 90 | 0
Preah Vihear | 02 | 57 | 17
APLE | 18 | 398 | 170
CHABDAI | 8 | 435 | 171
CHILDFUND | 1 | 77 | 28
CARITAS | 61 | 3,119 | 778
"""

# B.1.4: times, participants, females
PARTNER_MEETINGS = """
GVC | 10 | 454 | 322
We World | 32 | 11,559 | 1,262
A21 | 73 | 8,954 | 3,309
Banteay Srei | 04 | 81 | 58
Terre Des Hommes | 05 | 54 | 22
APLE | 09 | 1,406 | 779
LSCW migration | 4 | 82 | 64
LSCW passports | 5 | 117 | 90
Samaritan's Purse | 3 | 2,857 | 928
LICADHO | 1 | 37 | 23
ChildFund | 17 | 806 | 404
Chab Dai | 03 | 461 | 157
APLE campaign | 01 | 541 | 296
"""

# B.2.4: services, persons, females of each month; NA in April and May
ENTERTAINMENT = """
202001 | 500 | 2,127 | 1,068
202002 | 619 | 7,289 | 5,372
202003 | 630 | 9,719 | 6,073
202006 | 266 | 24,951 | 12,715
202007 | 183 | 3,019 | 1,771
202008 | 344 | 1,122 | 838
202009 | 470 | 1,907 | 1,022
202010 | 50 | 353 | 169
202011 | 240 | 794 | 266
202012 | 12 | 132 | 116
"""

PROVINCES = [
    "Banteay Meanchey",
    "Battambang",
    "Kampong Cham",
    "Kampong Chhnang",
    "Kampong Speu",
    "Kampong Thom",
    "Kampot",
    "Kandal",
    "Koh Kong",
    "Kratie",
    "Mondulkiri",
    "Phnom Penh",
    "Preah Vihear",
    "Prey Veng",
    "Pursat",
    "Rattanakiri",
    "Siem Reap",
    "Preah Sihanouk",
    "Stung Treng",
    "Svay Rieng",
    "Takeo",
    "Oddar Meanchey",
    "Kep",
    "Pailin",
    "Tboung Khmum",
]


def counted(code: str, unit: str, part_of: str = "") -> ElementSpec:
    return ElementSpec(
        code, code.capitalize(), unit, part_of=part_of, role="females" * bool(part_of)
    )


PUBLICITY_TABLE = TableSpec(
    "direct_publicity",
    "II.B.1.3",
    "fixed",
    "units",
    (
        counted("times", "event"),
        counted("persons", "person"),
        counted("females", "person", "persons"),
    ),
    (OptionSpec("publicity", "Publicity"), OptionSpec("forums", "Public forums")),
    totals=True,
    title="Direct publicity and public forums",
)
RETURNEES_TABLE = TableSpec(
    "returning_workers",
    "II.B.2.3",
    "single",
    "units",
    (counted("returnees", "person"), counted("females", "person", "returnees")),
    title="Returning workers",
)
TRAINING_TABLE = TableSpec(
    "training",
    "III.A.1.1",
    "single",
    "units",
    (
        counted("courses", "event"),
        counted("persons", "person"),
        counted("females", "person", "persons"),
    ),
    title="Training",
)
PARTNERS_TABLE = TableSpec(
    "partner_meetings",
    "II.B.1.4",
    "open",
    "entries",
    (
        counted("times", "event"),
        counted("persons", "person"),
        counted("females", "person", "persons"),
    ),
    title="Meetings of partner organisations",
)
ENTERTAINMENT_TABLE = TableSpec(
    "entertainment_services",
    "II.B.2.4",
    "single",
    "months",
    (
        counted("services", "place"),
        counted("persons", "person"),
        counted("females", "person", "persons"),
    ),
    title="Entertainment services",
)
TABLES = {
    table.code: table
    for table in (
        PUBLICITY_TABLE,
        RETURNEES_TABLE,
        TRAINING_TABLE,
        PARTNERS_TABLE,
        ENTERTAINMENT_TABLE,
    )
}


@cache
def rows_2020() -> list[ReportedRow]:
    rows = [row for line in lines(PUBLICITY) for row in publicity_rows(line)]
    rows += [a_row(RETURNEES_TABLE, line[0], line[1:]) for line in lines(RETURNEES)]
    rows += [a_row(TRAINING_TABLE, line[0], line[1:]) for line in lines(TRAINING)]
    for number, line in enumerate(lines(PARTNER_MEETINGS)):
        rows.append(replace(a_row(PARTNERS_TABLE, line[0], line[1:]), entry=f"e{number}"))
    for period, *cells in lines(ENTERTAINMENT):
        rows.append(replace(a_row(ENTERTAINMENT_TABLE, "GCNP", cells), period=period))
    return rows


def lines(text: str) -> list[list[str]]:
    return [[cell.strip() for cell in line.split("|")] for line in text.strip().splitlines()]


def publicity_rows(line: list[str]) -> list[ReportedRow]:
    name, *cells = line
    halves = {"publicity": cells[:3], "forums": cells[3:]}
    return [
        replace(a_row(PUBLICITY_TABLE, name, half), option=option, label=option.capitalize())
        for option, half in halves.items()
        if any(half)
    ]


def a_row(table: TableSpec, name: str, cells: list[str]) -> ReportedRow:
    printed = dict(zip((element.code for element in table.elements), cells, strict=False))
    return ReportedRow(
        table=table.code,
        section=table.section,
        unit=name,
        unit_name=name,
        unit_kind="province" if name in PROVINCES else "ministry",
        period="2020",
        label=table.title,
        values={code: meant(text) for code, text in printed.items() if text},
        printed={code: text for code, text in printed.items() if text},
    )


def meant(printed: str) -> Decimal:
    return Decimal(printed.replace(",", "").replace(".", ""))


def lookup(reference: Reference) -> Decimal | None:
    """The sum over the rows that a reference means; the year before is known only nationally."""
    if reference.period == "2019":
        return {"direct_publicity.persons": Decimal(5_492_044)}.get(reference.cell)
    name = reference.name
    numbers = [
        row.values[name.element or ""]
        for row in rows_2020()
        if row.table == name.table
        and row.option in (row.option if name.option is None else name.option,)
        and (not reference.scope or {row.unit, row.unit_kind} & set(reference.scope))
        and name.element in row.values
    ]
    if reference.count:
        return Decimal(sum(number > 0 for number in numbers))
    return sum(numbers, Decimal(0)) if numbers else None
