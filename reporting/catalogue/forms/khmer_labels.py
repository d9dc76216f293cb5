"""Which labels are shown, and what was typed into a page of them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from reporting.catalogue.actions.khmer_labels import Wanted
from reporting.catalogue.queries.khmer_labels import MISSING, OPEN, Label, LabelCriteria
from reporting.catalogue.queries.label_fields import CONFIRMED, SOURCE
from reporting.catalogue.rules.khmer_texts import Wrong, placeholders, tidy, wrong_khmer
from reporting.core.forms import ALL, FilterForm

KINDS = {
    "form": gettext_lazy("Forms"),
    "section": gettext_lazy("Sections of the report"),
    "table": gettext_lazy("Tables"),
    "column": gettext_lazy("Columns"),
    "row": gettext_lazy("Rows"),
    "dimension": gettext_lazy("Dimensions and measures"),
    "rule": gettext_lazy("Rules and comparisons"),
    "chart": gettext_lazy("Charts"),
    "key_figure": gettext_lazy("Key figures"),
    "indicator": gettext_lazy("Indicators"),
    "plan": gettext_lazy("The plan"),
    "unit": gettext_lazy("Units"),
}
STANDINGS = [
    ALL,
    (OPEN, gettext_lazy("To be confirmed")),
    (MISSING, gettext_lazy("Without Khmer")),
    (CONFIRMED, gettext_lazy("Confirmed")),
    (SOURCE, gettext_lazy("From an official text")),
]
CONFIRM_ALL = "all"


class LabelFilter(FilterForm):
    q = forms.CharField(
        label=gettext_lazy("English, Khmer or place"), required=False, max_length=100
    )
    kind = forms.ChoiceField(
        label=gettext_lazy("Kind"), required=False, choices=[ALL, *KINDS.items()]
    )
    standing = forms.ChoiceField(
        label=gettext_lazy("Standing of the Khmer"), required=False, choices=STANDINGS
    )

    def wanted(self) -> LabelCriteria:
        given = self.given()
        return LabelCriteria(given["kind"], given["standing"], given["q"])


@dataclass(frozen=True)
class PostedLabel:
    """A label of the page as it was shown, and as it came back."""

    key: str
    english: str
    shown: str
    khmer: str
    was_confirmed: bool
    confirmed: bool

    @property
    def changes(self) -> bool:
        return self.khmer != self.shown or self.confirmed != self.was_confirmed


@dataclass
class PostedLabels:
    """What to store; else, by key, what is wrong; or what somebody else changed meanwhile."""

    wanted: list[Wanted] = field(default_factory=list)
    errors: dict[str, str] = field(default_factory=dict)
    overtaken: list[PostedLabel] = field(default_factory=list)
    typed: dict[str, PostedLabel] = field(default_factory=dict)


def read_labels(data: QueryDict, labels: Iterable[Label]) -> PostedLabels:
    """`labels`: as they stand now."""
    known = {label.key: label for label in labels}
    found = PostedLabels()
    for key in dict.fromkeys(data.getlist("label")):
        posted = _posted(data, key)
        if not posted.changes:
            continue
        found.typed[key] = posted
        label = known.get(key)
        if label is None:
            found.overtaken.append(posted)
        elif reason := why_not(posted.khmer, label):
            found.errors[key] = reason
        else:
            found.wanted.append(Wanted(label, posted.khmer, posted.confirmed))
    return found


def _posted(data: Mapping[str, str], key: str) -> PostedLabel:
    shown = tidy(data.get(f"shown-{key}", ""))
    all_of_them = data.get("do") == CONFIRM_ALL and shown != ""
    return PostedLabel(
        key=key,
        english=data.get(f"english-{key}", ""),
        shown=shown,
        khmer=tidy(data.get(f"khmer-{key}", shown)),
        was_confirmed=data.get(f"was-{key}") == "1",
        confirmed=all_of_them or data.get(f"confirmed-{key}") == "1",
    )


def why_not(khmer: str, label: Label) -> str:
    """Why this cannot be the Khmer of a label, and what to do; "" where it can."""
    wrong = wrong_khmer(khmer, label.english, label.longest)
    if wrong is Wrong.MISSING:
        return _("Write the Khmer of this label.")
    if wrong is Wrong.LONG:
        return _("The text is longer than %(most)d characters. Shorten it.") % {
            "most": label.longest or 0
        }
    if wrong is Wrong.CONTROL:
        return _("The text has line breaks or signs that cannot be printed. Type it on one line.")
    if wrong is Wrong.PLACEHOLDERS:
        signs = " ".join(placeholders(label.english)) or "–"
        return _("What stands in braces must be the same as in English: %(signs)s") % {
            "signs": signs
        }
    if wrong is Wrong.NOT_KHMER:
        return _("This is not Khmer. Write the label in Khmer letters.")
    return ""
