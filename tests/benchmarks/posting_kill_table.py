"""A posting disturbed at each call, as a table: run as `python tests/benchmarks/posting_kill_table.py`.

Each row is one way to disturb at every call that changes a file or speaks to the server: how many points there are,
what became of three readers at each after the next run, how many of the uncertain had it, and how many went wrong.
"""

import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "issuing"))
sys.path.insert(0, str(Path(__file__).parents[1] / "sending"))

from mail_servers import Behaviour, plain
from posting_deaths import fallen, points, wrong, zygote

WAYS = {
    "killed": "signal=KILL",
    "disk full": "error=ENOSPC",
    "disk broken": "error=EIO",
    "line dropped": "error=ECONNRESET",
}


def main() -> None:
    print("| What happened | points | sent | uncertain | of these arrived | wrong |\n|---|---|---|---|---|---|")
    for what, how in WAYS.items():
        behaviour = Behaviour()
        with tempfile.TemporaryDirectory() as name, plain(behaviour) as server, zygote() as running:
            ends = list(fallen(running, Path(name), server, points(running, Path(name), server), how))
            time.sleep(0.5)
        states = Counter(state for end in ends for state in end.states)
        arrived = sum(behaviour.taken.count(name) for end in ends for name in end.listed)
        bad = sum(1 for end in ends for _ in wrong(end, behaviour.taken))
        print(f"| {what} | {len(ends)} | {states['sent']} | {states['unknown']} | {arrived} | {bad} |", flush=True)


if __name__ == "__main__":
    main()
