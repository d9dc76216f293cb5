"""Slips of the hand that explain why two numbers differ: digits exchanged, one missing, a factor of
1,000."""

from decimal import Decimal

from reporting.kernel.messages import Nested

_ = str  # marks a template for translation

EXCHANGED = _("Two digits are exchanged: %(wrong)s for %(right)s.")
ONE_DIGIT = _("One digit differs: %(wrong)s for %(right)s.")
LEFT_OUT = _("A digit is missing or too many: %(wrong)s for %(right)s.")
THOUSAND = _("They differ by a factor of 1,000: %(wrong)s for %(right)s.")


def slip(wrong: Decimal, right: Decimal) -> str:
    """The likeliest slip that makes one of the other (a template), or "" where none does. Of two
    short numbers any is one digit away from any other: that says nothing."""
    found = any_slip(wrong, right)
    return "" if found in (ONE_DIGIT, EXCHANGED) and len(_digits(wrong)) < 3 else found


def any_slip(wrong: Decimal, right: Decimal) -> str:
    """As `slip`, of short numbers too."""
    if not wrong or not right or wrong == right:
        return ""
    if wrong * 1000 == right or right * 1000 == wrong:
        return THOUSAND
    one, other = _digits(wrong), _digits(right)
    if len(one) == len(other):
        return _same_length(one, other)
    longer, shorter = (one, other) if len(one) > len(other) else (other, one)
    if len(shorter) > 1 and len(longer) == len(shorter) + 1 and _is_one_less(shorter, longer):
        return LEFT_OUT
    return ""


def said(wrong: Decimal, right: Decimal) -> Nested:
    """That one slip makes the one of the other, naming both; nothing where none does."""
    template = slip(wrong, right)
    return [{"template": template, "params": {"wrong": wrong, "right": right}}] if template else []


def _digits(number: Decimal) -> str:
    return f"{abs(number).normalize():f}".replace(".", "")


def _same_length(one: str, other: str) -> str:
    differing = [place for place in range(len(one)) if one[place] != other[place]]
    if len(differing) == 1:
        return ONE_DIGIT
    if len(differing) == 2:
        first, second = differing
        if one[first] == other[second] and one[second] == other[first]:
            return EXCHANGED
    return ""


def _is_one_less(shorter: str, longer: str) -> bool:
    return any(longer[:at] + longer[at + 1 :] == shorter for at in range(len(longer)))
