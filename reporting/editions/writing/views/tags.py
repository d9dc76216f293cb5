"""What templates print of sentences: their language, as they read now, and the box to write
them."""

from django import template
from django.conf import settings
from django.templatetags.static import static
from django.utils.html import format_html, json_script
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from reporting.document.sentences import pairs
from reporting.document.sentences.language import language_of
from reporting.document.sentences.markup import CURRENCIES, MarkupError
from reporting.document.value import Run
from reporting.kernel.numbers import format_number

register = template.Library()


@register.filter
def percent(share: float) -> str:
    return f"{format_number(share * 100, 1)}%"


@register.filter
def lang(language: str) -> SafeString | str:
    """The attribute of an element whose text is in another language than its page."""
    reader = get_language() or "en"
    return format_html(' lang="{}"', language) if language and language != reader else ""


@register.filter
def language(text: str) -> str:
    """By its script: `language_of`."""
    return language_of(text)


@register.filter
def other_language(language: str) -> str:
    return pairs.other_language(language)


@register.filter
def language_name(language: str) -> str:
    return str(dict(settings.LANGUAGES).get(language, ""))


@register.simple_tag(takes_context=True)
def as_read(context: template.Context, text: str) -> str:
    """Stored words as they read now: `setter` of the page shows the figures, each in ‹ ›."""
    setter = context.get("setter")
    try:
        runs = setter.for_text(text).runs(text) if setter else (text,)
    except MarkupError:
        return text
    return "".join(_shown(run) for run in runs)


def _shown(run: Run) -> str:
    if isinstance(run, str):
        return run
    return run.text if run.kind == "kept" else f"‹{run.text}›"


@register.simple_tag
def writing_box() -> SafeString:
    """For the head of a page that has a `textarea[data-writing-box]`."""
    return format_html(
        '<link rel="stylesheet" href="{}">{}<script type="module" src="{}"></script>',
        static("editions/writing/writing.css"),
        json_script({"words": _words(), "currencies": sorted(CURRENCIES)}, "writing-words"),
        static("editions/writing/box.js"),
    )


def _words() -> dict[str, str]:
    return {
        **_of_box(), **_of_panel(), **_of_picker(),
        "failed": _("The portal does not answer. Your text is as you wrote it; try again."),
        "loading": _("One moment …"),
        "close": _("Close"),
    }  # fmt: skip


def _of_box() -> dict[str, str]:
    return {
        "tools": _("Figures in this text"),
        "insert": _("Insert a figure"),
        "linkSelected": _("Link the selected number"),
        "selectFirst": _("Select a number in the text first."),
        "help": _(
            "Ctrl+Space or {{ inserts a figure. Beside a figure or in a number, Alt+Enter opens it."
        ),
        "figure": _("figure %(shown)s, %(label)s"),
        "kept": _("kept number %(shown)s: %(label)s"),
        "missing": _("no figure: %(label)s"),
        "wrong": _("a reference that cannot be read: %(label)s"),
        "opens": _("Alt+Enter opens it."),
        "typed": _("Typed by hand:"),
        "openTyped": _("%(shown)s, typed by hand: link or keep it"),
        "inserted": _("Inserted: %(shown)s"),
        "linked": _("Linked: %(shown)s"),
        "removed": _("Removed: %(shown)s"),
        "undone": _("Undone"),
    }


def _of_panel() -> dict[str, str]:
    return {
        "isLinked": _("This number is linked and follows its figure."),
        "isKept": _("This number is kept as it was typed."),
        "isMissing": _("There is no such figure in the newest consolidation."),
        "isWrong": _("This reference cannot be read."),
        "isTyped": _("%(shown)s was typed by hand. What is it?"),
        "nothingLike": _("No figure has this value."),
        "search": _("Search for the figure"),
        "link": _("Link"),
        "willRead": _("will read %(shown)s"),
        "keepBecause": _("Keep it, because …"),
        "keep": _("Keep it"),
        "reason": _("The reason"),
        "trace": _("Trace it"),
        "unlink": _("Unlink: leave the number as text"),
        "remove": _("Take it out"),
        "other": _("Choose another figure"),
    }


def _of_picker() -> dict[str, str]:
    return {
        "searchLabel": _("Search by words or by value"),
        "searchHint": _("forums persons Kandal, or 6,147,930"),
        "results": _("Figures found"),
        "found": _("Figures found: %(count)s"),
        "nothing": _("No figure is called so or has this value."),
        "table": _("Or choose a table"),
        "chooseTable": _("Choose …"),
        "scope": _("Of whom"),
        "period": _("Period"),
        "noNumbers": _("This table has no numbers for that choice."),
        "how": _("How it is shown"),
        "whole": _("Share of"),
        "from": _("Compared with"),
        "places": _("Decimals"),
        "usual": _("as usual"),
        "currency": _("Currency"),
        "noValue": _("cannot be shown so"),
        "back": _("Another figure"),
        "insertIt": _("Insert"),
    }
