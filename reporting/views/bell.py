"""Rings Celery's bell for a job that was asked for by a page."""

import logging

from kombu.exceptions import OperationalError

from reporting import tasks

logger = logging.getLogger(__name__)


def ring(job_id: int) -> None:
    """A bell that does not sound delays the job until the next sweep, nothing more."""
    try:
        tasks.ring(job_id)
    except OperationalError:
        logger.exception("job %s waits for the next sweep", job_id)
