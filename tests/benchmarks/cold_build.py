"""Times a cold `iria-report build` beside the bare script, in turn, and prints the medians and their ratio.

Usage: python tests/benchmarks/cold_build.py [RUNS]
"""

import statistics
import subprocess
import sys
import tempfile
import time
from datetime import date
from pathlib import Path

from iria_reports.composing.compose import compose
from iria_reports.composing.rendition import Ask
from iria_reports.composing.sections import ReportChoices
from iria_reports.desk import find_desk
from iria_reports.drawing.pen import Pen
from iria_reports.setting.galley import set_galley
from iria_reports.writing.load import load_spec

ROOT = Path(__file__).parents[2]


def seconds(command: list[str]) -> float:
    start = time.perf_counter()
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    return time.perf_counter() - start


def main(runs: int) -> None:
    desk = find_desk(ROOT)
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch)
        report = compose(load_spec(desk.spec("kazakhstan-2022"), desk, ReportChoices), Ask(today=date(2022, 1, 20)))
        (folder / "report.json").write_text(report.model_dump_json())
        with Pen.start() as pen:
            list(set_galley(report, desk, folder / "galley", pen).arriving)
        script = str(Path(__file__).with_name("bare_script.py"))
        bare = [sys.executable, script, scratch, f"{scratch}/bare.pdf"]
        ours = [sys.executable, "-I", "-m", "iria_reports", "build", "kazakhstan-2022.yml", "--out", scratch, "--quiet"]
        seconds(ours), seconds(bare)  # bytecode and disk caches
        pairs = [(seconds(ours), seconds(bare)) for _ in range(runs)]
    build, plain = (statistics.median(times) for times in zip(*pairs, strict=True))
    ratio = statistics.median(one / other for one, other in pairs)
    print(f"build {build:.2f} s, bare script {plain:.2f} s, ratio {ratio:.2f} (medians of {runs})")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 7)
