"""E-mails through a real mail server and a real worker: the server is down and comes up, the worker
dies by SIGKILL when the server has the e-mail and before that is written down."""

import socket
from collections.abc import Callable
from contextlib import closing, contextmanager
from email.message import Message as Letter

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.handlers import Message
from django.utils import timezone

from reporting import tasks
from reporting.models import Notice
from tests.factories import REVIEWER, secretariat, submitted
from tests.reporting.core.test_worker import (
    backends_at_work,
    broker,
    kill,
    ring,
    start_worker,
    until,
)
from tests.reporting.notices.notice_factories import NUMBERS

__all__ = ["broker", "start_worker"]  # fixtures


class Letters(Message):
    """What came in. `before_yes` is called when the server has an e-mail and has not said so."""

    def __init__(self) -> None:
        super().__init__()
        self.came: list[Letter] = []
        self.before_yes: Callable[[], None] = lambda: None

    def handle_message(self, message: Letter) -> None:
        self.came.append(message)
        self.before_yes()


@pytest.fixture(autouse=True)
def mail_port(monkeypatch) -> int:
    """Where the workers of these tests look for a mail server; nobody listens there yet."""
    with closing(socket.socket()) as probe:
        probe.bind(("127.0.0.1", 0))
        port = int(probe.getsockname()[1])
    monkeypatch.setenv("EMAIL_HOST", "127.0.0.1")
    monkeypatch.setenv("EMAIL_PORT", str(port))
    return port


@contextmanager
def mail_server(letters: Letters, port: int):
    server = Controller(letters, hostname="127.0.0.1", port=port)
    server.start()
    try:
        yield
    finally:
        server.stop()


def notices() -> list[tuple[int, bool]]:
    """Attempts of each, and whether it was sent."""
    with secretariat():
        rows = Notice.objects.filter(recipient__username=REVIEWER).order_by("pk")
        return [(one.mail_attempts, one.mailed_at is not None) for one in rows]


def test_nothing_is_lost_while_the_server_is_down_nor_sent_twice(mail_port, start_worker, broker):
    submitted("KH-08", "committee", "2021-03", NUMBERS)
    letters = Letters()
    start_worker()
    ring(tasks.tell_of_events, broker)
    until(lambda: notices() == [(0, False)])
    ring(tasks.send_mails, broker)

    with mail_server(letters, mail_port):
        start_worker()
        for _bell in range(4):  # both hear them
            ring(tasks.send_mails, broker)
        until(lambda: notices() == [(1, True)])
        submitted("KH-21", "committee", "2021-03", NUMBERS)
        ring(tasks.tell_of_events, broker)
        until(lambda: notices() == [(1, True), (1, True)])
    first, second = letters.came
    assert first["To"] == second["To"] == f"{REVIEWER}@demo.invalid"
    assert "Came in: Kandal, March 2021" in str(first["Subject"])
    assert "Came in: Takeo, March 2021" in str(second["Subject"])


def test_a_worker_killed_in_between_repeats_one_e_mail_under_the_same_name(
    mail_port, start_worker, broker
):
    submitted("KH-08", "committee", "2021-03", NUMBERS)
    letters = Letters()
    with mail_server(letters, mail_port):
        worker = start_worker()
        letters.before_yes = lambda: kill(worker)
        ring(tasks.tell_of_events, broker)
        until(lambda: letters.came)
        until(lambda: not backends_at_work())
        assert notices() == [(1, False)]

        letters.before_yes = lambda: None
        submitted("KH-21", "committee", "2021-03", NUMBERS)  # more is told meanwhile
        with secretariat():
            Notice.objects.filter(mail_attempts=1).update(mail_due_at=timezone.now())
        start_worker()
        ring(tasks.tell_of_events, broker)
        until(lambda: notices() == [(2, True), (1, True)])
        ring(tasks.send_mails, broker)
        ring(tasks.tell_of_events, broker)
        until(lambda: len(letters.came) == 3)
    lost, again, other = (one["Message-ID"] for one in letters.came)
    assert lost == again != other
