"""Documents added, removed and read anew, one user after the other, while the chat goes on."""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from rag.corpus import ADDED
from rag.errors import ChiaroscuroError, FetchCancelled, FetchError
from rag.fetching.fetch import fetch
from rag.fetching.file_names import free_names
from rag.indexing.background import Build, News, Order
from rag.page.library import Library
from rag.page.moving import forget_parts, forget_removed, move, put_away
from rag.page.uploads import used_bytes
from rag.settings import Settings

_BUILD_SETTINGS = ("index_dir", "model", "ocr_seconds")


@dataclass
class Work:
    """Something to be done to one user's documents.

    Attributes:
        files: Files just added, which go again where they cannot be read or it is cancelled.
        addresses: What is still to be fetched.
        removed: Files just removed: where each lay, and where it lies now.
        go_on: Whether to read on where OCR ran out of time.
        must_build: Whether there is something to build though nothing that is fetched comes.
        news: How it is getting on; its stage is "waiting" or "fetching" before it is built.
        messages: What went wrong or is to be known, a line each.
    """

    user: str
    files: list[Path] = field(default_factory=list)
    addresses: list[str] = field(default_factory=list)
    removed: list[tuple[Path, Path]] = field(default_factory=list)
    go_on: bool = False
    must_build: bool = False
    news: News = field(default_factory=lambda: News("waiting"))
    messages: list[str] = field(default_factory=list)
    cancelled: bool = False

    @property
    def is_done(self) -> bool:
        return self.news.stage in ("built", "failed", "cancelled")


class Additions:
    """Takes work, does it piece by piece in a thread of its own, and says how far it is.

    Args:
        library: Whose documents they are; it is renewed after every build.
        settings: They say how documents are fetched and indexed.
    """

    def __init__(self, library: Library, settings: Settings) -> None:
        self._library = library
        self._settings = settings
        self._changed = threading.Condition()
        self._waiting: deque[Work] = deque()
        self._running: Work | None = None
        self._last: dict[str, Work] = {}
        self._undo: dict[str, tuple[Path, Path]] = {}
        self._checked: dict[str, Path | None] = {}
        self._closed = False
        self._thread = threading.Thread(target=self._work, name="additions", daemon=True)
        self._thread.start()

    def add(self, user: str, *, files: Iterable[Path] = (), addresses: Iterable[str] = ()) -> None:
        """Has files that lie in the user's folder already, and what addresses give, indexed."""
        with self._changed:
            work = self._ordered(user)
            work.files += files
            work.addresses += addresses

    def rebuild(self, user: str) -> None:
        """Has everything that changed read anew, and what OCR had no time for."""
        with self._changed:
            work = self._ordered(user)
            work.go_on = work.must_build = True

    def remove(self, user: str, path: Path) -> None:
        """Takes a file out of the user's folder, to be undone by `restore`."""
        with self._changed:
            kept = put_away(path, self._library.desk(user) / "removed")
            self._undo[user] = (path, kept)
            self._ordered(user).removed.append((path, kept))

    def restore(self, user: str) -> None:
        """Brings the file removed last back.

        Raises:
            ValueError: If there is none.
        """
        with self._changed:
            path, kept = self._undo.pop(user, (None, None))
            if path is None or kept is None or not kept.exists():
                raise ValueError("there is nothing to bring back")
            if path.exists():
                path = next(free_names(path.parent, path.stem, path.suffix))
            move(kept, path)
            self._ordered(user).must_build = True

    def restorable(self, user: str) -> str:
        """Returns the name of the file that `restore` would bring back, or ""."""
        path, _ = self._undo.get(user, (None, None))
        return path.name if path is not None else ""

    def cancel(self, user: str) -> None:
        """Stops the user's work: what was just added goes, what was just removed comes back."""
        with self._changed:
            for work in [*self._waiting, *filter(None, [self._running])]:
                if work.user == user:
                    work.cancelled = True
            for work in [work for work in self._waiting if work.cancelled]:
                self._waiting.remove(work)
                self._take_back(work)
            self._changed.notify_all()

    def state(self, user: str) -> tuple[Work | None, int]:
        """Returns the user's newest work, and how many of others are before it.

        What waits behind the user's own work that is being done is told of when that is.
        """
        with self._changed:
            running = self._running
            if running is not None and running.user == user and not running.is_done:
                return running, 0
            for before, work in enumerate(self._waiting):
                if work.user == user:
                    return work, before + (self._running is not None)
            return self._last.get(user), 0

    def dismiss(self, user: str) -> None:
        """Forgets what the last work had to say, and what could be undone."""
        with self._changed:
            self._undo.pop(user, None)
            last = self._last.get(user)
            if last is not None and last.is_done:
                del self._last[user]

    def check(self, user: str) -> None:
        """Has the user's documents indexed where they are not as they were, once a generation."""
        generation = self._library.generation
        if self._checked.get(user, Path()) == generation:
            return
        self._checked[user] = generation
        forget_removed(self._library.desk(user) / "removed")
        added = self._library.added(user)
        if added is None:
            return
        with self._library.lend(user) as bot:
            if not bot.is_current(added):
                with self._changed:
                    self._ordered(user)

    def close(self) -> None:
        """Stops what runs and takes no more; what was added stays, to be indexed another time."""
        with self._changed:
            self._closed = True
            self._waiting.clear()
            self._changed.notify_all()
        self._thread.join(timeout=10)

    def _ordered(self, user: str) -> Work:
        """Returns the user's work that has not begun; a new one where there is none."""
        for work in self._waiting:
            if work.user == user:
                return work
        work = Work(user)
        self._waiting.append(work)
        self._changed.notify_all()
        return work

    def _work(self) -> None:
        while True:
            with self._changed:
                while not self._waiting and not self._closed:
                    self._changed.wait()
                if self._closed:
                    return
                work = self._running = self._waiting.popleft()
                last = self._last.get(work.user)
                if last is not None:  # what it had to say is said until the user has read it
                    work.messages[:0] = last.messages
                self._last[work.user] = work
            try:
                self._do(work)
            except (ChiaroscuroError, OSError) as error:
                self._fail(work, str(error))
            except Exception as error:  # noqa: BLE001 - the thread must outlive any one work
                self._fail(work, f"this failed unexpectedly: {type(error).__name__}: {error}")
            finally:
                with self._changed:
                    self._running = None

    def _do(self, work: Work) -> None:
        desk = self._library.desk(work.user)
        forget_removed(desk / "removed")
        forget_parts(desk / "incoming", "*")
        forget_parts(self._library.folder(work.user))
        due = work.files or work.removed or work.must_build
        fetched_only = bool(work.addresses) and not due
        self._fetch_all(work)
        if fetched_only and not work.files and not work.cancelled:
            work.news = News("failed")
            return
        while not self._is_stopped(work) and (broken := self._build(work)):
            # The file that was being read broke the reader: the others are read without it.
            work.files.remove(broken)
            broken.unlink(missing_ok=True)
            work.messages.append(f"{broken.name}: reading it failed; it was left out")
        if work.cancelled and not work.is_done:
            self._take_back(work)
            work.news = News("cancelled")

    def _is_stopped(self, work: Work) -> bool:
        return work.cancelled or self._closed

    def _fetch_all(self, work: Work) -> None:
        """Fetches what there is to fetch into the user's folder."""
        while work.addresses and not self._is_stopped(work):
            address = work.addresses.pop(0)

            def told(done: int, total: int | None, address: str = address) -> None:
                work.news = News("fetching", done, total or 0, address)

            told(0, 0)
            most = self._room(work.user)
            if most <= 0:
                work.messages.append(f"{address}: no room is left; remove a document first")
                continue
            try:
                fetched = fetch(
                    address,
                    self._library.folder(work.user),
                    most_bytes=most,
                    allow=self._settings.fetch_allow or (),
                    progress=told,
                    cancel=lambda: self._is_stopped(work),
                )
            except FetchCancelled:
                return
            except (FetchError, OSError) as error:
                work.messages.append(str(error))
                continue
            if fetched.state == "new":
                work.files.append(fetched.path)
            else:
                work.messages.append(f"{fetched.path.name}: was here already, unchanged")

    def _room(self, user: str) -> int:
        """Bytes that a document of a user's may have yet."""
        most = self._settings.largest_file_mb * 1024**2
        if self._library.in_place:
            return most
        used = used_bytes(self._library.folder(user))
        return min(most, self._settings.most_added_mb * 1024**2 - used)

    def _build(self, work: Work) -> Path | None:
        """Builds; returns the added file that broke it, if one did."""
        added = self._library.added(work.user)
        values = {name: getattr(self._settings, name) for name in _BUILD_SETTINGS}
        order = Order(
            corpus=str(self._library.corpus),
            added=str(added) if added else None,
            provisional=tuple(str(path.resolve()) for path in work.files),
            settings={name: str(value) for name, value in values.items() if value is not None},
            go_on=work.go_on,
        )
        work.news = News("starting")
        for news in Build(order).news(lambda: self._is_stopped(work)):
            if news.stage == "built":
                self._settle(work, news)
            elif news.stage == "failed":
                for path in work.files:
                    if path.name == Path(news.name).name:
                        return path
                self._fail(work, news.error)
            else:
                work.news = news
        return None

    def _settle(self, work: Work, news: News) -> None:
        """Takes what was built into use, and the files out that could not be read."""
        for name, reason in news.failures:
            for path in [path for path in work.files if self._named(work.user, path) == name]:
                path.unlink(missing_ok=True)
                work.files.remove(path)
                work.messages.append(reason)
        self._library.renew(work.user)
        self._checked[work.user] = self._library.generation
        work.news = news

    def _named(self, user: str, path: Path) -> str:
        """What a build calls a file of a user's."""
        folder = self._library.folder(user)
        name = path.resolve().relative_to(folder.resolve()).as_posix()
        return name if self._library.in_place else f"{ADDED}/{name}"

    def _fail(self, work: Work, reason: str) -> None:
        work.messages.append(reason)
        try:
            self._take_back(work)
        except OSError as error:  # the thread must outlive a file that cannot be moved
            work.messages.append(str(error))
        work.news = News("failed")

    def _take_back(self, work: Work) -> None:
        for path in work.files:
            path.unlink(missing_ok=True)
        work.files.clear()
        for path, kept in reversed(work.removed):
            if kept.exists() and not path.exists():
                move(kept, path)
            self._undo.pop(work.user, None)
        work.removed.clear()
