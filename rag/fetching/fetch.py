"""An address to a file of the corpus folder: checked, bounded, resumed, and put down in a record.

What is half there lies in `.fetch/` in that folder, which no scan looks into, and becomes a file of
the corpus by one step when it is whole and known to be of a type that the readers read.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from http import HTTPStatus
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from ssl import SSLContext
from typing import Literal

import httpcore2
import httpx2
from filelock import FileLock, Timeout

from rag.errors import FetchError, ReadError
from rag.fetching.file_names import place, safe_name, stem_and_suffix
from rag.fetching.network import Guard, GuardedTransport, unused_proxy
from rag.fetching.partial import Partial
from rag.origins import (
    Origin,
    newest_from,
    read_origins,
    same_file,
    sha256_of,
    write_origins,
)
from rag.readers.registry import PDF, READERS, identify

FOLDER = ".fetch"
MOST_BYTES = 200_000_000
MOST_SECONDS = 120.0
MOST_REDIRECTS = 5
LONGEST_URL = 4000
HOST = re.compile(rb"[A-Za-z0-9._:-]+")
HEAD_BYTES = 64 * 1024
LOCK_SECONDS = 30

State = Literal["new", "unchanged"]
Progress = Callable[[int, int | None], None]
"""Called with the bytes that are there and the bytes that there will be, None where not known."""

MEDIA_TYPES = {
    ".pdf": "application/pdf",
    ".html": "text/html",
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ".eml": "message/rfc822",
    ".md": "text/markdown",
    ".txt": "text/plain",
}


@dataclass(frozen=True, slots=True)
class Fetched:
    """What came of an address.

    Attributes:
        path: The file, in the corpus folder.
        state: "new" where it was written now, "unchanged" where the folder had the same bytes.
        origin: What the folder's record says of it.
    """

    path: Path
    state: State
    origin: Origin


def fetch(
    url: str,
    folder: Path,
    *,
    name: str | None = None,
    most_bytes: int = MOST_BYTES,
    most_seconds: float = MOST_SECONDS,
    allow: Collection[str] = (),
    progress: Progress | None = None,
    cancel: Callable[[], bool] | None = None,
    ssl_context: SSLContext | None = None,
) -> Fetched:
    """Downloads one document into a corpus folder, which is made where it is missing.

    No file is ever overwritten: where the address gives other bytes than before, they become a
    second file. What a broken download has got is kept, and the next call goes on from there if
    the server lets it.

    Args:
        url: An http or https address.
        folder: The corpus folder.
        name: The file's name without suffix; "/" parts folders. From the address where not given.
        most_bytes: That the document may have.
        most_seconds: That the whole download may take.
        allow: Names of hosts that may lead to this machine or a private network.
        progress: Called as bytes come in.
        cancel: Asked a few times a second whether to stop; called from the same thread.
        ssl_context: Trusted authorities; those of the system where not given.

    Raises:
        FetchError: If the address is not one to fetch from, does not answer as it should, or gives
            what is too large, too slow or of no type that the readers read.
        FetchCancelled: If `cancel` said so.
        CorpusError: If the folder's record of earlier downloads is damaged.
    """
    asked = checked_url(url)
    guard = Guard(
        frozenset(host.lower() for host in allow), most_bytes, most_seconds, cancel or _never
    )
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with _held(folder, asked) as partial:
            known = newest_from(folder, str(asked))
            try:
                with _client(guard, ssl_context) as client:
                    final, status = _download(client, asked, partial, known, guard, progress)
            except FetchError as error:
                raise type(error)(f"{error}{partial.kept}") from None
            if status == HTTPStatus.NOT_MODIFIED and known is not None:
                return Fetched(known[0], "unchanged", known[1])
            return _keep(folder, partial, str(asked), final, name)
    except FetchError as error:
        raise type(error)(f"{asked}: {error}") from None
    except OSError as error:
        where = error.filename or folder
        raise FetchError(f"{asked}: cannot be kept: {where}: {error.strerror or error}") from None


def checked_url(url: str, base: httpx2.URL | None = None) -> httpx2.URL:
    """Returns an address without its fragment, taken from `base` where it is relative.

    Raises:
        FetchError: If it is not an http or https address with a host and without a password.
    """
    shown = url if len(url) <= 200 else f"{url[:200]}…"
    try:
        parsed = httpx2.URL(url.strip()) if base is None else base.join(url.strip())
    except (httpx2.InvalidURL, ValueError, UnicodeError) as error:
        raise FetchError(f"not an address: {shown!r} ({error})") from None
    if parsed.scheme not in ("http", "https"):
        raise FetchError(f"not an http or https address: {shown!r}")
    if not HOST.fullmatch(parsed.raw_host):
        raise FetchError(f"an address without a host that can be: {shown!r}")
    if parsed.userinfo:
        raise FetchError(f"an address with a user name or password in it is refused: {parsed.host}")
    if parsed.port is not None and not 0 < parsed.port < 65536:
        raise FetchError(f"no such port: {shown!r}")
    if len(url) > LONGEST_URL:
        raise FetchError(f"an address of {len(url)} characters, at most {LONGEST_URL}: {shown!r}")
    return parsed.copy_with(fragment=None)


def _never() -> bool:
    return False


@contextmanager
def _held(folder: Path, url: httpx2.URL) -> Iterator[Partial]:
    """The partial file of an address, held against a second download of the same."""
    (folder / FOLDER).mkdir(exist_ok=True)
    key = hashlib.sha256(str(url).encode()).hexdigest()[:16]
    lock = FileLock(folder / FOLDER / f"{key}.lock", timeout=0)
    try:
        lock.acquire()
    except Timeout:
        raise FetchError("is being fetched at this moment") from None
    try:
        yield Partial(folder / FOLDER, key)
    finally:
        lock.release()


@contextmanager
def _client(guard: Guard, ssl_context: SSLContext | None) -> Iterator[httpx2.Client]:
    try:
        agent = f"chiaroscuro/{version('chiaroscuro')}"
    except PackageNotFoundError:
        agent = "chiaroscuro"
    # Compressed bodies cannot be gone on with, and a small one can be without end.
    headers = {"User-Agent": agent, "Accept": "*/*", "Accept-Encoding": "identity"}
    with GuardedTransport(guard, ssl_context) as transport:
        client = httpx2.Client(transport=transport, trust_env=False)
        client.headers = httpx2.Headers(headers)
        try:
            yield client
        except (httpx2.TransportError, httpcore2.NetworkError, httpcore2.TimeoutException) as error:
            raise FetchError(f"the connection failed: {_reason(error)}{unused_proxy()}") from None
        except (httpcore2.ProtocolError, httpx2.DecodingError) as error:
            raise FetchError(f"the server broke off or broke the protocol: {error}") from None


def _reason(error: Exception) -> str:
    return str(error) or type(error).__name__


def _download(
    client: httpx2.Client,
    url: httpx2.URL,
    partial: Partial,
    known: tuple[Path, Origin] | None,
    guard: Guard,
    progress: Progress | None,
) -> tuple[str, int]:
    """Follows redirects to a document and takes it in; returns its address and the status."""
    for _ in range(MOST_REDIRECTS + 1):
        headers = partial.headers(str(url))
        conditional = not headers and known is not None and known[1].final_url == str(url)
        if conditional and known is not None:
            headers = _conditions(known[1])
        with client.stream("GET", url, headers=headers) as response:
            if response.has_redirect_location:
                url = checked_url(response.headers["location"], base=url)
                continue
            if response.status_code == HTTPStatus.NOT_MODIFIED and conditional:
                return str(url), response.status_code
            if response.status_code == HTTPStatus.REQUESTED_RANGE_NOT_SATISFIABLE and partial.size:
                partial.drop()  # what is there is no beginning of what there is now
                continue
            is_rest = response.status_code == HTTPStatus.PARTIAL_CONTENT and "Range" in headers
            if response.status_code != HTTPStatus.OK and not is_rest:
                raise FetchError(f"the server answers {_status(response)}")
            _take_in(response, str(url), partial, guard, progress)
            return str(url), response.status_code
    raise FetchError(f"more than {MOST_REDIRECTS} redirects")


def _conditions(origin: Origin) -> dict[str, str]:
    if origin.etag:
        return {"If-None-Match": origin.etag}
    return {"If-Modified-Since": origin.last_modified} if origin.last_modified else {}


def _status(response: httpx2.Response) -> str:
    after = response.headers.get("retry-after", "")
    wait = f"; it asks to wait {after} s" if after.isdigit() else ""
    return f"{response.status_code} {response.reason_phrase}".strip() + wait


def _take_in(
    response: httpx2.Response,
    url: str,
    partial: Partial,
    guard: Guard,
    progress: Progress | None,
) -> None:
    """Writes a body to the partial file, which is dropped where it can never become a document."""
    whole = partial.begin(response, url)
    if whole is not None and whole > guard.most_bytes:
        partial.drop()
        raise FetchError(f"{whole / 1e6:,.1f} MB, at most {guard.most_bytes / 1e6:g} are fetched")
    looked = partial.size >= HEAD_BYTES
    with partial.opened() as file:
        for data in response.iter_bytes():
            file.write(data)
            partial.size += len(data)
            if partial.size > guard.most_bytes:
                partial.drop()
                raise FetchError(f"larger than {guard.most_bytes / 1e6:g} MB")
            if not looked and partial.size >= HEAD_BYTES:
                file.flush()
                looked = True
                _check_head(partial)
            if progress is not None:
                progress(partial.size, whole)
    if whole is not None and (size := partial.size) != whole:
        partial.drop()
        raise FetchError(f"{size} bytes came where {whole} were announced")


def _check_head(partial: Partial) -> None:
    with partial.path.open("rb") as file:
        content = identify(file.read(HEAD_BYTES))
    if not any(content in form.contents for form in READERS.values()):
        partial.drop()
        raise FetchError(_no_reader(content))


def _no_reader(content: str) -> str:
    return f"its content is {content}, which no reader reads; known: {', '.join(READERS)}"


def _keep(folder: Path, partial: Partial, asked: str, final: str, name: str | None) -> Fetched:
    """Makes a file of the corpus of what was fetched, and puts it down in the record."""
    if not partial.size:
        partial.drop()
        raise FetchError("the server sends an empty document")
    stem, named = stem_and_suffix(final)
    data = partial.path.read_bytes()
    suffix = _suffix(identify(data), named)
    try:
        if suffix is None:
            raise FetchError(_no_reader(identify(data)))
        if READERS[suffix] is not PDF:  # the only one that takes long, and cannot be another
            READERS[suffix].reading(data, f"{stem}{suffix}")
    except (FetchError, ReadError) as error:
        partial.drop()
        raise FetchError(str(error)) from None
    origin = Origin(
        url=asked,
        final_url=final,
        fetched_at=datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
        sha256=sha256_of(partial.path),
        media_type=MEDIA_TYPES.get(suffix, "application/octet-stream"),
        size=partial.size,
        etag=partial.etag,
        last_modified=partial.last_modified,
    )
    *above, stem = [safe_name(part) or "document" for part in name.split("/")] if name else [stem]
    with FileLock(folder / FOLDER / "record.lock", timeout=LOCK_SECONDS):
        origins = read_origins(folder)
        same = same_file(folder, origin, READERS)
        path = same or place(partial.path, folder.joinpath(*above), stem, suffix)
        key = path.relative_to(folder).as_posix()
        if same is None or key not in origins or origins[key].sha256 != origin.sha256:
            origins[key] = origin
            write_origins(folder, origins)
    partial.drop()
    return Fetched(path, "unchanged" if same else "new", origins[key])


def _suffix(content: str, named: str) -> str | None:
    """The suffix for a content: the address's own where it fits, else the plainest."""
    fitting = [suffix for suffix, form in READERS.items() if content in form.contents]
    if named in fitting:
        return named
    return ".txt" if ".txt" in fitting else next(iter(fitting), None)
