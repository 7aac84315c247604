"""Gets the programs that are compared: argmap as its users have it, and the reference tool of Argdown."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import venv
from pathlib import Path

from bench.measure import Failed, clean_environment, note

CHECKOUT = Path(__file__).resolve().parent.parent
ARGDOWN = "@argdown/cli"
ARGDOWN_VERSION = "1.7.5"
ARGUEBUF = "arguebuf==2.7.2"
IMAGE_EXPORT = "@argdown/image-export@2.0.1"
LAYOUTERS = ("@dagrejs/dagre@3.1.3", "elkjs@0.12.1")
VIEWERS = ("d3@7.9.2", "d3-graphviz@5.6.0", "@argdown/web-components@2.0.2")


class Missing(Exception):
    """A peer that cannot be had on this machine: which, and why."""


def install_argmap(folder: Path) -> Path:
    """Build argmap's wheel and install it into an environment of its own; the path of its command.

    An installation in place, as `make` has it, is not what people get from `pip install argmap`.
    """
    note("installing argmap's wheel into an environment of its own")
    venv.create(folder, symlinks=os.name != "nt")
    pip = [
        sys.executable,
        "-m",
        "pip",
        "--disable-pip-version-check",
        "--python",
        str(folder / "bin" / "python"),
    ]
    _run(*pip, "install", "--require-hashes", "--requirement", str(CHECKOUT / "requirements-runtime.lock"))
    _run(*pip, "install", "--no-deps", "--no-build-isolation", str(CHECKOUT))
    return folder / "bin" / "argmap"


def install_argdown() -> Path:
    """The reference tool from npm; the path of its command."""
    modules = install_npm("argdown-cli", f"{ARGDOWN}@{ARGDOWN_VERSION}")
    return modules / ".bin" / "argdown"


def install_argdown_png() -> Path:
    """The reference tool with a plug-in for PNG; the folder that its modules lie in."""
    return install_npm("argdown-png", f"{ARGDOWN}@{ARGDOWN_VERSION}", IMAGE_EXPORT)


def install_npm(name: str, *packages: str) -> Path:
    """Packages from npm, kept outside the checkout for the next time; the folder that they lie in."""
    versions = "-".join(each.rpartition("@")[2] for each in packages)
    folder = _kept(f"{name}-{versions}")
    for program in ("node", "npm"):
        if shutil.which(program) is None:
            raise Missing(f"{name} (there is no {program} here; install Node.js)")
    if not (folder / "node_modules").exists():
        note(f"installing {', '.join(packages)} into {folder}")
        folder.mkdir(parents=True, exist_ok=True)
        quiet = ("--ignore-scripts", "--no-audit", "--no-fund", "--silent")
        try:
            _run("npm", "install", "--prefix", str(folder), *quiet, *packages)
        except Failed as problem:
            raise Missing(f"{name} (npm could not install it: {problem})") from problem
    return folder / "node_modules"


def install_python(package: str) -> Path:
    """A package from PyPI in an environment of its own, kept for the next time; the path of its Python."""
    folder = _kept(package.replace("==", "-"))
    python = folder / "bin" / "python"
    if not python.exists():
        note(f"installing {package} into {folder}")
        venv.create(folder, symlinks=os.name != "nt")
        pip = (sys.executable, "-m", "pip", "--disable-pip-version-check", "--python", str(python))
        try:
            _run(*pip, "install", "--quiet", package)
        except Failed as problem:
            shutil.rmtree(folder)
            raise Missing(f"{package} (pip could not install it: {problem})") from problem
    return python


def _kept(name: str) -> Path:
    home = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
    return home / "argmap-bench" / name


def version(*words: str) -> str:
    """The first line that a program says of itself; "none" when it is not there."""
    try:
        said = subprocess.run(
            words, capture_output=True, text=True, timeout=60, check=False, env=clean_environment()
        )
    except OSError:
        return "none"
    return (said.stdout.strip() or said.stderr.strip() or "unknown").splitlines()[0]


def _run(*words: str) -> None:
    said = subprocess.run(
        words, capture_output=True, text=True, timeout=600, check=False, env=clean_environment()
    )
    if said.returncode != 0:
        raise Failed(f"{words[0]} ended with exit code {said.returncode}: {said.stderr.strip()[-500:]}")
