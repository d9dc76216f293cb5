class ServiceError(Exception):
    """Something that the person at the terminal can put right; its text is all that they see."""


class Stopped(BaseException):
    """A signal asked us to end. Not an Exception, so that no handler of errors swallows it."""

    def __init__(self, signal_number: int) -> None:
        super().__init__(signal_number)
        self.signal_number = signal_number
