"""What only some houses need may be missing: every other module loads without it, as it does after a first build."""

import subprocess
import sys

ALONE = """
import importlib, pkgutil, sys
for name in ("dkim", "pyhanko", "pyhanko_certvalidator", "asn1crypto", "cryptography", "pkcs11", "keyring"):
    sys.modules[name] = None  # importing it fails
import iria_reports
need = ("iria_reports.sending.dkim", "iria_reports.signing.", "iria_reports.keys", "iria_reports.__main__")
for module in pkgutil.walk_packages(iria_reports.__path__, "iria_reports."):
    if not module.name.startswith(need):
        importlib.import_module(module.name)
        print(module.name)
"""


def test_every_module_that_needs_no_extra_loads_without_any() -> None:
    done = subprocess.run([sys.executable, "-I", "-c", ALONE], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    loaded = done.stdout.split()
    assert {"iria_reports.send", "iria_reports.verify", "iria_reports.notify", "iria_reports.cli.send"} <= set(loaded)
