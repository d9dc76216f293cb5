"""Who walks through the portal in Khmer, and what they meet: pages in every state, what scripts
put there, mails and files, each with the words that have Latin letters and should not."""

import html
import re
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from io import BytesIO
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.core import mail
from django.core.mail import EmailMultiAlternatives
from django.test import Client
from django.utils import translation
from django.utils.translation import gettext
from openpyxl import load_workbook
from pypdf import PdfReader

from provinces.models import User
from tests.programs import program
from tests.reporting.conftest import BACKEND
from tests.shown_text import KHMER, LATIN, KhmerPage

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext, Page

# Everything that comes to a page after it was read, however short it stands there.
WATCH = """
addEventListener("DOMContentLoaded", () => {
  const apart = '[translate="no"], [lang]:not([lang="km"])';
  const spoken = ["alt", "aria-label", "placeholder", "title", "value"];
  const found = ({ type, target, addedNodes }) => {
    if (type === "attributes") return [target.cloneNode(false).outerHTML];
    if (type === "characterData") return [target.data];
    return [...addedNodes].map((one) => one.outerHTML || one.data || "");
  };
  new MutationObserver((changes) => {
    const said = changes.flatMap((one) => {
      const place = one.target.nodeType === 1 ? one.target : one.target.parentElement;
      return !place || place.closest(apart) ? [] : found(one);
    });
    if (said.some((one) => one.trim())) window.met(said.join("\\n"));
  }).observe(document.documentElement,
    { subtree: true, childList: true, characterData: true, attributeFilter: spoken });
});
"""
SEAL = re.compile(r"\b[0-9a-f]{8,}\b")  # of what was signed, in groups
NAME_IN_BRACES = re.compile(r"\{\w+\}")


def km(english: str) -> str:
    """As the portal says it in Khmer."""
    with translation.override("km"):
        return gettext(english)


@dataclass
class Met:
    """`foreign`: the runs with Latin letters, with the places where they were met."""

    names: frozenset[str]
    foreign: dict[str, list[str]] = field(default_factory=dict)
    khmer: dict[str, int] = field(default_factory=dict)  # letters, by place
    apart: set[str] = field(default_factory=set)  # what is marked as being in another language

    def read(self, where: str, page: str) -> None:
        found = KhmerPage.on(page)
        self.khmer[where] = self.khmer.get(where, 0) + len(KHMER.findall(" ".join(found.spoken)))
        self.apart |= {run for run in found.marked if LATIN.search(run) and run[0] != "{"}
        for run in found.foreign(self.names):
            places = self.foreign.setdefault(run, [])
            if where not in places:
                places.append(where)

    def words(self, where: str, text: str) -> None:
        """Plain text, each of its lines a run."""
        lines = (f"<p>{html.escape(SEAL.sub(' ', line))}</p>" for line in text.splitlines())
        self.read(where, "".join(lines))

    def mail(self, where: str, *, apart: str = "") -> str:
        """The newest e-mail, whole; gives its text. `apart`: what it says in another language."""
        message = mail.outbox[-1]
        assert isinstance(message, EmailMultiAlternatives)
        [alternative] = message.alternatives
        text = str(message.body)
        assert apart in text
        self.words(f"{where}: subject", str(message.subject))
        self.words(f"{where}: text", text.replace(apart, "") if apart else text)
        self.read(f"{where}: HTML", str(alternative[0]))
        return text

    def pdf(self, where: str, body: bytes) -> str:
        text = subprocess.run(
            [program("pdftotext"), "-layout", "-", "-"], input=body, check=True,
            capture_output=True, timeout=20,
        ).stdout.decode()  # fmt: skip
        self.words(where, text)
        about = PdfReader(BytesIO(body)).metadata
        self.words(f"{where}: title", str(about.title if about else ""))
        return text

    def workbook(self, where: str, body: bytes) -> str:
        """Its visible sheets: cells, notes and what a cell says when it is chosen or refuses."""
        book = load_workbook(BytesIO(body))
        said = [book.properties.title or ""]
        for sheet in book.worksheets:
            if sheet.sheet_state != "visible":
                continue
            said.append(sheet.title)
            dimensions = sheet.row_dimensions, sheet.column_dimensions
            for cell in (cell for row in sheet.iter_rows() for cell in row if cell.value):
                hidden = dimensions[0][cell.row].hidden, dimensions[1][cell.column_letter].hidden
                said += [] if any(hidden) else [str(cell.value)]
            for rule in sheet.data_validations.dataValidation:
                said += [rule.errorTitle or "", rule.error or ""]
                said += [rule.formula1] if rule.type == "list" else []
            foot = sheet.oddFooter
            said.append(str(foot.left.text if foot and foot.left else ""))
        text = "\n".join(one for one in said if not one.startswith("="))
        self.words(where, text)
        return text

    def calendar(self, where: str, body: str) -> str:
        """What a phone shows of it: the values of the properties that are words."""
        lines = body.replace("\r\n ", "").replace("\r\n\t", "").splitlines()
        shown = ("SUMMARY", "DESCRIPTION", "LOCATION", "CATEGORIES", "X-WR-CALNAME", "X-WR-CALDESC")
        said = [line.partition(":")[2] for line in lines if re.split("[;:]", line)[0] in shown]
        text = "\n".join(said).replace("\\n", "\n")
        self.words(where, text)
        return text


class Walker:
    """One person in a browser of their own."""

    def __init__(self, who: str, context: "BrowserContext", met: Met) -> None:
        self.who, self.met = who, met
        self.page: Page = context.new_page()
        self.page.set_default_timeout(8000)
        self.context = context
        self.page.on("dialog", self._asked)

    def _asked(self, dialog: Any) -> None:
        self.met.words(f"{self.who}: a question of the browser", dialog.message)
        dialog.accept()

    @property
    def where(self) -> str:
        return f"{self.who} {re.sub(r'^https?://[^/]+', '', self.page.url)}"

    def look(self) -> None:
        """The page as it stands now."""
        assert self.page.locator("html").get_attribute("lang") == "km"
        self.met.read(self.where, self.page.content())

    def goto(self, address: str) -> None:
        self.page.goto(address)
        self.look()

    def press(self, english: str) -> None:
        """The button with these words; what it leads to is read. What is not right is said by the
        portal, not by the browser, which speaks its owner's language."""
        self.page.evaluate("for (const one of document.forms) one.noValidate = true")
        self.page.get_by_role("button", name=km(english)).first.click()
        self.page.wait_for_load_state()
        self.look()

    def live_words(self) -> None:
        """All that the scripts of a report may say, whether it happens here or not."""
        words = self.page.evaluate(
            "Object.values(JSON.parse(document.getElementById('report-live').textContent).words)"
        )
        said = "\n".join(NAME_IN_BRACES.sub(" ", one) for one in words)
        self.met.words(f"{self.where}: its scripts", said)

    def file(self, address: str) -> bytes:
        answer = self.context.request.get(address)
        assert answer.ok, f"{answer.status} {address}"
        return answer.body()


@contextmanager
def walkers(chromium: "Browser", site: str, met: Met) -> Iterator[Any]:
    """`walker(name, username)`; without a username nobody is signed in yet."""
    contexts = []

    def walker(who: str, username: str = "") -> Walker:
        context = chromium.new_context(base_url=site, viewport={"width": 1366, "height": 768})
        contexts.append(context)
        context.add_cookies([{"name": "report_view", "value": "all", "url": site}])
        found = Walker(who, context, met)
        context.add_init_script(WATCH)
        context.expose_binding(
            "met", lambda _source, said: met.read(f"{found.where}: put in by a script", said)
        )
        if username:
            client = Client()
            client.force_login(User.objects.get(username=username), BACKEND)
            cookie = client.cookies[settings.SESSION_COOKIE_NAME]
            context.add_cookies([{"name": cookie.key, "value": cookie.value, "url": site}])
        return found

    try:
        yield walker
    finally:
        for context in contexts:
            context.close()
