"""Notes what a page asks of its address and of a form, so that a new parameter is tried without
being named anywhere."""

from collections import defaultdict
from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponseBase, QueryDict

FORMS = ("application/x-www-form-urlencoded", "multipart/form-data")
QUERIES: dict[str, dict[str, None]] = defaultdict(dict)  # route -> names, in their order
FIELDS: dict[str, dict[str, None]] = defaultdict(dict)
JSON: set[str] = set()  # routes that read a body of JSON


class Noted(QueryDict):
    """Keeps the names that it is asked for in `names`."""

    names: dict[str, None] | None = None

    def _note(self, name: Any) -> None:
        if self.names is not None and isinstance(name, str):
            self.names[name] = None

    def __getitem__(self, key: Any) -> Any:
        self._note(key)
        return super().__getitem__(key)

    def __contains__(self, key: Any) -> bool:
        self._note(key)
        return super().__contains__(key)

    def _getlist(self, key: Any, default: Any = None, force_list: bool = False) -> Any:
        self._note(key)
        return super()._getlist(key, default, force_list)  # type: ignore[misc]


class Noting:
    """The last middleware of the walked site."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        match = request.resolver_match
        if match and request.content_type == "application/json" and hasattr(request, "_body"):
            JSON.add(match.route)
        return response

    def process_view(self, request: HttpRequest, *_of_view: Any) -> None:
        assert request.resolver_match is not None
        route = request.resolver_match.route
        request.GET = noted(request.GET, QUERIES[route])
        if request.method == "POST" and request.content_type in FORMS:
            request.POST = noted(request.POST, FIELDS[route])


def noted(values: QueryDict, names: dict[str, None]) -> Any:
    found: Any = Noted(values.urlencode(), encoding=values.encoding)
    found.names = names
    return found
