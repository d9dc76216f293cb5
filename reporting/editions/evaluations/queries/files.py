"""The document of an evaluation as it is read, and its files."""

from django.db.models import Max
from django.utils import timezone

from reporting.access import NotHere
from reporting.document.json_files import document_from_json
from reporting.document.value import Document
from reporting.editions.evaluations.queries.contents import fingerprint
from reporting.editions.evaluations.queries.evaluation_document import build_evaluation
from reporting.models import Commitment, CommitmentAnswer, Edition, EditionDocument

PDF, WORKBOOK = "evaluation.pdf", "evaluation.xlsx"
NAMES = (PDF, WORKBOOK)


def read_document(edition: Edition, language: str) -> Document:
    """That of a published one as it was stored; of one in work as it stands."""
    if not edition.is_published:
        return build_evaluation(edition, language)
    stored = EditionDocument.objects.filter(edition=edition, language=language).first()
    if stored is None:
        raise NotHere
    return document_from_json(stored.document)


def stamp_of(edition: Edition) -> str:
    """Equal stamps, equal files. Of one in work also what became of its recommendations and the day
    are part of it."""
    if edition.published_at is not None:
        return f"{edition.published_at:%Y%m%dT%H%M%S%f}"
    promised = Commitment.objects.filter(
        origin=Commitment.Origin.EVALUATION, origin_mark__startswith=f"E{edition.pk}-"
    )
    answers = CommitmentAnswer.objects.filter(commitment__in=promised).count()
    drawn = edition.evidence.aggregate(last=Max("drawn_at"))["last"]
    parts = [
        fingerprint(edition)[:24],
        f"{drawn:%Y%m%dT%H%M%S}" if drawn else "none",
        f"{promised.count()}-{answers}",
        f"{timezone.localdate():%Y%m%d}",
    ]
    return "-".join(parts)
