"""Builds: only what is new is embedded, and whatever goes wrong, the index in use goes on."""

from __future__ import annotations

import errno
import io
import json
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from types import ModuleType
from typing import Any

import numpy as np
import pytest

from rag import language, speaking
from rag.chain import Chatbot
from rag.errors import CorpusError, StoreError
from rag.indexing import generations, index_files, vectorlog
from rag.indexing.build import BuildReport, build_index
from rag.indexing.generations import folder_for, open_index
from rag.indexing.progress import Bars, shown
from rag.indexing.reuse import version
from rag.indexing.vectors import Progress
from rag.models.embedding import Embedded, Encoder, Tokens
from rag.readers.watch import turned
from rag.settings import Settings

BOOKS = {
    "audits/quay.md": (
        "The North Quay Audit",
        "The auditors inspected the north quay in March 2019. They found that 41 of 120 piles had "
        "rotted.\n\n## Costs\n\nRepairs cost 2.4 million crowns. The dues paid for half of them.",
    ),
    "ferry.md": (
        "The Ferry Review",
        "The night ferry carried 318 lorries a week.\n\n## Safety\n\nTwo lifeboats were missing. "
        "The captain reported it to the coast guard.",
    ),
    "light.md": (
        "The Lighthouse Letter",
        "The lighthouse keeper retired after 33 years.\n\n## Wishes\n\nShe asked for a new lamp.",
    ),
}
QUESTION = "How many piles of the north quay had rotted?"
PASSAGES = 6  # two sections in each


class Counting(Encoder):
    """The real encoder, which remembers what it was given to embed."""

    def __init__(self) -> None:
        super().__init__()
        self.seen: list[Tokens] = []

    def embed(self, texts: Sequence[Tokens]) -> Iterator[tuple[int, Embedded]]:
        self.seen += texts
        return super().embed(texts)

    def take(self) -> int:
        """Returns how many passages were embedded since this was last asked."""
        count = len(self.seen)
        self.seen.clear()
        return count


def write(corpus: Path, name: str, title: str, text: str) -> None:
    path = corpus / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f"---\ntitle: {title}\nauthor: Ada North\n---\n\n{text}\n", "utf-8")


class Scene:
    """A folder of documents with its index, and what can be done to them."""

    def __init__(self, root: Path, encoder: Counting) -> None:
        self.corpus = root / "papers"
        self.settings = Settings(index_dir=root / "index")
        self.store = folder_for(self.corpus, self.settings.index_dir)
        self.encoder = encoder

    def build(self, **more: Any) -> BuildReport:
        self.encoder.take()
        return build_index(self.corpus, self.settings, encoder=self.encoder, **more)

    def change(self) -> None:
        """A changed document with two new passages, the first quay audit gone, one of its own."""
        write(self.corpus, "ferry.md", "The Ferry Review", "It stopped.\n\n## Why\n\nNo one knows.")
        write(self.corpus, "audits/quay.md", "The North Quay Audit", "It had 99 rotten piles.")

    def open(self) -> Chatbot:
        """A chatbot on the generation in use, up to date or not."""
        opened = open_index(self.store)
        assert opened is not None
        return Chatbot(opened, self.encoder, self.settings)

    def answer(self) -> dict[str, Any]:
        with self.open() as bot:
            return bot.ask(QUESTION).to_dict()

    def files(self) -> list[str]:
        """All that lies in the index folder, but for the lock."""
        return sorted(path.name for path in self.store.iterdir() if path.name != "lock")


@pytest.fixture(scope="module")
def encoder() -> Counting:
    return Counting()


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory, encoder: Counting) -> Scene:
    scene = Scene(tmp_path_factory.mktemp("built"), encoder)
    for name, (title, text) in BOOKS.items():
        write(scene.corpus, name, title, text)
    report = scene.build()
    assert (report.documents, report.passages, report.embedded) == (3, PASSAGES, PASSAGES)
    return scene


@pytest.fixture
def scene(built: Scene, tmp_path: Path, encoder: Counting) -> Scene:
    """A copy of the built scene, to do with as a test likes."""
    copy = Scene(tmp_path, encoder)
    shutil.copytree(built.corpus, copy.corpus)
    shutil.copytree(built.store, copy.store)
    return copy


def one_line(error: pytest.ExceptionInfo[Exception]) -> str:
    assert "\n" not in str(error.value)
    return str(error.value)


def test_the_first_build_answers(built: Scene) -> None:
    assert "41 of 120 piles" in built.answer()["text"]
    assert built.files() == ["000001", "current"]


def test_nothing_changed_embeds_nothing_and_writes_nothing(scene: Scene) -> None:
    report = scene.build()
    assert (report.changed, report.embedded, report.reused) == (False, 0, PASSAGES)
    assert scene.encoder.take() == 0
    assert scene.files() == ["000001", "current"]


def test_nothing_changed_does_not_even_import_torch(scene: Scene) -> None:
    code = (
        "import sys; from pathlib import Path; from rag.indexing.build import build_index;"
        "from rag.settings import Settings;"
        "report = build_index(Path(sys.argv[1]), Settings(index_dir=Path(sys.argv[2])));"
        "assert not report.changed;"
        "assert not {'torch', 'sentence_transformers', 'transformers'} & set(sys.modules)"
    )
    arguments = [str(scene.corpus), str(scene.settings.index_dir)]
    subprocess.run([sys.executable, "-c", code, *arguments], check=True)


def test_one_changed_document_embeds_only_its_new_passages(scene: Scene) -> None:
    title, text = BOOKS["ferry.md"]
    write(scene.corpus, "ferry.md", title, text.replace("Two lifeboats", "Three lifeboats"))
    report = scene.build()
    assert (report.changed, report.embedded, report.reused) == (True, 1, PASSAGES - 1)
    assert scene.encoder.take() == 1
    with scene.open() as bot:
        assert "Three lifeboats" in bot.ask("How many lifeboats were missing?").text


def test_a_renamed_file_embeds_nothing(scene: Scene) -> None:
    (scene.corpus / "audits/quay.md").rename(scene.corpus / "moved.md")
    report = scene.build()
    assert (report.changed, report.embedded, scene.encoder.take()) == (True, 0, 0)
    with scene.open() as bot:
        assert [document.id for document in bot.documents] == ["ferry", "light", "moved"]
        assert bot.ask(QUESTION).citations[0].document_id == "moved"


def test_a_removed_document_is_gone(scene: Scene) -> None:
    (scene.corpus / "audits/quay.md").unlink()
    report = scene.build()
    assert (report.documents, report.embedded) == (2, 0)
    with scene.open() as bot:
        assert {hit.passage.document_id for hit in bot.search(QUESTION, k=50)} == {"ferry", "light"}
        with pytest.raises(ValueError, match="unknown document"):
            bot.ask(QUESTION, documents=["audits/quay"])


def test_a_document_twice_is_embedded_once(scene: Scene) -> None:
    shutil.copy(scene.corpus / "ferry.md", scene.corpus / "zz-copy.md")
    report = scene.build()
    assert (report.passages, report.embedded, report.copied) == (PASSAGES + 2, 0, 2)


def test_what_was_reused_is_what_a_clean_build_would_give(
    scene: Scene, tmp_path: Path, encoder: Counting
) -> None:
    scene.change()
    scene.build()
    clean = Scene(tmp_path / "clean", encoder)
    shutil.copytree(scene.corpus, clean.corpus)
    clean.build()
    with open_index(scene.store) as one, open_index(clean.store) as two:  # type: ignore[union-attr]
        rows = range(len(one))
        assert len(one) == len(two) == 5
        for left, right in zip(one.entries(rows), two.entries(rows), strict=True):
            assert (left.passage, left.key, left.context) == (
                right.passage,
                right.key,
                right.context,
            )
        np.testing.assert_array_equal(one.vectors(rows), two.vectors(rows))
        for row in rows:
            np.testing.assert_array_equal(one.token_ids(row), two.token_ids(row))
            np.testing.assert_array_equal(one.token_bits(row), two.token_bits(row))


def test_what_a_document_corrects_is_known_of_one_that_is_kept(scene: Scene) -> None:
    write(scene.corpus, "note.md", "A Note", "The figure is wrong: it should have read 43 piles.")
    scene.build()
    scene.change()
    assert scene.build().changed
    with open_index(scene.store) as index:  # type: ignore[union-attr]
        (entry,) = index.entries(index.correcting("note"))
        assert [each.told for each in entry.correcting] == [True]
        assert index.correcting("light") == []


def test_a_reader_keeps_its_generation_while_another_is_built(scene: Scene) -> None:
    with scene.open() as reader:
        before = reader.ask(QUESTION).to_dict()
        hits = reader.search("lifeboats")
        scene.change()
        assert scene.build().changed
        assert reader.ask(QUESTION).to_dict() == before
        assert reader.search("lifeboats") == hits
    assert scene.answer() != before


# A build that is killed.

KILLED = """
import os, signal, sys
from pathlib import Path
from rag.indexing import build
from rag.indexing import generations
from rag.indexing import index_files
from rag.indexing import vectors
from rag.settings import Settings

corpus, store, stage, after = sys.argv[1:]
vectors.WINDOW = 2

def die(*_, **__):
    os.kill(os.getpid(), getattr(signal, "SIGKILL", signal.SIGTERM))

def progress(name, done, total):
    if name == stage and done >= int(after):
        die()

if stage == "half written":
    index_files._write_arrays = die
if stage == "pointing":
    generations.os.replace = die
build.build_index(Path(corpus), Settings(index_dir=Path(store)), progress=progress)
"""


def kill(scene: Scene, stage: str, after: int = 0) -> None:
    """Starts a build in a process of its own that is killed at a stage."""
    arguments = [str(scene.corpus), str(scene.settings.index_dir), stage, str(after)]
    done = subprocess.run(
        [sys.executable, "-c", KILLED, *arguments], check=False, capture_output=True, text=True
    )
    assert done.returncode == -getattr(signal, "SIGKILL", -signal.SIGTERM), done.stderr


@pytest.fixture(scope="module")
def changed(
    built: Scene, tmp_path_factory: pytest.TempPathFactory, encoder: Counting
) -> tuple[Scene, dict[str, Any]]:
    """A changed folder whose build was interrupted once all was embedded, and the old answer."""
    copy = Scene(tmp_path_factory.mktemp("changed"), encoder)
    shutil.copytree(built.corpus, copy.corpus)
    shutil.copytree(built.store, copy.store)
    before = copy.answer()
    copy.change()
    with pytest.raises(KeyboardInterrupt):
        copy.build(progress=interrupt_at("writing"))
    return copy, before


def interrupt_at(stage: str) -> Progress:
    def progress(name: str, done: int, total: int) -> None:
        if name == stage:
            raise KeyboardInterrupt

    return progress


@pytest.mark.parametrize(
    ("stage", "after"),
    [
        ("reading", 1),
        ("embedding", 0),
        ("writing", 0),
        ("half written", 0),
        ("writing", 5),
        ("switching", 0),
        ("pointing", 0),
    ],
)
def test_a_build_killed_at_any_stage_leaves_the_old_index_serving(
    changed: tuple[Scene, dict[str, Any]], stage: str, after: int
) -> None:
    scene, before = changed
    kill(scene, stage, after)
    assert (scene.store / "current").read_text() == "000001\n"
    assert scene.answer() == before


def test_after_all_these_kills_a_build_finishes_embeds_nothing_and_tidies_up(
    changed: tuple[Scene, dict[str, Any]], tmp_path: Path
) -> None:
    scene, before = changed
    assert any(name.startswith("unfinished-") for name in scene.files())
    report = scene.build()
    assert (report.changed, report.embedded, scene.encoder.take()) == (True, 0, 0)
    current = (scene.store / "current").read_text().strip()
    assert scene.files() == [current, "current"]
    assert "99 rotten piles" in scene.answer()["text"] and scene.answer() != before


def test_a_build_killed_while_embedding_does_not_embed_again_what_it_saved(scene: Scene) -> None:
    before = scene.answer()
    scene.change()
    kill(scene, "embedding", 2)
    assert scene.answer() == before
    report = scene.build()
    assert (report.passages, report.embedded, scene.encoder.take()) == (5, 1, 1)
    assert "99 rotten piles" in scene.answer()["text"]


@pytest.mark.parametrize("stage", ["reading", "embedding", "writing", "switching"])
def test_an_interrupted_build_lets_go_of_the_lock(scene: Scene, stage: str) -> None:
    before = scene.answer()
    (scene.corpus / "light.md").unlink()
    with pytest.raises(KeyboardInterrupt):
        scene.build(progress=interrupt_at(stage))
    assert scene.answer() == before
    assert scene.build().documents == 2


# Two builders.

SLOW = """
import sys
from pathlib import Path
from rag.indexing.build import build_index
from rag.settings import Settings

def progress(stage, done, total):
    if (stage, done) == ("writing", 0):
        print("ready", flush=True)
        sys.stdin.readline()

report = build_index(Path(sys.argv[1]), Settings(index_dir=Path(sys.argv[2])), progress=progress)
print(report.documents)
"""


def test_a_second_builder_is_told_so_and_the_first_one_finishes(scene: Scene) -> None:
    before = scene.answer()
    (scene.corpus / "light.md").unlink()
    arguments = [str(scene.corpus), str(scene.settings.index_dir)]
    with subprocess.Popen(
        [sys.executable, "-c", SLOW, *arguments],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as first:
        assert first.stdout is not None and first.stdout.readline() == "ready\n"
        with pytest.raises(StoreError) as caught:
            scene.build()
        assert one_line(caught) == (
            f"{scene.store}: another build of this index is running; wait for it to end"
        )
        assert scene.answer() == before
        assert first.communicate("\n", timeout=60)[0] == "2\n"
    assert first.returncode == 0
    assert not scene.build().changed


# Damage, other models, and folders that cannot be written.


@pytest.mark.parametrize("name", [*index_files.FILES, index_files.MANIFEST])
def test_a_damaged_file_is_named_by_the_chatbot_and_mended_by_a_build(
    scene: Scene, name: str
) -> None:
    path = scene.store / "000001" / name
    with path.open("r+b") as stream:
        stream.truncate(path.stat().st_size - 3)
    with pytest.raises(StoreError) as caught:
        Chatbot.open(scene.corpus, settings=scene.settings)
    assert one_line(caught).startswith(f"{path}: damaged")
    if name == index_files.VECTORS:  # embeds all again: once is enough
        report = scene.build()
        assert (report.changed, report.embedded) == (True, PASSAGES)
        assert "41 of 120 piles" in scene.answer()["text"]


def test_a_pointer_to_nowhere_is_an_error_and_mended_by_a_build(scene: Scene) -> None:
    (scene.store / "current").write_text("000777\n")
    with pytest.raises(StoreError, match="missing"):
        open_index(scene.store)
    with pytest.raises(StoreError, match="missing"):
        Chatbot.open(scene.corpus, settings=scene.settings)


def test_an_index_of_another_model_is_refused_and_replaced_by_a_build(scene: Scene) -> None:
    path = scene.store / "000001" / index_files.MANIFEST
    manifest = json.loads(path.read_text())
    manifest["inputs"].update(model="other-model", model_sha256="0" * 64)
    path.write_text(json.dumps(manifest))
    with pytest.raises(StoreError) as caught:
        Chatbot.open(scene.corpus, settings=scene.settings)
    said = one_line(caught)
    assert "'other-model'" in said and "chiaroscuro build" in said
    report = scene.build()
    assert (report.changed, report.embedded, report.reused) == (True, PASSAGES, 0)


@pytest.mark.parametrize(
    ("folder", "name"), [(speaking, "claimants"), (speaking, "citing"), (language, "reporting")]
)
def test_an_index_depends_on_the_code_that_tells_who_speaks(
    folder: ModuleType, name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = version()
    other = shutil.copytree(next(iter(folder.__path__)), tmp_path / "other")
    monkeypatch.setattr(folder, "__path__", [str(other)])
    assert version() == before
    with (other / f"{name}.py").open("a") as file:
        file.write("# another rule")
    assert version() != before


def test_a_file_in_place_of_the_index_folder_is_one_line(scene: Scene, tmp_path: Path) -> None:
    (tmp_path / "taken").write_text("not a folder")
    with pytest.raises(StoreError) as caught:
        build_index(scene.corpus, Settings(index_dir=tmp_path / "taken"), encoder=scene.encoder)
    assert str(tmp_path / "taken") in one_line(caught)


def test_no_permission_to_write_is_one_line_that_says_what_to_do(
    scene: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(scene.store / "lock"))

    (scene.corpus / "light.md").unlink()
    with monkeypatch.context() as patch:
        patch.setattr(generations, "FileLock", refuse)
        with pytest.raises(StoreError) as caught:
            scene.build()
    assert one_line(caught) == (
        f"{scene.store / 'lock'}: no permission to write; "
        "choose another folder with index_dir or RAG_INDEX_DIR"
    )


def fail_full(*_: object, **__: object) -> None:
    raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


def fail_as_faiss(*_: object, **__: object) -> None:
    raise RuntimeError("Error in virtual size_t faiss::FileIOWriter: write error\nNo space left")


@pytest.mark.parametrize(
    ("where", "name", "fails"),
    [
        (index_files, "_write_arrays", fail_full),
        (index_files.faiss, "write_index", fail_as_faiss),
        (index_files, "_SCHEMA", "PRAGMA max_page_count = 5;" + index_files._SCHEMA),
        (index_files, "describe_file", fail_full),
        (vectorlog.VectorLog, "append", fail_full),
        (generations.os, "replace", fail_full),
    ],
    ids=["tokens", "vectors", "passages", "manifest", "log", "switch"],
)
def test_a_full_disk_is_one_line_and_the_old_index_goes_on(
    scene: Scene, monkeypatch: pytest.MonkeyPatch, where: Any, name: str, fails: Any
) -> None:
    before = scene.answer()
    write(scene.corpus, "light.md", "The Lighthouse Letter", "The lamp was never replaced.")
    with monkeypatch.context() as patch:
        patch.setattr(where, name, fails)
        with pytest.raises(StoreError) as caught:
            scene.build()
    assert "cannot be written" in one_line(caught)
    assert scene.answer() == before
    assert not [item for item in scene.files() if item.endswith(".building")]
    assert scene.build().changed
    with scene.open() as bot:
        assert "never replaced" in bot.ask("Was the lamp of the lighthouse replaced?").text


# Folders and reports.


def test_a_file_that_cannot_be_read_is_listed_each_time_and_stops_nothing(scene: Scene) -> None:
    (scene.corpus / "broken.pdf").write_bytes(b"not a PDF at all")
    first, again = scene.build(), scene.build()
    assert (first.documents, first.changed, again.changed) == (3, True, False)
    assert [item.path for item in first.failures] == ["broken.pdf"]
    assert again.failures == first.failures
    with scene.open() as bot:
        assert [item["path"] for item in bot.failures] == ["broken.pdf"]


def test_a_folder_in_which_nothing_can_be_read_is_an_error(
    tmp_path: Path, encoder: Counting
) -> None:
    scene = Scene(tmp_path, encoder)
    scene.corpus.mkdir()
    (scene.corpus / "broken.pdf").write_bytes(b"not a PDF at all")
    with pytest.raises(CorpusError, match="nothing in it can be read"):
        scene.build()
    assert open_index(scene.store) is None


@pytest.mark.parametrize("make", [lambda path: None, lambda path: path.mkdir()])
def test_a_missing_or_empty_folder_is_an_error(
    tmp_path: Path, encoder: Counting, make: Any
) -> None:
    scene = Scene(tmp_path, encoder)
    make(scene.corpus)
    with pytest.raises(CorpusError):
        scene.build()


def test_progress_goes_through_the_stages_to_their_ends(scene: Scene) -> None:
    calls: list[tuple[str, int, int]] = []
    (scene.corpus / "light.md").unlink()
    scene.build(progress=lambda *call: calls.append(call))
    assert calls == [
        ("reading", 0, 2),
        ("reading", 1, 2),
        ("reading", 2, 2),
        ("embedding", 0, 0),
        ("writing", 0, 4),
        ("writing", 4, 4),
        ("switching", 0, 1),
    ]


def test_bars_are_plain_lines_where_there_is_no_terminal(
    capsys: pytest.CaptureFixture[str],
) -> None:
    bars = Bars()
    for call in [("reading", 0, 3), ("reading", 3, 3), ("embedding", 0, 0), ("writing", 0, 7)]:
        bars(*call)
    bars.close()
    told = capsys.readouterr()
    assert told.err == "Reading: 3 documents\nWriting: 7 passages\n" and told.out == ""


def test_a_bar_names_the_page_being_read(monkeypatch: pytest.MonkeyPatch) -> None:
    class Terminal(io.StringIO):
        def isatty(self) -> bool:
            return True

    terminal = Terminal()
    monkeypatch.setattr(sys, "stderr", terminal)
    with shown(True) as progress:
        assert isinstance(progress, Bars)
        progress("reading", 0, 3)
        turned("long\x1b.pdf", 41, 120)
    assert "long.pdf, page 41 of 120" in terminal.getvalue()
    turned("long.pdf", 42, 120)
    assert "42" not in terminal.getvalue()


def test_progress_is_what_was_given() -> None:
    own = Bars()
    with shown(own) as progress:
        assert progress is own
    with shown(False) as progress:
        assert progress is None
