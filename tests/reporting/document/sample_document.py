"""A sample document with every kind of block, as a national report has them."""

from dataclasses import replace
from decimal import Decimal

from reporting.document.value import (
    Align,
    Bullet,
    Chart,
    Document,
    HeaderCell,
    Missing,
    Note,
    Number,
    Paragraph,
    Row,
    Section,
    Series,
    Subheading,
    Table,
)
from tests.reporting.document.sample_names import (
    ENGLISH,
    KHMER,
    KHMER_COMMITTEE,
    KHMER_TITLE,
    MINISTRIES,
    MONTHS,
    PROVINCES,
)

END: tuple[Align, ...] = ("end",)
OVERVIEW = (
    "In 2020, the National Committee for Counter Trafficking, the ministries, institutions, "
    "capital and provinces continued to carry out their activities as planned, despite new and "
    "unpredictable events related to the changing global economy, floods and the Covid-19 "
    "pandemic. The situation has changed since March 2020: the outbreak had a significant impact "
    "on people’s livelihoods and health, and many workers returned from other countries, most of "
    "whom lack the means to sustain life and are at risk."
)


def table_header() -> tuple[tuple[HeaderCell, ...], ...]:
    measures = ("Times", "Persons", "Females")
    units = ("events", "persons", "persons")
    return (
        (
            HeaderCell("Nº", rowspan=2),
            HeaderCell("Ministries, institutions, capital and provinces", rowspan=2),
            HeaderCell("Publicity", colspan=3),
            HeaderCell("Public forums", colspan=3),
        ),
        tuple(HeaderCell(m, unit=u) for m, u in zip(measures, units, strict=True)) * 2,
    )


def publicity_table(number: str = "2", language: str = "en") -> Table:
    """Two groups with subtotals, 31 reporters, six columns of figures."""
    ministries = [_row(i + 1, name, 40 + i * 7) for i, name in enumerate(MINISTRIES)]
    ministries[1] = replace(ministries[1], cells=(*ministries[1].cells[:4], *[Missing()] * 4))
    names = [english if language == "en" else khmer for english, khmer in PROVINCES]
    provinces = [_row(i + 1, name, 4100 + i * 733) for i, name in enumerate(names)]
    provinces[3] = replace(
        provinces[3],
        cells=(*provinces[3].cells[:5], Missing("not_available"), Missing("nothing"), Missing()),
    )
    kandal = list(provinces[7].cells)
    kandal[4] = Number(228, trace="direct_publicity[publicity].females@KH-08:2020", mark=1)
    provinces[7] = Row(tuple(kandal))
    rows = (
        Row(("Ministries and institutions",), "group"),
        *ministries,
        _sum("Subtotal", ministries, "subtotal"),
        Row(("Capital and provinces",), "group"),
        *provinces,
        _sum("Subtotal", provinces, "subtotal"),
        _sum("Total", ministries + provinces, "total"),
    )
    return Table(
        id="direct_publicity",
        number=number,
        caption="Direct publicity and public forums" if language == "en" else KHMER_TITLE,
        header=table_header(),
        rows=rows,
        align=("end", "start", *(END * 6)),
        widths=(4, 34, *[9] * 6),
        notes=("Reports received: 30 of 31 organisation units. n/a: not available.",),
        section="II.B.1.3",
    )


def court_table(number: str = "3") -> Table:
    """One printed row under three lines of headings, 22 columns."""
    pair = (HeaderCell("M"), HeaderCell("F"))
    groups = ("Victims", "Accused", "In jail", "Out of jail")
    header = (
        (
            HeaderCell("Cases", rowspan=3),
            *(HeaderCell(name, colspan=4) for name in groups),
            HeaderCell("Types of action", colspan=5),
        ),
        (
            *(HeaderCell(age, colspan=2) for _ in groups for age in ("Adults", "Minors")),
            HeaderCell("To be tried", rowspan=2),
            HeaderCell("Acquitted", rowspan=2),
            HeaderCell("Without processing", rowspan=2),
            HeaderCell("Processing", rowspan=2),
            HeaderCell("Total", rowspan=2),
        ),
        pair * 8,
    )
    figures = (348, 181, 178, 30, 158, 394, 117, 33, 2, 258, 47, 15, 2, 136, 70, 18, 0)
    row = Row((*map(Number, figures), *map(Number, (233, 18, 10, 87, 348))))
    total = Row((Number(348), *map(Number, figures[1:]), *[Missing()] * 5), "total")
    return Table(
        "judges", number, "Actions taken by the investigating judges", header, (row, total),
        END * 22, (10, *[5] * 16, *[8] * 5),
    )  # fmt: skip


def events_table(number: str = "4") -> Table:
    """Open rows with text that wraps."""
    text = (
        "Workshop on the referral of victims of trafficking, with the provincial departments of "
        "social affairs, women's affairs and labour, and with partner organisations"
    )
    rows = tuple(
        Row((f"{day:02d}/03/2020", text if day % 2 else "Meeting", PROVINCES[day][0],
             Number(30 + day), Number(11 + day)))
        for day in range(1, 15)
    )  # fmt: skip
    head = [HeaderCell(name) for name in ("Date", "Event", "Place")]
    head += [HeaderCell("Persons", unit="persons"), HeaderCell("Females", unit="persons")]
    return Table(
        "events", number, "Workshops of the working groups", (tuple(head),), rows,
        ("start", "start", "start", "end", "end"), (14, 46, 16, 12, 12),
    )  # fmt: skip


def small_table(number: str = "1") -> Table:
    head = (HeaderCell("Means of publicity"), HeaderCell("Persons", unit="persons"),
            HeaderCell("Share", unit="per cent"))  # fmt: skip
    rows = (
        Row(("Public forums", Number(6147930), Number(Decimal("99.27"), 1))),
        Row(("Other means", Number(45461), Number(Decimal("0.73"), 1))),
        Row(("Change on 2019", Number(-37), Missing("nothing"))),
        Row(("Total", Number(6193391), Number(100, 1)), "total"),
    )
    return Table(
        "publicity", number, "Publicity in short", (head,), rows, ("start", "end", "end"), (5, 2, 2)
    )


def bar_chart(number: str = "2") -> Chart:
    years = ("2016", "2017", "2018", "2019", "2020")
    return Chart("cases", number, "Cases suppressed, 2016 to 2020", "bars", years, (
        Series("Trafficking in persons", (44, 51, None, 38, 44)),
        Series("Sexual exploitation", (48, 108, 122, 72, 111)),
    ), "cases")  # fmt: skip


def line_chart(number: str = "3") -> Chart:
    returned = (2100, 3200, 41210, 15880, 9120, 7110, 6050, 8400, 9050, 7990, 8320, None)
    return Chart("returns", number, "Workers who returned, by month", "lines", MONTHS, (
        Series("Returned", returned),
        Series("Females", (900, 1400, 18110, 6410, 4020, 3110, 2650, 3600, 3950, 3390, 3620, None)),
    ), "persons")  # fmt: skip


def share_chart(number: str = "1") -> Chart:
    ages = ("Under 15", "15 to 17", "18 and over")
    victims = Series("Victims", (130, 39, 298))
    return Chart("ages", number, "Victims by age", "shares", ages, (victims,), "persons")


def province_chart(number: str = "4", language: str = "en") -> Chart:
    names = tuple(english if language == "en" else khmer for english, khmer in PROVINCES[:12])
    values = tuple(400 + 731 * i % 1900 for i in range(12))
    return Chart("provinces", number, "Public forums by province", "bars", names,
                 (Series("Forums", values),), "events")  # fmt: skip


def sample_document(language: str = "en") -> Document:
    khmer = language == "km"
    return Document(
        title=KHMER_TITLE if khmer else "Annual Report on Counter-Trafficking in Persons",
        subtitle="ឆ្នាំ២០២០" if khmer else "Work and results of 2020",
        publisher=("ព្រះរាជាណាចក្រកម្ពុជា", KHMER_COMMITTEE)
        if khmer
        else ("Kingdom of Cambodia", "Nation Religion King",
              "National Committee for Counter Trafficking", "General Secretariat"),
        year=2020,
        language="km" if khmer else "en",
        edition="សេចក្តីព្រាង" if khmer else "Draft of 22 November 2026",
        sections=_sections(language),
        words=KHMER if khmer else ENGLISH,
    )  # fmt: skip


def long_document(chapters: int = 12) -> Document:
    """As long as a real report: four or five pages a chapter."""
    sections: list[Section] = []
    for chapter in range(1, chapters + 1):
        prefix = f"{chapter}."
        for section in _sections("en"):
            number = f"{prefix}{section.number}" if section.level > 1 else str(chapter)
            sections.append(replace(section, id=f"{chapter}-{section.id}", number=number, notes=()))
    return replace(sample_document(), sections=tuple(sections))


def _sections(language: str) -> tuple[Section, ...]:
    khmer = language == "km"
    text = f"{KHMER_TITLE} {KHMER_COMMITTEE} " * 3 if khmer else OVERVIEW
    return (
        Section("I", "I", "Overview", 1, (Paragraph(text), Paragraph(text, mark=2))),
        Section("II", "II", "Results of the fight against trafficking in persons", 1),
        Section("II.A", "A", "Legal affairs, policy and cooperation", 2),
        Section("II.A.1", "A.1", "Legislation", 3, (
            Bullet("The National Assembly endorsed:"),
            Bullet(text if khmer else "The Law on Mutual Legal Assistance in Criminal Matters, "
                   "promulgated by Royal Kram Nº NS/RKM 0620/020 dated 27 June 2020.", 1),
            Bullet("The Law on Anti-Money Laundering.", 1, mark=1),
            Bullet("Prepared a draft treaty with France;", 2),
            Bullet("Prepared a draft treaty with Peru.", 2),
            Bullet("The Ministry of Justice signed one treaty.", label="A.1"),
        )),
        Section("II.B", "B", "Prevention", 2),
        Section("II.B.1", "B.1", "Through promoting awareness", 3),
        Section("II.B.1.1", "B.1.1", "Publicity", 4, (small_table(), share_chart())),
        Section("II.B.1.3", "B.1.3", KHMER_TITLE if khmer else "Direct publicity", 4, (
            Paragraph(text),
            publicity_table(language=language),
            Subheading("National level"),
            Paragraph(text),
            bar_chart(), line_chart(), province_chart("4", language),
        ), (
            Note(1, "The province first reported 278; the table has been corrected.", "high"),
            Note(2, "Without the figures of December. " * 4, "low"),
        )),
        Section("II.C", "C", "Criminal justice", 2),
        Section("II.C.2", "C.2", "Judicial affairs", 3, (court_table(),)),
        Section("II.C.2.1", "1", "Workshops", 5, (events_table(),)),
    )  # fmt: skip


def _row(number: int, name: str, seed: int) -> Row:
    figures = [seed % 9973, seed * 41 % 99991, seed * 23 % 49999]
    figures += [seed * 3 % 9973, seed * 57 % 480013, seed * 31 % 240007]
    codes = [f"direct_publicity[{seed}].{i}@KH:2020" for i in range(6)]
    cells = [Number(v, trace=code) for v, code in zip(figures, codes, strict=True)]
    return Row((str(number), name, *cells))


def _sum(label: str, rows: list[Row], kind: str) -> Row:
    cells = []
    for column in range(2, 8):
        values = [row.cells[column] for row in rows]
        cells.append(Number(sum(int(v.value) for v in values if isinstance(v, Number))))
    return Row(("", label, *cells), "total" if kind == "total" else "subtotal")
