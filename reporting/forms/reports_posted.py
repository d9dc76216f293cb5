"""What came back from the page of a report, and how a refusal of an input is put."""

from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from reporting.actions.report_page import Changes


@dataclass
class Posted:
    """`typed`: what stands in the inputs of tables with problems, to be shown again."""

    changes: Changes = field(default_factory=Changes)
    problems: dict[str, str] = field(default_factory=dict)
    typed: dict[str, str] = field(default_factory=dict)
    failed: list[str] = field(default_factory=list)


def too_long(longest: int) -> str:
    return _("This is too long: at most %(longest)d letters are kept.") % {"longest": longest}


def conflict(kept: str) -> str:
    if not kept:
        return _("Somebody emptied this while you were typing. Save again to keep what you typed.")
    return _(
        "Somebody saved “%(kept)s” here while you were typing. Save again to keep what you typed."
    ) % {"kept": kept}
