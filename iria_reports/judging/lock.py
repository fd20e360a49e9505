"""One writer at a time: an open file goes in; no other process has it to itself until it is closed.

By flock(2), and on Windows by a lock on one byte far behind the end, so that no reader is kept waiting.
"""

import sys
from io import FileIO

if sys.platform == "win32":
    import msvcrt

    FAR = 1 << 62  # bytes: no file is as long

    def have_alone(file: FileIO) -> None:
        """Waits until no other process has the file, and keeps it until it is closed. Raises OSError."""
        file.seek(FAR)
        while True:
            try:
                return msvcrt.locking(file.fileno(), msvcrt.LK_LOCK, 1)  # gives up after ten seconds
            except OSError as error:
                if error.errno != 36:  # EDEADLOCK: somebody has it still
                    raise

else:
    import fcntl

    def have_alone(file: FileIO) -> None:
        """Waits until no other process has the file, and keeps it until it is closed. Raises OSError."""
        fcntl.flock(file.fileno(), fcntl.LOCK_EX)
