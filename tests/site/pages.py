"""What a page leads to: the addresses in it, the questions its forms ask, the forms it posts."""

from dataclasses import dataclass, field
from html.parser import HTMLParser
from urllib.parse import urlencode, urljoin, urlsplit

IGNORED = ("/static/",)
SKIPPED = {"csrfmiddlewaretoken"}


@dataclass
class Form:
    """`fields`: what it sends as it stands; `others`: with the last choice of each list; `files`:
    the names of its file fields."""

    action: str
    posts: bool
    fields: dict[str, str] = field(default_factory=dict)
    others: dict[str, str] = field(default_factory=dict)
    files: list[str] = field(default_factory=list)


@dataclass
class Page:
    addresses: list[str] = field(default_factory=list)
    parts: list[str] = field(default_factory=list)  # asked by the page itself (htmx)
    forms: list[Form] = field(default_factory=list)


def read(address: str, text: str) -> Page:
    reader = _Reader(address)
    reader.feed(text)
    reader.close()
    page = reader.page
    for form in page.forms:
        if not form.posts:
            for fields in (form.fields, form.others):
                page.addresses.append(f"{form.action.partition('?')[0]}?{urlencode(fields)}")
    return page


class _Reader(HTMLParser):
    def __init__(self, address: str) -> None:
        super().__init__()
        self.address, self.page = address, Page()
        self.form: Form | None = None
        self.choice = ""
        self.named: dict[str, Form] = {}

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        for name, value in given.items():
            if name == "hx-get":
                self._lead(self.page.parts, value)
            elif name == "href" or (name.startswith("data-") and value.startswith("/")):
                self._lead(self.page.addresses, value)
        if tag == "form":
            self.form = Form(
                self._whole(given.get("action", "")), given.get("method", "").lower() == "post"
            )
            self.page.forms.append(self.form)
            self.named[given.get("id", "")] = self.form
        else:
            self._field(tag, given)

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self.form = None

    def _field(self, tag: str, given: dict[str, str]) -> None:
        form = self.named.get(given["form"]) if "form" in given else self.form
        name = given.get("name", "")
        if form is None:
            return
        if tag == "option":
            self._option(form, given)
        elif tag == "select":
            self.choice = name
            form.fields.setdefault(name, "")
        elif name and name not in SKIPPED and tag in ("input", "textarea", "button"):
            if given.get("type") == "file":
                form.files.append(name)
            elif given.get("type") not in ("checkbox", "radio") or "checked" in given:
                form.fields.setdefault(name, given.get("value", ""))
                form.others[name] = given.get("value", "")
            else:
                form.others[name] = given.get("value", "on")

    def _option(self, form: Form, given: dict[str, str]) -> None:
        if self.choice:
            form.others[self.choice] = given.get("value", "")
            if "selected" in given or not form.fields[self.choice]:
                form.fields[self.choice] = given.get("value", "")

    def _lead(self, found: list[str], value: str) -> None:
        whole = self._whole(value)
        if whole.startswith("/") and not whole.startswith(IGNORED):
            found.append(whole)

    def _whole(self, value: str) -> str:
        """From the root, without the fragment; "" for what is no page of ours."""
        parts = urlsplit(urljoin(f"http://testserver{self.address}", value))
        if parts.netloc != "testserver" or parts.scheme != "http":
            return ""
        return parts.path + (f"?{parts.query}" if parts.query else "")
