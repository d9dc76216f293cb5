"""The fixed words that the writers of a document print, and a table of a page as a document that
can be downloaded."""

from collections.abc import Iterable

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from reporting.core.queries.practice_years import practice_words
from reporting.document.value import Document, Section


def page_document(title: str, section: Section, *, years: Iterable[int], language: str) -> Document:
    """As it is now; a year to practise on is named."""
    shown = list(years)
    return Document(
        title=title,
        subtitle=next(filter(None, map(practice_words, shown)), ""),
        publisher=(),
        year=shown[-1],
        language="km" if language == "km" else "en",
        edition=_("As of %(day)s") % {"day": date_format(timezone.localtime(), "DATETIME_FORMAT")},
        sections=(section,),
        words=fixed_words(),
    )


def fixed_words() -> dict[str, str]:
    return {**_labels(), **_about(), **_legend()}


def _labels() -> dict[str, str]:
    return {
        "contents": _("Contents"),
        "page": _("Page"),
        "of": pgettext("page 1 of 5", "of"),
        "table": _("Table"),
        "tables": _("Tables"),
        "figure": pgettext("a chart", "Figure"),
        "figures": pgettext("charts", "Figures"),
        "caption": _("Title"),
        "section": _("Section"),
        "completeness": _("Completeness"),
        "continued": _("continued"),
        "note": _("Note"),
        "notes": _("Notes"),
        "total": _("Total"),
        "discrepancies": _("Discrepancies"),
        "severity": _("Severity"),
        "kind": _("Kind"),
        "organisation_unit": _("Organisation unit"),
        "period": _("Period"),
        "printed": _("Entered or printed"),
        "computed": _("Computed"),
        "message": _("Message"),
        "trace": _("Trace"),
        "figure_address": _("Figure"),
        "value": _("Value"),
        "received": _("Received"),
        "expected": _("Expected"),
        "reports": _("Reports"),
        "code": _("Code"),
        "how": _("How it was made"),
        "cells": _("Cells"),
        "not_available": _("n/a"),
        "nothing_to_report": _("nothing"),
        "practice": _("Practice: invented figures"),
        "not_translated": _("not translated yet"),
        "status": _("Status"),
        "state_doubted": pgettext("a number", "doubted"),
        "state_explained": pgettext("a number", "explained"),
        "state_kept": pgettext("a number", "doubted, published by decision"),
        "state_contains_doubted": pgettext("a number", "contains doubted numbers"),
    }


def _about() -> dict[str, str]:
    """The page after the cover: which edition it is and how it can be checked."""
    return {
        "about": _("About this edition"),
        "edition": _("Edition"),
        "publisher": _("Published by"),
        "about_figures_head": _("Where the figures come from"),
        "about_figures": _(
            "Every number in the tables is added up from the reports that ministries, "
            "institutions, working groups, partner organisations and provincial committees sent "
            "in and that the General Secretariat accepted. Nobody types a total. What the checks "
            "found is said in the notes."
        ),
        "about_trace_head": _("How to trace a figure"),
        "about_trace": _(
            "A short code stands under each table. In the reporting portal it opens the table "
            "with the reports, revisions and cells that each of its figures was made from, and "
            "who entered, signed and accepted them and when. In the file, the code and each "
            "figure are links to that page."
        ),
        "about_verify_head": _("How to verify this edition"),
        "about_verify": _(
            "A published edition never changes; a correction makes the next one. Its manifest, "
            "which is downloaded from the portal, gives the SHA-256 checksum of each file and of "
            "the figures, so that on any computer this file can be compared with the one that was "
            "published."
        ),
        "signed": _("Signed by"),
        "about_open_head": _("What is not explained"),
        "about_open": _(
            "The checks of the portal found figures and sentences that do not agree. Those that "
            "nobody has explained yet come first in the annex of discrepancies; where one is of "
            "high severity, a mark stands at the figure."
        ),
        "discrepancies_found": _("Discrepancies: not explained, and explained"),
        "not_explained": _("Not explained yet"),
        "explained": _("Explained"),
        "state": _("State"),
        "keywords": _("trafficking in persons, counter-trafficking, Cambodia, annual report"),
    }


def _legend() -> dict[str, str]:
    """The signs in tables, said once."""
    return {
        "legend": _("How to read the tables"),
        "empty": _("empty"),
        "legend_not_available": _("not available: the reporter says that there is no such number"),
        "legend_nothing": _("nothing to report: the reporter says that there was nothing"),
        "legend_blank": _("no number was reported; it is not zero"),
        "legend_mark": _("a note of this number stands at the end of the section"),
        "legend_total": _("bold, under a rule: added up by the portal"),
    }
