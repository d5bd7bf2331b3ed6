"""Asks the system about other processes."""

import os


def is_alive(pid: int) -> bool | None:
    """Whether there is such a process; None outside POSIX, where this is unknown."""
    if os.name != "posix":
        return None
    try:
        os.kill(pid, 0)
    except (ProcessLookupError, OverflowError):
        return False
    except OSError:  # another user's process
        return True
    return True
