"""The walk: asks, keeps what failed, and goes on where a page leads."""

import traceback
from collections import Counter, deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from django.conf import settings
from django.urls import Resolver404, resolve

from tests.portal.permission_portal import Portal
from tests.site.pages import Form, Page, read
from tests.site.unresolved import taken

LANGUAGES = ("en", "km")
EYES = ("consol", "officer", "reviewer", "sec-gen", "admin", "approver", "lead", "ministry")
HTML = "text/html"


def route_of(address: str) -> str | None:
    """The pattern that an address leads to; None where there is none."""
    path = unquote(urlsplit(address).path, errors="replace")
    try:
        return resolve(path).route
    except Resolver404:
        return None


@dataclass
class Walk:
    """`failures`: every answer of 500 and more, and every variable that a template did not find,
    with whom, what and why. `asked`: how often, by
    pattern; `may`: who got something there."""

    portal: Portal
    failures: list[str] = field(default_factory=list)
    asked: Counter[str] = field(default_factory=Counter)
    may: dict[tuple[str, str], str] = field(default_factory=dict)

    def ask(
        self,
        person: str,
        address: str,
        data: Any = None,
        *,
        method: str = "GET",
        why: str = "",
        part: bool = False,
        **more: Any,
    ) -> Any:
        """In English and Khmer by turns, for each pattern."""
        route = route_of(address) or ""
        language = LANGUAGES[(self.asked[route] + len(person)) % 2]
        self.asked[route] += 1
        headers = {"HX-Request": "true"} if part else None
        response = self.portal.send(
            person, method, address, data, language=language, headers=headers, **more
        )
        missing = taken()
        if response.status_code >= 500 or missing:
            said = f" ({why})" if why else ""
            shown = address if len(address) < 200 else f"{address[:200]}…"
            reason = _reason(response) if response.status_code >= 500 else f"no {missing}"
            self.failures.append(f"{person} {method} {shown}{said}, {language}: {reason}")
        return response

    def ask_as_one_may(self, address: str, data: Any = None, method: str = "GET") -> Any:
        """By whoever got something at this pattern before, else by each until somebody does."""
        key = (method, route_of(address) or "")
        people = (self.may[key],) if key in self.may else EYES
        for person in people:
            response = self.ask(person, address, data, method=method)
            if response.status_code < 400:
                self.may[key] = person
            if response.status_code in (200, 301, 302, 404, 405):
                break
        return response

    def follow(self, person: str, starts: Iterable[str], *, wide: bool = True) -> Iterator[Form]:
        """From these addresses on, every link, form and part of a page, one of each pattern with
        and without questions; `wide`: with each set of questions. Gives the forms that are posted,
        each kind once."""
        queue = deque((address, False) for address in starts)
        seen: set[tuple[object, ...]] = set()
        forms: set[tuple[object, ...]] = set()
        while queue:
            address, part = queue.popleft()
            route, questions = route_of(address), tuple(_questions(address))
            everything = wide and not (route or "").startswith("admin/")
            kind = (route, questions if everything else bool(questions), part)
            if route is None or kind in seen:
                continue
            seen.add(kind)
            page = page_of(self.ask(person, address, part=part), address)
            queue.extend((one, False) for one in page.addresses)
            queue.extend((one, True) for one in page.parts)
            for form in page.forms:
                shape = (route_of(form.action), *sorted(form.fields)[:20])
                if form.posts and shape not in forms:
                    forms.add(shape)
                    yield form


def page_of(response: Any, address: str) -> Page:
    """Also where it sends one: a link like others."""
    if response.status_code in (301, 302, 303):
        return Page(addresses=[response["Location"]])
    if not response.headers.get("Content-Type", "").startswith(HTML) or response.streaming:
        return Page()
    return read(address, response.text)


def _questions(address: str) -> list[str]:
    query = urlsplit(address).query
    return sorted({one.partition("=")[0] for one in query.split("&")} - {""})


def _reason(response: Any) -> str:
    """The exception, and the last line of ours that it went through."""
    if not getattr(response, "exc_info", None):
        return f"{response.status_code}"
    kind, error, trail = response.exc_info
    frames = traceback.extract_tb(trail)
    own = [one for one in frames if one.filename.startswith(f"{settings.BASE_DIR}/")]
    own = [one for one in own if ".venv" not in one.filename] or frames
    place = Path(own[-1].filename)
    return f"{kind.__name__}: {str(error)[:200]} at {place.name}:{own[-1].lineno}"
