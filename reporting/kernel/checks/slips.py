"""What a slip of the hand does to a number: a way to explain two figures that differ."""

from decimal import Decimal

_ = str  # marks a template for translation

EXCHANGED = _("Two digits are exchanged.")
ONE_DIGIT = _("One digit differs.")
LEFT_OUT = _("A digit is missing or too many.")
THOUSAND = _("They differ by a factor of 1,000.")


def slip(printed: Decimal, computed: Decimal) -> str:
    """The likeliest slip that makes one of the other (a template), or "" where none does."""
    if not printed or not computed or printed == computed:
        return ""
    if printed * 1000 == computed or computed * 1000 == printed:
        return THOUSAND
    one, other = _digits(printed), _digits(computed)
    if len(one) == len(other) and len(one) > 2:
        return _same_length(one, other)
    longer, shorter = (one, other) if len(one) > len(other) else (other, one)
    if len(shorter) > 1 and len(longer) == len(shorter) + 1 and _is_one_less(shorter, longer):
        return LEFT_OUT
    return ""


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
