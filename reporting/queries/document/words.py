"""The fixed words of the document that its exporters print."""

from django.utils.translation import gettext as _
from django.utils.translation import pgettext


def fixed_words() -> dict[str, str]:
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
    }
