"""What is publicly known against the packages of `constraints.txt`: `python -m supply.vulnerabilities`.

It asks `pip-audit`, which asks a database over the network. Where the program or the database is not at hand, that is
said and nothing fails: a check that was not made is no fault of the code.
"""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from supply.pins import read_versions

SECONDS = 300
_PROBE = "pip"
"""A package that every database knows: while it cannot be looked up, the others are not asked for."""


def ask(versions: dict[str, str]) -> dict[str, Any] | str:
    """Return what `pip-audit` answers about packages, or why it could not be asked."""
    program = shutil.which("pip-audit") or shutil.which("pip-audit", path=str(Path(sys.executable).parent))
    if program is None:
        return "pip-audit is not installed; `python -m pip install pip-audit` adds it"
    with tempfile.TemporaryDirectory() as folder:
        listed = Path(folder, "packages.txt")
        listed.write_text("".join(f"{name}=={version}\n" for name, version in versions.items()), encoding="utf-8")
        command = [program, "--requirement", str(listed), "--no-deps", "--disable-pip", "--format", "json"]
        try:
            done = subprocess.run(
                [*command, "--progress-spinner", "off"], capture_output=True, text=True, check=False, timeout=SECONDS
            )
            answer: dict[str, Any] = json.loads(done.stdout)
        except (subprocess.TimeoutExpired, ValueError, OSError):
            return "the database of vulnerabilities could not be reached"
    return answer


def tell(answer: dict[str, Any] | str) -> tuple[str, int]:
    r"""Return what was found, in words, and the exit code: 1 only when something is known against a package.

    Examples
    --------
    >>> tell("the database of vulnerabilities could not be reached")
    ('not checked: the database of vulnerabilities could not be reached.', 0)
    >>> known = {"name": "six", "version": "1", "vulns": [{"id": "CVE-1", "fix_versions": ["2"]}]}
    >>> tell({"dependencies": [known]})
    ('six 1: CVE-1, mended in 2\n1 of 1 packages is known to be vulnerable.', 1)
    """
    if isinstance(answer, str):
        return f"not checked: {answer}.", 0
    listed = answer.get("dependencies", [])
    checked = [package for package in listed if "vulns" in package]
    if not checked:
        return "not checked: the database of vulnerabilities knows none of the packages, or could not be reached.", 0
    lines = [
        f"{package['name']} {package['version']}: {fault['id']}, {_mended(fault.get('fix_versions', []))}"
        for package in checked
        for fault in package["vulns"]
    ]
    faulty = sum(bool(package["vulns"]) for package in checked)
    unknown = len(listed) - len(checked)
    rest = f" {unknown} could not be looked up." if unknown else ""
    verb = "is" if faulty == 1 else "are"
    last = f"{faulty} of {len(checked)} packages {verb} known to be vulnerable.{rest}"
    return "\n".join([*lines, last]), int(faulty > 0)


def _mended(versions: list[str]) -> str:
    return f"mended in {' or '.join(versions)}" if versions else "not mended yet"


if __name__ == "__main__":
    pins = read_versions()
    first = ask({_PROBE: "25.0"})
    reached = isinstance(first, dict) and any("vulns" in package for package in first.get("dependencies", []))
    said, code = tell(ask(pins) if reached else first)
    sys.stdout.write(f"{said}\n")
    sys.exit(code)
