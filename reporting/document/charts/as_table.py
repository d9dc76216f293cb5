"""The numbers of a chart as a table: what stands behind the drawing."""

from reporting.document.value import CellContent, Chart, HeaderCell, Missing, Number, Row, Table


def chart_table(chart: Chart) -> Table:
    heads = [HeaderCell(chart.unit), *(HeaderCell(series.name) for series in chart.series)]
    rows = []
    for at, category in enumerate(chart.categories):
        values = (series.values[at] for series in chart.series)
        cells: list[CellContent] = [
            Missing() if value is None else Number(value, 0 if value == int(value) else 2)
            for value in values
        ]
        rows.append(Row((category, *cells)))
    return Table(
        id=chart.id,
        number=chart.number,
        caption=chart.caption,
        header=(tuple(heads),),
        rows=tuple(rows),
        align=("start", *["end"] * len(chart.series)),  # type: ignore[arg-type]
        widths=(3.0, *[1.2] * len(chart.series)),
        notes=chart.notes,
    )
