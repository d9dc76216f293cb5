"""Where the lines of a text end: at spaces, between Khmer words, at need between clusters."""

import re
from functools import lru_cache

from reporting.document.fonts import REGULAR
from reporting.document.script_text import printable, text_width
from reporting.document.shaping import NEEDS_SHAPING, cluster_ends
from reporting.document.word_ends import CLOSING, KHMER, LEADS_NUMBER, khmer_words

ZERO_WIDTH_SPACE = "\u200b"
OPENING = "([{\u00ab\u2018\u201c\u2039"
OPENS = re.escape(OPENING)
CLOSES = re.compile(f"[{CLOSING})\\]}}\u00bb\u2019\u201d\u203a.,;:!?%]")
# After a hyphen or stroke between real words, not inside "NS/RKM" or "C/PCCT".
STROKE = "(?<=[^\\W\\d]{4}[/\u2013\u2014-])(?=[^\\W\\d]{4})"
# Khmer sets no space beside brackets, marks and words of another script.
BESIDE_KHMER = (
    f"(?<=[{KHMER}])(?=[{OPENS}])(?<![{OPENS}])"
    f"|(?<=[)\\]}}\u00bb\u2019\u201d\u203a,;:!?])(?=[\u1780-\u17b3])"
    "|(?<=[\u1780-\u17d3]{4}[/-])(?=[\u1780-\u17d3]{4})"
    f"|(?<=[A-Za-z])(?=[\u1780-\u17b3])|(?<=[\u1780-\u17d3{CLOSING}])(?=[A-Za-z])"
)
BREAK_AFTER = re.compile(f"{STROKE}|{BESIDE_KHMER}|{ZERO_WIDTH_SPACE}")
# A closing sign stays with what it closes, where a space was typed between them too.
SPACES = re.compile(f" +(?!{CLOSES.pattern})")
NUMBER = re.compile("[0-9\u17e0-\u17e9.,]*[0-9\u17e0-\u17e9]")
# So much of a line filled is enough: what stands between two spaces is then rather kept together.
ENOUGH, ENOUGH_IF_NARROW = 0.86, 0.5
NARROW = 22  # sizes of the type: a cell of a table, the name of a bar
KHMER_RUN = re.compile(f"[{KHMER}]+")
LONGEST_NEEDED = 8  # of a word, in sizes of its type: a longer one may be broken in a table


def wrap(
    text: str, font: str, size: float, limit: float, *, whole_words: bool = False
) -> list[str]:
    """Lines no wider than `limit` points; at least one (empty) line.

    With `whole_words` (titles) what stands between two spaces is broken only if it is wider than
    a line.
    """
    lines: list[str] = []
    for part in printable(text).split("\n"):
        part = part.strip(" ")
        if ZERO_WIDTH_SPACE not in part and text_width(part, font, size) <= limit:
            lines.append(part)
        else:
            lines += _fill(part, font, size, limit, whole_words)
    return lines


def _fill(text: str, font: str, size: float, limit: float, whole: bool) -> list[str]:
    line = _Line(font, size, limit)
    enough = limit * (ENOUGH if limit > NARROW * size else ENOUGH_IF_NARROW)
    for phrase in phrases_of(text):
        said = phrase.replace(ZERO_WIDTH_SPACE, "")
        if line.takes(said, spaced=True):
            continue
        if line.text and (whole or (line.used > enough and line.holds(said))):
            line.end()
            if line.takes(said, spaced=True):
                continue
        spaced = True
        for piece in pieces_of(phrase):
            line.put(piece, spaced=spaced)
            spaced = False
    return line.all()


class _Line:
    """The line that is being filled, and those before it."""

    def __init__(self, font: str, size: float, limit: float) -> None:
        self.font, self.size, self.limit = font, size, limit
        self.space = text_width(" ", font, size)
        self.lines: list[str] = []
        self.text, self.used = "", 0.0

    def takes(self, piece: str, *, spaced: bool) -> bool:
        """Whether it went onto this line."""
        width = text_width(piece, self.font, self.size)
        lead = self.space if spaced and self.text else 0.0
        if self.used + lead + width > self.limit:
            return False
        self.text += (" " if lead else "") + piece
        self.used += lead + width
        return True

    def holds(self, piece: str) -> bool:
        """Whether a line of its own is wide enough for it."""
        return text_width(piece, self.font, self.size) <= self.limit

    def put(self, piece: str, *, spaced: bool) -> None:
        """Onto this line, else onto the next; broken only if it is wider than a whole line."""
        if self.takes(piece, spaced=spaced):
            return
        if self.holds(piece):
            self.end()
            self.takes(piece, spaced=False)
            return
        for part in parts_of(piece):
            if not self.takes(part, spaced=spaced):
                self.end()
                if not self.takes(part, spaced=False):
                    self.text, self.used = part, self.limit  # nothing narrower can be set
            spaced = False

    def end(self) -> None:
        if self.text:
            self.lines.append(self.text)
        self.text, self.used = "", 0.0

    def all(self) -> list[str]:
        return [*self.lines, self.text] if self.text or not self.lines else self.lines


def phrases_of(text: str) -> list[str]:
    """What stands between two spaces; a number, its unit and the word that leads to it are one."""
    phrases: list[str] = []
    for phrase in filter(None, SPACES.split(text)):
        if phrases and _keeps_number(phrases[-1], phrase):
            phrases[-1] += f" {phrase}"
        else:
            phrases.append(phrase)
    return phrases


def _keeps_number(before: str, phrase: str) -> bool:
    if NUMBER.fullmatch(before):
        return KHMER_RUN.match(phrase) is not None and not NUMBER.match(phrase)
    return NUMBER.match(phrase) is not None and before.endswith(tuple(LEADS_NUMBER))


def parts_of(piece: str) -> list[str]:
    """Where a piece may be broken at need: between clusters, but before nothing that closes and
    after nothing that opens."""
    parts: list[str] = []
    for cluster in cluster_ends(piece):
        if parts and (CLOSES.match(cluster) or parts[-1][-1] in OPENING):
            parts[-1] += cluster
        else:
            parts.append(cluster)
    return parts


@lru_cache(maxsize=32768)
def pieces_of(phrase: str) -> tuple[str, ...]:
    """What a line takes whole of a text without spaces."""
    pieces: list[str] = []
    for part in BREAK_AFTER.split(phrase):
        before, at = "", 0
        for run in KHMER_RUN.finditer(part):
            *whole, last = khmer_words(run.group())
            before += part[at : run.start()]
            for word in whole:
                pieces.append(before + word)
                before = ""
            before += last
            at = run.end()
        if before := before + part[at:]:
            pieces.append(before)
    return tuple(pieces)


def balanced(text: str, font: str, size: float, limit: float) -> list[str]:
    """The lines of a title, as few as may be and nearly of one length."""
    lines = wrap(text, font, size, limit, whole_words=True)
    words = printable(text).replace(ZERO_WIDTH_SPACE, "").split()
    widest = max((text_width(word, font, size) for word in [*words, "-"]), default=0.0)
    for share in (0.55, 0.65, 0.75, 0.85):
        if len(lines) == 1 or widest > limit * share:
            continue
        narrower = wrap(text, font, size, limit * share, whole_words=True)
        if len(narrower) == len(lines):
            return narrower
    return lines


def longest_word(text: str, size: float = 1.0, font: str = REGULAR) -> float:
    """Width of the widest piece that should not be broken."""
    return _longest_word(text, font) * size


@lru_cache(maxsize=16384)
def _longest_word(text: str, font: str) -> float:
    widths = (
        min(text_width(piece, font, 1), LONGEST_NEEDED)
        if NEEDS_SHAPING.search(piece)
        else text_width(piece, font, 1)
        for phrase in phrases_of(printable(text))
        for piece in pieces_of(phrase)
    )
    return max(widths, default=0.0)
