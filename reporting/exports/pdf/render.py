"""A document as PDF, in two passes: the first finds the pages, the second prints them."""

from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import BinaryIO

from reporting.exports.files import binary_target
from reporting.exports.fonts import register_fonts
from reporting.exports.pdf.flow import story_of
from reporting.exports.pdf.pages import Pages
from reporting.exports.pdf.places import Places
from reporting.kernel.document import Document

Progress = Callable[[int, int], None]


def render_pdf(
    document: Document,
    out: BinaryIO | Path,
    progress: Progress | None = None,
    *,
    base_url: str = "",
    code_url: str = "",
    font_cache: Path | None = None,
) -> None:
    """Write the document as PDF; the same document gives the same bytes.

    `progress` is called with steps done and steps in all. With `base_url`, figures that have a
    `trace` link to `base_url` + the quoted trace, in tables and in sentences. With `code_url`, the
    short code of a table links to `code_url` + code, and its figures to that with their row and
    column (`-R4-C2`). A file is replaced only when it is complete.
    """
    register_fonts(font_cache)
    places = Places()
    story = story_of(document, places, base_url=base_url, code_url=code_url)
    steps = _Steps(progress, 2 * len(story))
    draft = Pages(document, BytesIO(), places)
    draft.step = steps.report
    draft.set(story, blind=True)
    draft.fill(places)
    for flowable in story:
        vars(flowable).pop("_postponed", None)
    result = BytesIO()
    final = Pages(document, result, places)
    final.step = steps.report_second
    final.set(story)
    steps.finish()
    with binary_target(out) as stream:
        stream.write(result.getvalue())


class _Steps:
    def __init__(self, progress: Progress | None, total: int) -> None:
        self._progress, self._total = progress, max(total, 1)

    def report(self, done: int) -> None:
        if self._progress:
            self._progress(min(done, self._total // 2), self._total)

    def report_second(self, done: int) -> None:
        self.report_at(self._total // 2 + done)

    def report_at(self, done: int) -> None:
        if self._progress:
            self._progress(min(done, self._total), self._total)

    def finish(self) -> None:
        self.report_at(self._total)
