"""The typesetter, in a process of its own: bounded in time and memory, with nothing but the files of its job.

Run as a program (``python -m argmap.documents.press FOLDER FORMAT PPI SECONDS FONTS``) this module is that process: it sets
``FOLDER/main.typ`` and writes the document to standard output. Sources are ours alone; what people wrote lies beside them
as JSON and SVG. The network is never looked at, and the fonts of the machine only for letters that argmap has none for.
"""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any, Literal, cast

from argmap.documents import letters
from argmap.documents.problems import NotMade
from argmap.messages import Message

SECONDS = 40.0
"""How long a document may take, unless another bound is given."""

_GRACE = 3.0
_MEMORY = 3_000_000_000
_FAULTY, _FULL = 65, 70
_PROGRAM = ("-m", "argmap.documents.press")
_LEAST_PIXELS = 72.0
FONTS = Path(__file__).parent / "data"
"""Where the fonts are that documents are set with."""

Format = Literal["pdf", "png"]
Fonts = Literal["own", "borrowed"]


def set_document(
    source: str,
    job: Mapping[str, Any],
    files: Mapping[str, bytes] | None = None,
    *,
    form: Format = "pdf",
    density: float = _LEAST_PIXELS,
    seconds: float = SECONDS,
) -> bytes:
    """The document that `templates/documents/{source}.typ` makes of a job, as PDF or (one page) PNG.

    `job` is what the source reads as ``job.json``, `files` lie beside it by name. `density` are the dots of a PNG in an
    inch. Raises `NotMade` when it takes longer than `seconds`, needs too much memory, or cannot be made here.
    """
    from argmap.assets import templates

    with tempfile.TemporaryDirectory(prefix="argmap-") as name:
        folder = Path(name)
        for each in (templates() / "documents").glob("*.typ"):
            shutil.copyfile(each, folder / ("main.typ" if each.stem == source else each.name))
        written = {"job.json": json.dumps(job, ensure_ascii=False).encode(), **(files or {})}
        for title, data in written.items():
            (folder / title).write_bytes(data)
        # Looking for the fonts of a machine takes time, and what can do without them looks the same everywhere.
        strange = letters.strange(data.decode() for title, data in written.items() if title.endswith(".json"))
        return _run(folder, form, density, seconds, "borrowed" if strange else "own")


def version() -> str:
    """Which typesetter there is, once it has set a line. Raises `NotMade` when there is none that works."""
    from importlib.metadata import version as of

    set_document("proof", {"text": "Aa"})
    return f"typst {of('typst')}"


def _run(folder: Path, form: str, density: float, seconds: float, fonts: Fonts) -> bytes:
    command = [sys.executable, *_PROGRAM, str(folder), form, f"{density:.4f}", f"{seconds:.1f}", fonts]
    try:
        running = subprocess.Popen(
            command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=_environment(),
            start_new_session=os.name == "posix",
        )  # fmt: skip
    except OSError:
        raise NotMade(Message("The typesetter could not be started.")) from None
    try:
        made, said = running.communicate(timeout=seconds + _GRACE)
    except subprocess.TimeoutExpired:
        _end(running)
        raise NotMade(
            Message(
                "Setting this took longer than {seconds:g} s. An SVG file has no such limit.",
                {"seconds": seconds},
            )
        ) from None
    except BaseException:
        _end(running)
        raise
    if running.returncode == 0 and made:
        return made
    raise NotMade(_why(running.returncode, said))


def _why(code: int, said: bytes) -> Message:
    if code == _FULL:
        return Message("Setting this needs more memory than it may take. An SVG file needs little.")
    if code == _FAULTY:
        return Message(said.decode("utf-8", "replace").strip().splitlines()[-1])
    return Message("The typesetter broke off. An SVG file can be made without it.")


def _end(running: subprocess.Popen[bytes]) -> None:
    """End the process, and wait until it is gone."""
    if os.name == "posix":
        with suppress(ProcessLookupError):
            os.killpg(running.pid, signal.SIGKILL)
    else:
        running.kill()
    running.communicate()


def _environment() -> dict[str, str]:
    """Nothing but where modules are found: what else the server knows is none of its business."""
    kept = {
        "PYTHONPATH": os.pathsep.join(entry or "." for entry in sys.path),
        "PYTHONSAFEPATH": "1",
        "RAYON_NUM_THREADS": "1",
        "PYTHONUTF8": "1",
    }
    if os.name == "nt":  # programs do not start there without it
        kept["SYSTEMROOT"] = os.environ.get("SYSTEMROOT", "")
    return kept


def main(folder: str, form: str, density: str, seconds: str, fonts: str) -> int:
    """Set one document: the work of the process. `fonts` are argmap's "own", or where those lack a letter also "borrowed" ones."""
    _bound(float(seconds))
    try:
        import typst
    except ImportError as missing:
        sys.stderr.write(
            f"PNG and PDF files need the package 'typst', which cannot be loaded here ({missing}).\n"
        )
        return _FAULTY
    borrowed = fonts == "borrowed"
    found = typst.Fonts(include_system_fonts=borrowed, include_embedded_fonts=False, font_paths=[str(FONTS)])
    root = Path(folder)
    nothing = root / "nothing"  # where packages are looked for, of which there are none
    try:
        made = typst.compile(
            str(root / "main.typ"),
            root=str(root),
            font_paths=found,
            ignore_system_fonts=not borrowed,
            format=cast("Format", form),
            ppi=float(density),
            timestamp=0,  # the same job gives the same bytes
            package_path=str(nothing),
            package_cache_path=str(nothing),
        )
    except MemoryError:
        return _FULL
    except typst.TypstError as fault:
        sys.stderr.write(f"{fault.diagnostic}\nThe typesetter cannot make this document.\n")
        return _FAULTY
    sys.stdout.buffer.write(made if isinstance(made, bytes) else b"")
    return 0


def _bound(seconds: float) -> None:
    """Bound memory and computing time, so that the process ends even if nobody is left to end it."""
    try:
        import resource
    except ImportError:  # Windows
        return
    os.nice(5)  # whoever reads a page comes first
    for kind, limit in ((resource.RLIMIT_AS, _MEMORY), (resource.RLIMIT_CPU, int(seconds + _GRACE) + 5)):
        # macOS refuses the first one.
        with suppress(ValueError, OSError):
            resource.setrlimit(kind, (limit, resource.getrlimit(kind)[1]))


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
