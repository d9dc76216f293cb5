"""The national report: consolidation, pages of the workspace, a save, files, the publication."""

from collections.abc import Callable
from functools import partial
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory

from django.conf import settings
from django.db import transaction
from django.urls import reverse

from reporting.document.line_breaks import pieces_of
from reporting.document.pdf.rendering import render_pdf
from reporting.document.script_text import text_width
from reporting.document.shaping import run_width, shaped
from reporting.document.word_ends import khmer_words
from reporting.editions.composing.queries.edition_document import build_edition
from reporting.editions.publishing.actions.part_files import RenderSource
from reporting.editions.publishing.actions.publication import publish
from reporting.editions.publishing.actions.rendered_files import WRITERS, write_whole
from reporting.editions.writing.actions.passages import write
from reporting.exchange.actions.edition_loading import write_edition
from reporting.models import Consolidation, Edition, Passage
from tests import editions
from tests.bench.pages import PAGE, client_of
from tests.bench.report import Bench, said
from tests.factories import CONSOLIDATOR, SECRETARY_GENERAL, acting, consolidated, secretariat

TOGETHER = 30_000.0  # "seconds": consolidation, PDF and workbook of 2020
SAVE = 200.0


def measure(bench: Bench) -> None:
    with said("the edition of 2020 is written"), acting(CONSOLIDATOR) as editor:
        folder = Path(settings.BASE_DIR) / "fixtures" / "2020"
        edition = write_edition(by=editor, folder=folder).edition
    _together(bench, edition)
    _pages(bench)
    _save(bench, edition)
    _publication(bench, edition)


def _together(bench: Bench, edition: Edition) -> None:
    """What `make annual-report` does once the data is there."""
    with TemporaryDirectory() as scratch:

        def all_three() -> None:
            with transaction.atomic():
                made = consolidated(2020)
                with secretariat():
                    for name in ("report.pdf", "report.xlsx"):
                        _file(edition, made, Path(scratch) / name)
                transaction.set_rollback(True)

        bench.measure("2020: consolidation, PDF and workbook", all_three, limit=TOGETHER, times=3)
        with secretariat():
            figures = Consolidation.objects.filter(period_key=edition.period_key).latest("pk")
        bench.measure("2020: the document of the draft", partial(_document, edition, figures))
        for name in ("report.pdf", "report.xlsx"):
            one = partial(_in_scope, _file, edition, figures, Path(scratch) / name)
            bench.measure(f"2020: {name}", one, times=3)
        _in_khmer(bench, edition, figures)


def _in_khmer(bench: Bench, edition: Edition, figures: Consolidation) -> None:
    """The same edition set in each language; the Khmer one may take twice the time."""
    with secretariat():
        english, khmer = (build_edition(edition, figures, language) for language in ("en", "km"))

    def anew() -> None:
        for found in (khmer_words, pieces_of, run_width, shaped, text_width):
            found.cache_clear()
        render_pdf(khmer, BytesIO())

    line = bench.measure(
        "2020: the PDF set in English", partial(render_pdf, english, BytesIO()), times=3
    )
    again = partial(render_pdf, khmer, BytesIO())
    bench.against(line, "the PDF set in Khmer (at most 2)", again)
    bench.measure("2020: the PDF set in Khmer, the first of a process", anew, times=3)


def _in_scope(work: Callable[..., None], *given: object) -> None:
    with secretariat():
        work(*given)


def _document(edition: Edition, figures: Consolidation) -> None:
    with secretariat():
        build_edition(edition, figures, "en")


def _file(edition: Edition, figures: Consolidation, path: Path) -> None:
    document = build_edition(edition, figures, "en")
    write_whole(WRITERS[path.name], RenderSource(document, figures, "en", edition), path)


def _pages(bench: Bench) -> None:
    client = client_of(CONSOLIDATOR)
    for title, name, given, query in (
        ("The workspace of the edition", "edition", [], ""),
        ("A section being written", "edition_write", ["II.B.1.6"], ""),
        ("The numbers of the edition", "edition_numbers", [], "kind=all"),
        ("Figures of a value, found", "edition_figures_like", [], "shown=6,147,930"),
        ("Discrepancies of the edition", "edition_discrepancies", [], ""),
        ("Signatures of the edition", "edition_signatures", [], ""),
        ("Files of the edition", "edition_files", [], ""),
    ):
        address = reverse(f"reporting:{name}", args=["2020", 1, *given])
        address = f"{address}?{query}" if query else address
        answer = client.get(address)
        if answer.status_code != 200:
            bench.skip(title, f"{address} answered {answer.status_code}")
            continue
        bench.measure(title, partial(client.get, address), limit=PAGE)


def _save(bench: Bench, edition: Edition) -> None:
    with secretariat():
        passage = Passage.objects.filter(edition=edition, section="II.B.1.3", kind="bullet").first()
        passage = passage or Passage.objects.filter(edition=edition, kind="bullet").earliest("pk")
    goes = iter(range(1_000))

    def save() -> None:
        with acting(CONSOLIDATOR) as editor:
            seen = Passage.objects.values_list("version", flat=True).get(pk=passage.pk)
            write(
                by=editor, edition=edition, passage=passage.pk, seen=seen,
                text=f"{next(goes)} {{{{ direct_publicity.persons }}}} came.",
            )  # fmt: skip

    bench.measure("A sentence, saved", save, limit=SAVE)


def _publication(bench: Bench, edition: Edition) -> None:
    editions.signed(edition)

    def published() -> None:
        with transaction.atomic(), acting(SECRETARY_GENERAL) as secretary:
            publish(by=secretary, edition=Edition.objects.get(pk=edition.pk))
            transaction.set_rollback(True)

    bench.measure("2020: publication, all files in both languages", published, times=1, warm=False)
    with acting(SECRETARY_GENERAL) as secretary:
        publish(by=secretary, edition=Edition.objects.get(pk=edition.pk), files=())
    client = client_of(SECRETARY_GENERAL)
    for title, name in (("The edition and today", "edition_compare"),):
        address = reverse(f"reporting:{name}", args=["2020", 1])
        bench.measure(title, partial(client.get, address), limit=PAGE)
