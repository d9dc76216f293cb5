"""What is wrong with the HTML of a page: what a parser of HTML5 stumbles over, and a few rules of
the standard that no parser asks for."""

import re
from collections import Counter
from collections.abc import Iterator
from typing import Any
from xml.etree.ElementTree import Element

import html5lib

# A day, a month, a time or a moment, with at most milliseconds.
WHEN = re.compile(
    r"\d{4}(-\d\d(-\d\d)?)?|\d\d:\d\d(:\d\d(\.\d{1,3})?)?|"
    r"\d{4}-\d\d-\d\d[T ]\d\d:\d\d(:\d\d(\.\d{1,3})?)?(Z|[+-]\d\d:?\d\d)?"
)
POINTERS = ("for", "aria-labelledby", "aria-describedby", "aria-controls", "aria-owns", "list")


def faults(text: str) -> list[str]:
    """In words, each once; `text` is a page or a part of one."""
    parser = html5lib.HTMLParser(namespaceHTMLElements=False)
    whole = text.lstrip().lower().startswith("<!doctype")
    tree = parser.parse(text) if whole else parser.parseFragment(text)
    found = [f"line {line}: {code}" for (line, _column), code, _more in parser.errors]
    elements = [one for one in tree.iter() if isinstance(one.tag, str)]
    found += _attributes(elements)
    found += _twice(elements)
    found += _called_otherwise(elements)
    found += _steps_left_out(elements) if whole else []
    found += _pointing_nowhere(elements) if whole else []
    return list(dict.fromkeys(found))


def _attributes(elements: list[Element]) -> Iterator[str]:
    for one in elements:
        for name in ("name", "id", "for", "href" if one.tag == "link" else "id"):
            if one.get(name) == "":
                yield f"<{one.tag} {name}=''>"
        when = one.get("datetime")
        if when is not None and not WHEN.fullmatch(when):
            yield f"<{one.tag} datetime={when!r}>"
        if one.tag == "img" and one.get("alt") is None:
            yield "<img> without alt"


def _twice(elements: list[Element]) -> Iterator[str]:
    counted = Counter(one.get("id") for one in elements if one.get("id"))
    for name, count in counted.items():
        if count > 1:
            yield f"id={name} {count} times"


def _pointing_nowhere(elements: list[Element]) -> Iterator[str]:
    known = {one.get("id") for one in elements}
    for one in elements:
        for pointer in POINTERS:
            for name in _names(one, pointer):
                if name not in known:
                    yield f"<{one.tag} {pointer}={name}> leads nowhere"


def _steps_left_out(elements: list[Element]) -> Iterator[str]:
    """An h1 first, and no h3 below an h1."""
    before = 0
    for one in elements:
        if re.fullmatch("h[1-6]", one.tag):
            level = int(one.tag[1])
            if level > before + 1:
                yield f"<{one.tag}> after <h{before}>: {_seen(one)[:40]}"
            before = level


def _called_otherwise(elements: list[Element]) -> Iterator[str]:
    """What is clicked is called by what is seen on it."""
    for one in elements:
        label, seen = one.get("aria-label"), _seen(one)
        if one.tag in ("a", "button") and label and seen and not _plain(seen) <= _plain(label):
            yield f"<{one.tag}> {seen!r} is called {label!r}"


def _plain(text: str) -> set[str]:
    return set(re.findall(r"\w+", text.lower()))


def _seen(element: Element) -> str:
    """Its text, without what is hidden from sight and the titles of drawings."""
    texts = [element.text or ""]
    for child in element:
        hidden = child.tag in ("title", "desc") or "visually-hidden" in (child.get("class") or "")
        texts += ["" if hidden else _seen(child), child.tail or ""]
    return " ".join(" ".join(texts).split())


def _names(element: Any, pointer: str) -> list[str]:
    return (element.get(pointer) or "").split()
