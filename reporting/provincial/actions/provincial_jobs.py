"""The reports of provinces are made by one job: of one province, or of all of them. The row of the
job is the Secretariat's, whoever asks; what each person may read is asked of the person."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from pathlib import Path
from shutil import rmtree

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from provinces.models import OrganisationUnit
from provinces.roles import DatabaseRole, Permission
from provinces.tenancy import acting_as
from reporting.access import Actor, NotHere, Refused, require
from reporting.core.actions import jobs
from reporting.core.actions.audit import record
from reporting.document.json_files import to_json
from reporting.document.sentences.language import LANGUAGES
from reporting.kernel.periods import Period
from reporting.models import Job, ProvincialReport
from reporting.provincial.exports import PDF, WORKBOOK, file_of, write_pdf, write_workbook
from reporting.provincial.queries.basis import YearInLanguage, basis_of, stamp_of
from reporting.provincial.queries.completeness import months_of_unit
from reporting.provincial.queries.provincial_document import provincial_document

Key = tuple[int, str]  # province, language
STEP = gettext_noop("Making the reports")
MADE = (
    "consolidation", "stamp", "document", "months", "pdf_digest", "pdf_size",
    "workbook_digest", "workbook_size", "made_at", "made_by",
)  # fmt: skip


def may_ask(actor: Actor, unit: OrganisationUnit | None) -> None:
    """Of all provinces who writes the national report; of one its own people too. `Refused` or
    `NotHere`."""
    if actor.is_national:
        require(actor, Permission.EDITION_WRITE)
        return
    if unit is None or unit.pk != actor.unit.pk:
        raise NotHere
    require(actor, Permission.DOWNLOAD)


@transaction.atomic
def request_reports(
    *,
    by: Actor,
    year: int,
    unit: OrganisationUnit | None = None,
    ring: Callable[[int], object] | None = None,
) -> Job:
    """The waiting job of this province, or of all where `unit` is None, or a new one; rings the
    bell once it is committed."""
    may_ask(by, unit)
    with acting_as(role=DatabaseRole.SECRETARIAT, organisation_unit_id=None):
        if basis_of(year) is None:
            words = _("%(year)d is not consolidated yet. The reports can be made then.")
            raise Refused(words % {"year": year})
        job, created = Job.objects.get_or_create(
            kind=Job.Kind.PROVINCES,
            period_key=Period.of_year(year).key,
            subject=unit.code if unit else "",
            state=Job.State.QUEUED,
            defaults={"requested_by": by.user, "year": year},
        )
    if created:
        record(
            "provincial.request", f"job:{job.pk}", by=by, unit=by.unit, year=year,
            provinces=unit.code if unit else "all",
        )  # fmt: skip
    if ring is not None:
        transaction.on_commit(lambda: ring(job.pk))
    return job


@transaction.atomic
def run(job_id: int) -> None:
    """Does the job if it is still waiting: all reports and `done` come in one transaction; files
    are in their place before."""
    job = jobs.claim(job_id)
    if job is None:
        return
    basis = basis_of(job.year)
    if basis is None:
        raise Refused(_("%(year)d is not consolidated yet.") % {"year": job.year})
    stamp = stamp_of(basis)
    before = {
        (unit, language): old
        for unit, language, old in ProvincialReport.objects.filter(year=job.year).values_list(
            "organisation_unit_id", "language", "stamp"
        )
    }
    made: list[ProvincialReport] = []
    for language in LANGUAGES:
        of_year = YearInLanguage(basis, language)
        units = [
            unit for code, unit in of_year.provinces.items() if job.subject in ("", code)
        ]  # fmt: skip
        for unit in units:
            done, total = len(made), len(units) * len(LANGUAGES)
            jobs.report_progress(job.pk, STEP, 0, 1, 100 * done // max(total, 1))
            made.append(_made(of_year, unit, stamp, job))
    _keep(made)
    _forget_old_files(made, before)
    jobs.finish(job)


def _made(
    of_year: YearInLanguage, unit: OrganisationUnit, stamp: str, job: Job
) -> ProvincialReport:
    basis, language = of_year.basis, of_year.language
    document = provincial_document(of_year, unit)
    place = (unit.code, basis.year, language, stamp)
    pdf = write_pdf(document, file_of(*place, PDF), basis.year, linked=basis.is_published)
    workbook = write_workbook(document, file_of(*place, WORKBOOK), basis.figures.created_at)
    return ProvincialReport(
        organisation_unit=unit,
        year=basis.year,
        language=language,
        consolidation=basis.figures,
        stamp=stamp,
        document=to_json(document),
        months=len(months_of_unit(of_year, unit).received),
        pdf_digest=pdf.digest,
        pdf_size=pdf.size,
        workbook_digest=workbook.digest,
        workbook_size=workbook.size,
        made_by=job.requested_by,
    )


def _keep(made: Sequence[ProvincialReport]) -> None:
    ProvincialReport.objects.bulk_create(
        made,
        update_conflicts=True,
        unique_fields=["organisation_unit", "year", "language"],
        update_fields=MADE,
    )


def _forget_old_files(made: Sequence[ProvincialReport], before: Mapping[Key, str]) -> None:
    """Those whose place is taken, once the new ones are committed."""
    folders = []
    for row in made:
        old = before.get((row.organisation_unit_id, row.language))
        if old is not None and old != row.stamp:
            unit, language = row.organisation_unit.code, row.language
            folders.append(file_of(unit, row.year, language, old, PDF).parent)
    transaction.on_commit(partial(_remove, folders))


def _remove(folders: Sequence[Path]) -> None:
    for folder in folders:
        rmtree(folder, ignore_errors=True)


def last_job(year: int, unit: OrganisationUnit | None) -> Job | None:
    """The newest that makes this report, of one province or of all; seen with the Secretariat's
    eyes."""
    subjects = ["", unit.code] if unit else [""]
    with acting_as(role=DatabaseRole.SECRETARIAT, organisation_unit_id=None):
        rows = Job.objects.filter(kind=Job.Kind.PROVINCES, year=year, subject__in=subjects)
        return rows.order_by("-pk").first()
