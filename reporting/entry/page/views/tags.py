"""Tags of the form of an action plan: its inputs and what is wrong with them."""

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from reporting.entry.page.forms.action_plan import LONGEST, PlanRow, plan_name
from reporting.entry.page.queries.activities import activity_title, months_words
from reporting.entry.page.views.open_rows import unit_words
from strategies.models import Activity

register = template.Library()

AREAS = ("result", "partners", "note")
NUMBERS = ("target", "budget")


@register.simple_tag
def plan_title(activity: Activity) -> str:
    return activity_title(activity, get_language() or "en")


@register.simple_tag
def plan_invalid(row: PlanRow, part: str) -> SafeString:
    if row.problem_part != part:
        return SafeString("")
    return format_html(' aria-invalid="true" aria-describedby="p-{}"', row.activity.code)


@register.simple_tag
def plan_input(row: PlanRow, part: str) -> SafeString:
    name, text = plan_name(row.activity.code, part), row.text(part)
    wrong = plan_invalid(row, part)
    if part in AREAS:
        return format_html(
            '<textarea name="{}" rows="2" maxlength="{}"{}>{}</textarea>',
            name, LONGEST[part], wrong, text,
        )  # fmt: skip
    if part in NUMBERS:
        return format_html(
            '<input type="text" inputmode="decimal" autocomplete="off" name="{}" value="{}"{}>',
            name, text, wrong,
        )  # fmt: skip
    return format_html(
        '<input type="text" name="{}" maxlength="{}" value="{}"{}>',
        name, LONGEST[part], text, wrong,
    )  # fmt: skip


@register.simple_tag
def plan_said(row: PlanRow) -> str:
    """A row in one line, as it would be printed."""
    amount = " ".join(filter(None, (row.text("target"), unit_words(row.text("unit")))))
    money = " ".join(filter(None, (row.text("budget"), row.text("currency"), row.text("source"))))
    said = (
        row.text("result"), amount, months_words(row.months), row.text("who"),
        row.text("partners"), money, row.text("note"),
    )  # fmt: skip
    return " · ".join(filter(None, said))
