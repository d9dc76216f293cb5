"""A numbered chart on the page, its caption above it as with tables."""

from collections.abc import Mapping

from reporting.exports.chart_painting import draw_chart
from reporting.exports.charts import chart_drawing
from reporting.exports.pdf.prose import Block, Landmark, mark_place
from reporting.exports.pdf.styles import CAPTION, MEASURE
from reporting.exports.text import draw_text, wrap
from reporting.kernel.document import Chart

GAP = 6.0


class Figure(Block):
    def __init__(self, chart: Chart, words: Mapping[str, str], landmark: Landmark) -> None:
        super().__init__()
        self.spaceBefore, self.spaceAfter = 10, 14
        self.landmark = landmark
        self.drawing = chart_drawing(chart, MEASURE)
        caption = f"{words.get('figure', 'Figure')} {chart.number}.\u2002{chart.caption}"
        self.caption = wrap(caption, CAPTION.font, CAPTION.size, MEASURE)

    def wrap(self, width: float, _height: float) -> tuple[float, float]:
        caption = len(self.caption) * CAPTION.leading + GAP
        self.width, self.height = width, caption + self.drawing.height
        return self.width, self.height

    def draw(self) -> None:
        if self.landmark:
            mark_place(self.canv, self.landmark.key, self.height)
        y = self.height
        self.canv.setFillColor(CAPTION.color)
        for line in self.caption:
            draw_text(self.canv, 0, y - CAPTION.leading * 0.75, line, CAPTION.font, CAPTION.size)
            y -= CAPTION.leading
        draw_chart(self.drawing, self.canv, 0, 0)
