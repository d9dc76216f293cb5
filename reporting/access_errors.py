"""The two answers of the door that are not yes."""

from http import HTTPStatus


class NotHere(Exception):
    """There is no such thing, or it is not for this person: they cannot tell which. A 404."""

    status = HTTPStatus.NOT_FOUND


class Refused(Exception):
    """The person may know of it but not do this; the text says why and what to do. A 403."""

    status = HTTPStatus.FORBIDDEN


class Overtaken(Refused):
    """It could have been done by this person, but not as the report stands now: somebody was
    first, or it was done already. A 409; the page says what happened meanwhile and by whom."""

    status = HTTPStatus.CONFLICT
