"""Whose documents are searched: the folder that is served, and what each user added to it.

Where the folder is the user's own and the page is for this machine alone, documents are added to
the folder itself. Everywhere else the folder stays as it is, and each user has a folder of
additions in the data folder, which is searched together with it in an index of the two.
"""

from __future__ import annotations

import hashlib
import os
import re
import shutil
import threading
from collections import OrderedDict
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from rag.chain import Chatbot
from rag.corpus import bundled_documents, has_files
from rag.errors import ChiaroscuroError
from rag.indexing.generations import current_generation, folder_for
from rag.settings import OWN_DOCUMENTS

MOST_OPEN = 16
"""Indexes of users that are kept open; who comes back later waits until his is opened again."""


@dataclass
class _Loan:
    """A chatbot, how many answer from it now, and whether it goes when they are done."""

    bot: Chatbot
    is_ours: bool
    lent: int = 0
    retired: bool = False


class Library:
    """The chatbots of all users; a chatbot in use outlives its replacement.

    Args:
        bot: Opened on the folder that is served; it stays the caller's to close.
        data: The data folder.
        shared: Whether others than the owner of this machine use the page.
    """

    def __init__(self, bot: Chatbot, data: Path, *, shared: bool) -> None:
        self._served = _Loan(bot, is_ours=False)
        self._corpus = bot.corpus
        self._settings = bot.settings
        self._data = data
        self._open: OrderedDict[str, _Loan] = OrderedDict()
        self._lock = threading.RLock()
        self._shared = shared
        self.in_place = not shared and _is_own(self._corpus)

    @property
    def generation(self) -> Path:
        """The generation of the served folder's index that is in use."""
        return self._served.bot.generation

    @property
    def corpus(self) -> Path:
        """The folder that is served."""
        return self._corpus

    def folder(self, user: str) -> Path:
        """Returns where the user's documents are added; it may not exist yet."""
        return self._corpus if self.in_place else self.desk(user) / OWN_DOCUMENTS.name

    def added(self, user: str) -> Path | None:
        """Returns the folder that is searched besides the one that is served, if there is one.

        What the owner of this machine added is nobody's on a shared page.
        """
        if self.in_place or (self._shared and not user):
            return None
        folder = self.folder(user)
        return folder if has_files(folder) else None

    def desk(self, user: str) -> Path:
        """Returns the folder of all that is a user's."""
        if not user:
            return self._data / OWN_DOCUMENTS.parent
        # The digest keeps apart what a file system takes for the same: "Ada" and "ada".
        digest = hashlib.sha256(user.encode()).hexdigest()[:12]
        return self._data / "users" / f"{re.sub(r'[^a-z0-9]+', '-', user.lower())}-{digest}"

    @contextmanager
    def lend(self, user: str) -> Iterator[Chatbot]:
        """Gives the user's chatbot for the time of the block."""
        with self._lock:
            loan = self._loan(user)
            loan.lent += 1
        try:
            yield loan.bot
        finally:
            with self._lock:
                loan.lent -= 1
                _close_if_done(loan)

    def renew(self, user: str) -> None:
        """Takes the newest generation into use after a build."""
        with self._lock:
            served = self._served.bot
            is_newest = current_generation(served.generation.parent) == served.generation
            newer = None if is_newest else served.reopen()
            if newer is not None:
                self._retire(self._served)
                self._served = _Loan(newer, is_ours=True)
            if user in self._open:
                self._retire(self._open.pop(user))
            if not self.in_place and self.added(user) is None:
                self._drop_index(user)

    def close(self) -> None:
        """Lets go of all that was opened here."""
        with self._lock:
            for loan in (self._served, *self._open.values()):
                self._retire(loan)
            self._open.clear()

    def _loan(self, user: str) -> _Loan:
        added = self.added(user)
        if added is None:
            return self._served
        if user not in self._open:
            try:
                bot = self._served.bot.reopen(added)
            except ChiaroscuroError:
                bot = None  # damaged: the next build mends it
            if bot is None:
                return self._served
            self._open[user] = _Loan(bot, is_ours=True)
        self._open.move_to_end(user)
        while len(self._open) > MOST_OPEN:
            self._retire(self._open.popitem(last=False)[1])
        return self._open[user]

    def _retire(self, loan: _Loan) -> None:
        loan.retired = True
        _close_if_done(loan)

    def _drop_index(self, user: str) -> None:
        """Removes the index of additions that are no more."""
        store = folder_for(self._corpus, self._settings.index_dir, self.folder(user))
        shutil.rmtree(store, ignore_errors=True)


def _close_if_done(loan: _Loan) -> None:
    if loan.retired and loan.lent == 0 and loan.is_ours:
        loan.bot.close()


def _is_own(corpus: Path) -> bool:
    return corpus != bundled_documents().resolve() and os.access(corpus, os.W_OK)
