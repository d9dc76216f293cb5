"""A year to practise on: made, and taken away again."""

from reporting.actions.practice.making import Made, make
from reporting.actions.practice.people import People
from reporting.actions.practice.removal import Removed, remove
from reporting.kernel.practice import Plan

__all__ = ["Made", "People", "Plan", "Removed", "make", "remove"]
