"""Where the files are that argmap reads but does not run: templates, style sheets, scripts, fonts.

In a checkout they lie at the top, in `templates/` and `static/`; in a wheel the build has put both under
`argmap/_assets/`. This module imports nothing but the standard library, since every room may import it.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path


class AssetsMissingError(FileNotFoundError):
    """The files that belong to argmap are in neither place: the installation is incomplete."""


def templates() -> Path:
    """The folder of the Jinja templates.

    >>> templates().name
    'templates'
    """
    return _folder("templates")


def static() -> Path:
    """The folder of the files that are sent as they are: style sheets, scripts, fonts.

    >>> (static() / "fonts" / "OFL.txt").is_file()
    True
    """
    return _folder("static")


@cache
def _folder(name: str) -> Path:
    return find(name, Path(__file__).resolve().parent)


def find(name: str, package: Path) -> Path:
    """The folder `name` that belongs to the argmap package in the folder `package`."""
    wheel = package / "_assets" / name
    if wheel.is_dir():
        return wheel
    checkout = package.parent
    # In site-packages a folder beside argmap would be somebody else's, whatever its name.
    if (checkout / "pyproject.toml").is_file() and (checkout / name).is_dir():
        return checkout / name
    raise AssetsMissingError(
        f"argmap's folder '{name}' is missing: looked for {wheel} (as installed) and {checkout / name} "
        "(as in a checkout). Please install argmap again."
    )
