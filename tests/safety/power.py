"""Power losses, simulated: a file system that remembers what was synced and can lose or tear what was not.

Images are what a disk may hold after the power went: everything synced, and of the writes since then any part, in any
order, down to single sectors. SQLite opens each image as after a real loss.
"""

import random
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import apsw

SECTOR = 512
ROWS = 3
AFTER = 6  # images after each acknowledged transaction, beside those in the middle of it


@dataclass
class Disk:
    """Contents of one file as synced, and the writes that wait for a sync."""

    synced: bytearray = field(default_factory=bytearray)
    waiting: list[tuple[int, bytes]] = field(default_factory=list)

    def sync(self) -> None:
        """What waits is on the disk from here on."""
        for offset, data in self.waiting:
            put(self.synced, offset, data)
        self.waiting.clear()

    def image(self, chance: random.Random) -> bytes:
        """One thing the disk may hold when the power goes now."""
        content = bytearray(self.synced)
        for offset, data in self.waiting:
            if chance.random() < 0.5:
                keep = len(data) if chance.random() < 0.7 else chance.randrange(0, len(data) + 1, SECTOR)
                put(content, offset, data[:keep])
        return bytes(content)


def put(content: bytearray, offset: int, data: bytes) -> None:
    """Write into a content, which grows with zeros where nothing was."""
    if len(content) < offset + len(data):
        content.extend(bytes(offset + len(data) - len(content)))
    content[offset : offset + len(data)] = data


class Remembering(apsw.VFS):
    """SQLite's ordinary file system, beside which every write and sync is written down."""

    def __init__(self, name: str, chance: random.Random) -> None:
        self.name, self.chance = name, chance
        self.disks: dict[str, Disk] = {}
        self.amid: list[dict[str, bytes]] = []  # what the disk may have held in the middle of things
        super().__init__(name, "")

    def image(self) -> dict[str, bytes]:
        """One thing that the disk may hold now."""
        return {name: disk.image(self.chance) for name, disk in self.disks.items() if not name.endswith("-shm")}

    def xOpen(self, name: Any, flags: list[int]) -> "File":
        """A file that tells its disk what happens to it."""
        path = name.filename() if isinstance(name, apsw.URIFilename) else str(name)
        return File(name, flags, self.disks.setdefault(Path(path).name, Disk()), self)

    def xDelete(self, name: str, sync: bool) -> None:
        """A file that is gone."""
        self.disks.pop(Path(name).name, None)
        super().xDelete(name, sync)


class File(apsw.VFSFile):
    """One open file."""

    def __init__(self, name: Any, flags: list[int], disk: Disk, system: Remembering) -> None:
        self.disk, self.system = disk, system
        super().__init__("", name, flags)

    def xWrite(self, data: bytes, offset: int) -> None:
        """Written, and lost with the power until it is synced."""
        super().xWrite(data, offset)
        self.disk.waiting.append((offset, bytes(data)))

    def xTruncate(self, size: int) -> None:
        """A shorter file; taken as settled at once."""
        super().xTruncate(size)
        self.disk.sync()  # its own waiting writes are settled with it
        del self.disk.synced[size:]

    def xSync(self, flags: int) -> None:
        """What was written is safe."""
        self.system.amid.append(self.system.image())
        super().xSync(flags)
        self.disk.sync()


@dataclass(frozen=True)
class Losses:
    """How many images were looked at, and how many of them had lost something acknowledged or were damaged."""

    images: int
    lost: int
    damaged: int


def lose_power(folder: Path, synchronous: str, images: int, seed: int = 20260302) -> Losses:
    """Write in the journal mode of an installation, lose the power again and again, look at what is left."""
    chance = random.Random(seed)
    vfs = Remembering(f"remembering-{synchronous}", chance)
    lost = damaged = seen = 0
    with closing(apsw.Connection(str(folder / "live.sqlite3"), vfs=vfs.name)) as live:
        prepare(live, synchronous)
        vfs.amid.clear()
        for number in write(live, chance):
            amid = [(number - 1, content) for content in vfs.amid]
            for acknowledged, content in [*amid, *((number, vfs.image()) for _turn in range(AFTER))]:
                kept = reopened(folder, content)
                seen += 1
                damaged += kept is None
                lost += kept is not None and kept < acknowledged
                if seen == images:
                    return Losses(seen, lost, damaged)
            vfs.amid.clear()
    raise AssertionError("unreachable: writing never ends")


def prepare(live: apsw.Connection, synchronous: str) -> None:
    """The pragmas of the product, but for what is tried."""
    live.execute("PRAGMA locking_mode=EXCLUSIVE")  # no shared memory beside the files
    live.execute("PRAGMA journal_mode=WAL")
    live.execute(f"PRAGMA synchronous={synchronous}")
    live.execute("CREATE TABLE entry (id INTEGER PRIMARY KEY, number INTEGER, text TEXT)")
    live.execute("CREATE INDEX by_number ON entry (number)")


def write(live: apsw.Connection, chance: random.Random) -> Iterator[int]:
    """Transactions without end; the number of each once it is acknowledged."""
    number = 0
    while True:
        number += 1
        live.execute("BEGIN IMMEDIATE")
        for _row in range(ROWS):
            text = "x" * chance.randrange(10, 3_000)
            live.execute("INSERT INTO entry (number, text) VALUES (?, ?)", (number, text))
        live.execute("COMMIT")
        if number % 40 == 0:
            live.execute("PRAGMA wal_checkpoint(TRUNCATE)" if number % 80 == 0 else "PRAGMA wal_checkpoint(PASSIVE)")
        if number % 60 == 0:
            live.execute("DELETE FROM entry WHERE number < ?", (number - 20,))
        yield number


def reopened(folder: Path, content: dict[str, bytes]) -> int | None:
    """The newest number that whole transactions reach in an image; None for a damaged database."""
    for left in folder.glob("image*"):
        left.unlink()
    for name, data in content.items():
        (folder / name.replace("live", "image")).write_bytes(data)
    try:
        with closing(apsw.Connection(str(folder / "image.sqlite3"))) as image:
            if image.execute("PRAGMA integrity_check").fetchone() != ("ok",):
                return None
            torn = image.execute(f"SELECT 1 FROM entry GROUP BY number HAVING count(*) <> {ROWS}").fetchone()
            return None if torn else image.execute("SELECT coalesce(max(number), 0) FROM entry").fetchone()[0]
    except apsw.Error:
        return None
