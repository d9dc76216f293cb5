"""What every answer of the portal says to the browser besides its content."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render

# None of them is used; each has to be named to be off.
OFF = (
    "accelerometer", "ambient-light-sensor", "autoplay", "battery", "bluetooth",
    "browsing-topics", "camera", "display-capture", "encrypted-media", "fullscreen", "gamepad",
    "geolocation", "gyroscope", "hid", "identity-credentials-get", "idle-detection",
    "local-fonts", "magnetometer", "microphone", "midi", "otp-credentials", "payment",
    "picture-in-picture", "publickey-credentials-create", "publickey-credentials-get",
    "screen-wake-lock", "serial", "speaker-selection", "storage-access", "usb", "web-share",
    "window-management", "xr-spatial-tracking",
)  # fmt: skip
PERMISSIONS_POLICY = ", ".join(f"{feature}=()" for feature in OFF)
A_WHILE = 60  # seconds; the limits of allauth are by the minute


class AnswerHeaders:
    """Behind the middleware of the static files, which are kept by browsers. Everything else is
    somebody's: on a shared computer nothing of it stays behind, a file neither."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        response["Cache-Control"] = "no-store"
        response["Permissions-Policy"] = PERMISSIONS_POLICY
        return response


def too_many(request: HttpRequest) -> HttpResponse:
    """allauth's answer to who asks too often."""
    response = render(request, "429.html", {"seconds": A_WHILE}, status=429)
    response["Retry-After"] = str(A_WHILE)
    return response
