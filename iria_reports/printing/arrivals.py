"""Names of assets come in as each is in the galley; whoever in the printer waits for one goes on."""

import threading

ALL_THERE = ""


class Arrivals:
    """What has come so far. Nothing more comes after the empty name."""

    def __init__(self) -> None:
        self._there: set[str] = set()
        self._changed = threading.Condition()

    def add(self, name: str) -> None:
        """An asset is there, whole; or, by the empty name, all are that ever will be."""
        with self._changed:
            self._there.add(name)
            self._changed.notify_all()

    def wait_for(self, name: str) -> None:
        """Return when the asset is there, or when it will never be."""
        with self._changed:
            self._changed.wait_for(lambda: name in self._there or ALL_THERE in self._there)
