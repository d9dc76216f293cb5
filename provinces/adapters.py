"""How allauth signs people in here: nobody signs up, failures are limited and not people, and its
mails come from the portal in the language of the person."""

import logging
from concurrent.futures import Future, ThreadPoolExecutor
from math import ceil
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter, get_adapter
from allauth.core.internal.ratelimit import truncate_ip
from django.conf import settings
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.mail import EmailMessage
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.formats import date_format
from django.utils.translation import ngettext

from provinces.attempts import Attempt, failures_to_tell, note_failure
from provinces.models import User
from provinces.spelling import plain, whole_number

logger = logging.getLogger(__name__)
DEVICE_COOKIE, DEVICE_SALT = "nsp_device", "provinces.device"
DEVICE_AGE = LANGUAGE_AGE = 60 * 60 * 24 * 365
CHOSEN_LANGUAGE = "chosen_language"  # in the session, until somebody signs in
# A known and an unknown address get the same answer, and the mail server, which would tell them
# apart by seconds, is not waited for. A few milliseconds of composing the mail remain.
_post = ThreadPoolExecutor(max_workers=2, thread_name_prefix="post")
_on_their_way: set[Future[None]] = set()


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]  # allauth has no types
    """Accounts are made by the General Secretariat; nobody signs up."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    # Failures

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        seconds = self._attempt(request, credentials).seconds_to_wait()
        if seconds:
            minutes = max(ceil(seconds / 60), 1)
            words = ngettext(
                "Too many attempts to sign in with this name have failed here. Wait %(count)d "
                "minute, then try again, or ask for a new password by e-mail.",
                "Too many attempts to sign in with this name have failed here. Wait %(count)d "
                "minutes, then try again, or ask for a new password by e-mail.",
                minutes,
            )
            raise ValidationError(words % {"count": minutes}, code="too_many_login_attempts")

    def authenticate(self, request: HttpRequest, **credentials: Any) -> User | None:
        """The name's failures of this address are forgotten once it is right."""
        found: User | None = super().authenticate(request, **credentials)
        if found is not None:
            self._attempt(request, credentials).succeeded()
        return found

    def authentication_failed(self, request: HttpRequest, **credentials: Any) -> None:
        person = _person(credentials)
        self._attempt(request, credentials).failed()
        if person is not None:
            note_failure(person.pk, self._address(request))

    def _attempt(self, request: HttpRequest, credentials: dict[str, Any]) -> Attempt:
        person = _person(credentials)
        name = f"person {person.pk}" if person else _typed(credentials).lower()
        known = person is not None and self._device(request) == person.pk
        return Attempt(name, self._address(request), known)

    def _address(self, request: HttpRequest) -> str:
        return address_of(request)

    def _device(self, request: HttpRequest) -> int | None:
        """Who was signed in with this browser last."""
        found = request.get_signed_cookie(DEVICE_COOKIE, "", salt=DEVICE_SALT, max_age=DEVICE_AGE)
        return whole_number(found or "")

    def _delete_login_attempts_cached_email(self, request: HttpRequest, **credentials: Any) -> None:
        """A new password was chosen by e-mail: the address may try again."""
        self._attempt(request, credentials).succeeded()

    def post_login(self, request: HttpRequest, user: User, **more: Any) -> HttpResponse:
        response: HttpResponse = super().post_login(request, user, **more)
        response.set_signed_cookie(
            DEVICE_COOKIE, str(user.pk), salt=DEVICE_SALT, max_age=DEVICE_AGE, httponly=True,
            samesite="Lax", secure=settings.SESSION_COOKIE_SECURE,
        )  # fmt: skip
        _settle_language(request, response, user)
        self._tell(request, user)
        return response

    def _tell(self, request: HttpRequest, user: User) -> None:
        found = failures_to_tell(user.pk)
        if found is None:
            return
        with translation.override(user.reads):
            words = ngettext(
                "%(count)d attempt to sign in with your name has failed since %(when)s, the last "
                "from the address %(address)s. If that was not you, choose another password and "
                "tell your administrator.",
                "%(count)d attempts to sign in with your name have failed since %(when)s, the last "
                "from the address %(address)s. If that was not you, choose another password and "
                "tell your administrator.",
                found.count,
            ) % {
                "count": found.count,
                "when": date_format(timezone.localtime(found.since), "DATETIME_FORMAT"),
                "address": found.address,
            }
        messages.warning(request, words)

    # E-mails

    def format_email_subject(self, subject: str) -> str:
        return str(subject)

    def get_reset_password_from_key_url(self, key: str) -> str:
        where = {"uidb36": "UID", "key": "KEY"}
        path = reverse("account_reset_password_from_key", kwargs=where)
        return f"{settings.SITE_URL}{path.replace('UID-KEY', key)}"

    def get_email_confirmation_url(self, request: HttpRequest, emailconfirmation: Any) -> str:
        path = reverse("account_confirm_email", args=[emailconfirmation.key])
        return f"{settings.SITE_URL}{path}"

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """In the language of the person; of a stranger, in that of the page."""
        person = context.get("user") or User.objects.filter(email__iexact=email).first()
        language = person.reads if person else translation.get_language() or "en"
        with translation.override(language):
            told = {
                **context,
                "email": email,
                "name": person.name_in(language) if person else "",
                "language": language,
                "site": settings.SITE_URL,
                "days": settings.PASSWORD_RESET_TIMEOUT // (60 * 60 * 24),
            }
            message = self.render_mail(template_prefix, email, told)
        sent = _post.submit(_send, message)
        _on_their_way.add(sent)
        sent.add_done_callback(_on_their_way.discard)

    def send_notification_mail(
        self,
        template_prefix: str,
        user: User,
        context: dict[str, Any] | None = None,
        email: str | None = None,
    ) -> None:
        super().send_notification_mail(template_prefix, user, context, email or user.email)


def address_of(request: HttpRequest) -> str:
    """Whose request it is, as the last trusted proxy saw it; of an IPv6 address the network."""
    return str(truncate_ip(get_adapter().get_client_ip(request)))


def _settle_language(request: HttpRequest, response: HttpResponse, user: User) -> None:
    """What was chosen before signing in stays with the person; else the browser follows them."""
    chosen = request.session.pop(CHOSEN_LANGUAGE, "")
    if chosen and chosen != user.language:
        user.language = chosen
        user.save(update_fields=["language"])
    if user.language:
        remember_language(response, user.language)


def remember_language(response: HttpResponseBase, language: str) -> None:
    """In this browser, for the pages before somebody signs in."""
    response.set_cookie(
        settings.LANGUAGE_COOKIE_NAME, language, max_age=LANGUAGE_AGE,
        secure=settings.LANGUAGE_COOKIE_SECURE, httponly=settings.LANGUAGE_COOKIE_HTTPONLY,
        samesite="Lax",
    )  # fmt: skip


def wait_for_post() -> None:
    """Until what was posted has gone to the mail server."""
    for message in list(_on_their_way):
        message.result()


def _send(message: EmailMessage) -> None:
    try:
        message.send()
    except OSError as error:  # SMTP's own errors are OSErrors too
        logger.warning("An e-mail to %s could not be sent: %s", message.to, error)


def _typed(credentials: dict[str, Any]) -> str:
    return plain(str(credentials.get("email") or credentials.get("username") or ""))


def _person(credentials: dict[str, Any]) -> User | None:
    """Whose name or e-mail address it is."""
    typed = _typed(credentials).replace("\x00", "")
    if not typed:
        return None
    found = User.objects.filter(username__iexact=typed).first()
    return found or User.objects.filter(email__iexact=typed).first()
