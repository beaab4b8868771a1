"""What lies in the folder of a workspace is for its owner alone: the people in it are nobody else's business."""

import logging
import os
import stat
from contextlib import suppress
from pathlib import Path

log = logging.getLogger(__name__)

_FOLDER, _FILE = 0o700, 0o600
_OUTGOING = "outgoing"
_ELSEWHERE = ".elsewhere"


def make_private(folder: Path) -> None:
    """Shut the folder and everything in it to everybody but its owner; what is left of broken-off exports goes.

    Nothing happens where there is no folder yet. A system that knows no owners is left as it is.
    """
    if not folder.is_dir():
        return
    for path in (folder, *folder.rglob("*")):
        keep_private(path)
    for path in (folder / _OUTGOING).glob("*"):
        if not _is_alive(path.name.partition(".")[0]):
            log.info("removing what a broken-off export left: %s", path.name)
            with suppress(OSError, ValueError):
                if path.name.endswith(_ELSEWHERE):
                    _remove_passing(Path(os.fsdecode(path.read_bytes())))
                path.unlink()


def note_elsewhere(folder: Path, beside: Path) -> Path:
    """Write down that an unfinished file lies outside the workspace, before it does; returns the note."""
    note = outgoing(folder, f"{beside.name}{_ELSEWHERE}")
    replace_durably(note, os.fsencode(beside.absolute()))
    return note


def forget_elsewhere(note: Path) -> None:
    """The unfinished file is no more."""
    note.unlink(missing_ok=True)


def _remove_passing(path: Path) -> None:
    """Only ever a file under a passing name of this program."""
    if path.name.startswith(".") and path.suffix == ".part":
        path.unlink(missing_ok=True)


def keep_private(path: Path) -> None:
    """Shut one file or folder; a link is left alone, and so is what is gone meanwhile."""
    with suppress(OSError, NotImplementedError):
        mode = path.lstat().st_mode
        wanted = _FOLDER if stat.S_ISDIR(mode) else _FILE
        if not stat.S_ISLNK(mode) and stat.S_IMODE(mode) != wanted:
            path.chmod(wanted)


def private_folder(path: Path) -> Path:
    """The folder, made if need be, for its owner alone."""
    path.mkdir(mode=_FOLDER, parents=True, exist_ok=True)
    keep_private(path)
    return path


def outgoing(folder: Path, name: str) -> Path:
    """A place inside the workspace's folder for a file that is on its way out, named for this process."""
    return private_folder(folder / _OUTGOING) / f"{os.getpid()}.{name}"


def open_private(path: Path, mode: str = "wb") -> int:
    """A descriptor of a new file that nobody else can open, also in the moment of its making."""
    flags = os.O_APPEND | os.O_CREAT if "a" in mode else os.O_RDWR | os.O_CREAT | os.O_TRUNC
    return os.open(path, flags | os.O_WRONLY if "a" in mode else flags | getattr(os, "O_BINARY", 0), _FILE)


def replace_durably(path: Path, content: bytes) -> None:
    """Put the content in the place of the file, whole or not at all, and on the disk before this returns."""
    unfinished = path.with_name(f"{path.name}.{os.getpid()}.part")
    try:
        with os.fdopen(open_private(unfinished), "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        unfinished.replace(path)
    finally:
        unfinished.unlink(missing_ok=True)
    sync_folder(path.parent)


def sync_folder(folder: Path) -> None:
    """Make the names in a folder durable, where the system can."""
    with suppress(OSError):
        place = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(place)
        finally:
            os.close(place)


def _is_alive(process: str) -> bool:
    """Whether a process of that number runs; one that cannot be asked is taken to run."""
    if not process.isdecimal() or int(process) == os.getpid():
        return process.isdecimal()
    if os.name != "posix":
        return True
    try:
        os.kill(int(process), 0)
    except ProcessLookupError:
        return False
    except (OSError, OverflowError):
        return True
    return True
