"""All addresses of a `sources.toml`, one after the other, whatever becomes of each."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from rag.corpus import read_sources
from rag.errors import CorpusError, FetchCancelled, FetchError
from rag.fetching.fetch import MOST_BYTES, MOST_SECONDS, Fetched, Progress, fetch
from rag.origins import read_origins


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of one address.

    Attributes:
        document: The id that sources.toml gives it; None where the address was given alone.
        url: As given.
        fetched: What is in the folder now; None where it failed or was left alone.
        reason: Why there is nothing to show; None where there is.
        failed: False too where the folder has another file of that id, which is left alone.
    """

    document: str | None
    url: str
    fetched: Fetched | None = None
    reason: str | None = None
    failed: bool = False


def addresses_of(sources: Path) -> tuple[tuple[str, str], ...]:
    """Returns the documents of a sources.toml that have an address, as pairs of id and address.

    Raises:
        CorpusError: If the file is missing or malformed, or names no address.
    """
    if not sources.is_file():
        raise CorpusError(f"{sources}: no such file; give an http or https address or a list")
    facts = read_sources(sources).items()
    addresses = tuple((document, known["url"]) for document, known in facts if "url" in known)
    if not addresses:
        raise CorpusError(f"{sources}: no [[source]] table in it has a url")
    return addresses


def fetch_all(
    addresses: Iterable[tuple[str | None, str]],
    folder: Path,
    *,
    most_bytes: int = MOST_BYTES,
    most_seconds: float = MOST_SECONDS,
    allow: Collection[str] = (),
    progress: Callable[[str], Progress] | None = None,
    cancel: Callable[[], bool] | None = None,
) -> Iterator[Outcome]:
    """Fetches each address and yields what came of it.

    Args:
        addresses: Pairs of document id and address. The id becomes the file's name, so that what
            sources.toml says of it holds; None takes the name from the address.
        folder: The corpus folder.
        most_bytes: Of each document.
        most_seconds: For each document.
        allow: See `fetch`.
        progress: Given an address, returns what is called as its bytes come in.
        cancel: See `fetch`; what was fetched before stays.

    Raises:
        CorpusError: If the folder's record of earlier downloads is damaged.
        FetchCancelled: If `cancel` said so.
    """
    for document, url in addresses:
        other = _another(folder, document, url) if document else None
        if other is not None:
            yield Outcome(document, url, reason=f"{other} is there already; left alone")
            continue
        try:
            fetched = fetch(
                url,
                folder,
                name=document,
                most_bytes=most_bytes,
                most_seconds=most_seconds,
                allow=allow,
                progress=progress(url) if progress is not None else None,
                cancel=cancel,
            )
        except FetchCancelled:
            raise
        except FetchError as error:
            yield Outcome(document, url, reason=str(error), failed=True)
        else:
            yield Outcome(document, url, fetched)


def _another(folder: Path, document: str, url: str) -> str | None:
    """The name of a file that has the document's id, or nearly, and is not from the address."""
    home = (folder / document).parent
    if not home.is_dir():
        return None
    stem = Path(document).name.casefold()
    origins = read_origins(folder)
    names = [
        path.relative_to(folder).as_posix()
        for path in sorted(home.iterdir())
        if path.is_file() and stem in (path.stem.casefold(), path.name.casefold())
    ]
    if any(name in origins and origins[name].url == url for name in names):
        return None
    return next(iter(names), None)
