"""From what an evaluation begins (fixtures/evaluation): its parts, criteria and scale, checked."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

KINDS = ("figures", "indicators", "plan", "money", "commitments", "obstacles", "report")
LANGUAGES = ("en", "km")
LONGEST_CODE = 24


class TemplateError(Exception):
    """The text says where and what is wrong."""


@dataclass(frozen=True)
class Words:
    en: str
    km: str

    def said_in(self, language: str) -> str:
        return self.km if language.startswith("km") else self.en


@dataclass(frozen=True)
class Asked:
    """A piece of evidence: of which kind, and of what (codes; none where the kind says it)."""

    kind: str
    of: tuple[str, ...] = ()


@dataclass(frozen=True)
class Part:
    """What people write: the opening, a criterion, the closing. `guidance` says what belongs there;
    of a criterion it is its question, and `evidence` what the portal draws."""

    code: str
    title: Words
    guidance: Words
    evidence: tuple[Asked, ...] = ()
    words: tuple[str, ...] = ()


@dataclass(frozen=True)
class Step:
    step: int
    title: Words
    meaning: Words


@dataclass(frozen=True)
class Template:
    opening: Part
    criteria: tuple[Part, ...]
    closing: Part
    steps: tuple[Step, ...]

    @property
    def parts(self) -> tuple[Part, ...]:
        """In the order of reading."""
        return (self.opening, *self.criteria, self.closing)

    def part(self, code: str) -> Part | None:
        return next((part for part in self.parts if part.code == code), None)

    def criterion(self, code: str) -> Part | None:
        return next((part for part in self.criteria if part.code == code), None)

    def step(self, number: int) -> Step | None:
        return next((step for step in self.steps if step.step == number), None)


def read_template(path: Path) -> dict[str, Any]:
    """As it is kept with an evaluation; raises `TemplateError`."""
    content: dict[str, Any] = yaml.safe_load(path.read_text(encoding="utf-8")) or {}
    template_of(content)
    return content


def template_of(content: Mapping[str, Any]) -> Template:
    """Raises `TemplateError`."""
    try:
        template = Template(
            opening=_part(content["opening"], "guidance"),
            criteria=tuple(_part(row, "question") for row in content["criteria"]),
            closing=_part(content["closing"], "guidance"),
            steps=tuple(
                Step(int(row["step"]), _words(row["title"]), _words(row["meaning"]))
                for row in content["steps"]
            ),
        )
    except KeyError as missing:
        raise TemplateError(f"{missing.args[0]} is missing.") from missing
    _once([part.code for part in template.parts])
    _once([str(step.step) for step in template.steps])
    return template


def _part(row: Mapping[str, Any], guidance: str) -> Part:
    code = str(row["code"])
    if len(code) > LONGEST_CODE:
        raise TemplateError(f"{code}: a code has at most {LONGEST_CODE} characters.")
    return Part(
        code,
        _words(row["title"]),
        _words(row[guidance]),
        tuple(_asked(code, found) for found in row.get("evidence", ())),
        tuple(row.get("words", ())),
    )


def _asked(code: str, row: Mapping[str, Any]) -> Asked:
    [(kind, of)] = row.items()
    if kind not in KINDS:
        raise TemplateError(f"{code}: there is no evidence of the kind {kind}.")
    return Asked(kind, () if of is True else tuple(str(name) for name in of))


def _words(row: Mapping[str, str]) -> Words:
    said = [row[language].strip() for language in LANGUAGES]
    if not all(said):
        raise TemplateError(f"{said}: a text is missing in one of the languages.")
    return Words(*said)


def _once(codes: Sequence[str]) -> None:
    twice = {code for code in codes if codes.count(code) > 1}
    if twice:
        raise TemplateError(f"{', '.join(sorted(twice))} stands there twice.")
