"""What can go wrong while the stack starts."""


class StackError(Exception):
    """The stack cannot go on; the text says what happened and what to do."""


class AlreadyRunning(StackError):
    """Another supervisor holds the runtime directory."""
