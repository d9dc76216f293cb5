"""In a template a look-up that finds nothing is empty, except as the argument of a filter: there
it raises, and the page is a 500. So a filter's argument is a literal; `{% firstof %}`,
`{% found_in %}` and other tags do what `|default:` of a variable and `|get:` would."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.template import Context, Template, VariableDoesNotExist, engines
from django.template.base import FilterExpression

TEMPLATES = [
    path
    for folder in (settings.BASE_DIR / "templates", *settings.BASE_DIR.glob("*/templates"))
    for path in sorted(folder.rglob("*.*"))
    if path.suffix in (".html", ".txt")
]
OF_TEMPLATES = ("django.", "reporting.", "provinces.", "strategies.", "crispy_forms.", "allauth.")


def expressions(node: Any, seen: set[int]) -> Iterator[FilterExpression]:
    """All that stand in a parsed template, whatever its tags keep them in."""
    if id(node) in seen or isinstance(node, str | int | float | None):
        return
    seen.add(id(node))
    if isinstance(node, FilterExpression):
        yield node
    if isinstance(node, dict):
        parts = list(node.values())
    elif isinstance(node, list | tuple | set):
        parts = list(node)
    else:
        ours = type(node).__module__.startswith(OF_TEMPLATES)
        parts = [v for k, v in getattr(node, "__dict__", {}).items() if ours and k != "origin"]
    for part in parts:
        yield from expressions(part, seen)


def looked_up_in_arguments(template: Any) -> list[str]:
    return [
        str(one.token)
        for one in expressions(template.nodelist, set())
        for _filter, arguments in one.filters
        for is_variable, argument in arguments
        if is_variable and argument.lookups is not None
    ]


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.name)
def test_the_arguments_of_filters_are_literal(path: Path) -> None:
    parsed = engines["django"].engine.from_string(path.read_text())  # type: ignore[attr-defined]

    assert looked_up_in_arguments(parsed) == []


@pytest.mark.parametrize(
    "source",
    [
        "{{ passage.spec.table|default:passage.spec.chart }}",
        "{% with here=sections|add:one.section %}{% endwith %}",
        "{% load i18n %}{% for one in b %}{% blocktranslate with c=d|default:e.f %}{{ c }}"
        "{% endblocktranslate %}{% endfor %}",
        '{% include "404.html" with x=a|add:b %}',
        "{% url 'reporting:report' a b|default:c d %}",
    ],
)
def test_an_argument_that_is_looked_up_is_found(source: str) -> None:
    """The control."""
    assert len(looked_up_in_arguments(Template(source))) == 1


def test_why_it_matters() -> None:
    with pytest.raises(VariableDoesNotExist):
        Template("{{ a.b|default:a.c }}").render(Context({"a": {}}))
    assert Template("{% firstof a.b a.c %}").render(Context({"a": {}})) == ""
