"""The pipelines that users would take instead, on the same texts and with the same model.

`LangChainTutorial` is the retrieval part of LangChain's RAG tutorial:
RecursiveCharacterTextSplitter with chunks of 1,000 characters and 200 overlap, one vector a chunk,
an exact FAISS search. The FAISS index is used directly, as LangChain's wrapper for it is part of a
retired package; it does the same. Offsets come from the splitter, which gives a wrong place for
text that a document repeats; such a chunk is looked for from the end of the one before it, so that
the peer isn't punished for that.
"""

from __future__ import annotations

from collections.abc import Mapping
from importlib.util import find_spec
from typing import TYPE_CHECKING, Protocol

import faiss
import numpy as np

from evals.records import Span
from rag.language.sentences import split_sentences
from rag.models.embedding import PACKAGE
from rag.readers.text import read_text

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer

CHUNK_CHARACTERS = 1_000
OVERLAP_CHARACTERS = 200
DIMENSIONS = 384


class Peer(Protocol):
    """A pipeline that indexes texts and finds stretches of them.

    Attributes:
        cites: How many of the stretches found it would cite as its answer; 0 where it is a search
            of passages, which cites nothing.
    """

    name: str
    cites: int

    def build(self, texts: Mapping[str, str]) -> None:
        """Indexes texts by document id."""

    def search(self, question: str, k: int) -> list[Span]:
        """Finds the `k` best stretches, best first."""


class PeerMissing(Exception):
    """The peer's package is not installed."""


class LangChainTutorial:
    """LangChain's tutorial pipeline."""

    name = "LangChain tutorial"
    cites = 0

    def __init__(self) -> None:
        if find_spec("langchain_text_splitters") is None:
            raise PeerMissing("langchain-text-splitters is not installed; pip install .[peers]")
        self._model = load_model()
        self._spans: list[Span] = []
        self._index = faiss.IndexFlatL2(DIMENSIONS)

    def build(self, texts: Mapping[str, str]) -> None:
        """Splits, embeds and indexes the texts, by document id."""
        # Optional: only a comparison needs it.
        from langchain_text_splitters import RecursiveCharacterTextSplitter

        splitter = RecursiveCharacterTextSplitter(
            chunk_size=CHUNK_CHARACTERS, chunk_overlap=OVERLAP_CHARACTERS
        )
        chunks: list[str] = []
        for document_id, text in texts.items():
            position = 0
            for chunk in splitter.split_text(text):
                start = text.find(chunk, position)
                start = text.find(chunk) if start < 0 else start
                self._spans.append(Span(document_id, start, start + len(chunk)))
                position = start + 1
                chunks.append(chunk)
        self._index.add(np.asarray(self._model.encode(chunks), dtype=np.float32))

    def search(self, question: str, k: int) -> list[Span]:
        """Finds the `k` nearest chunks, nearest first."""
        vector = np.asarray(self._model.encode([question]), dtype=np.float32)
        _, found = self._index.search(vector, min(k, len(self._spans)))
        return [self._spans[number] for number in found[0]]


class LlamaIndexDefault:
    """LlamaIndex as it comes: passages of 1,024 tokens, of which the model reads 256."""

    name = "LlamaIndex default"
    cites = 0
    chunk_tokens = 1_024
    overlap_tokens = 20

    def __init__(self) -> None:
        if find_spec("llama_index") is None:
            raise PeerMissing("llama-index-core is not installed; pip install .[peers]")
        self._model = load_model()
        self._spans: list[Span] = []
        self._index = faiss.IndexFlatIP(DIMENSIONS)

    def build(self, texts: Mapping[str, str]) -> None:
        """Splits, embeds and indexes the texts, by document id."""
        # Optional: only a comparison needs it.
        from llama_index.core import Document
        from llama_index.core.node_parser import SentenceSplitter
        from llama_index.core.schema import TextNode

        splitter = SentenceSplitter(chunk_size=self.chunk_tokens, chunk_overlap=self.overlap_tokens)
        documents = [Document(text=text, id_=name) for name, text in texts.items()]
        nodes = [
            node
            for node in splitter.get_nodes_from_documents(documents)
            if isinstance(node, TextNode)
        ]
        self._spans = [
            Span(node.ref_doc_id or "", node.start_char_idx or 0, node.end_char_idx or 0)
            for node in nodes
        ]
        vectors = self._model.encode([node.text for node in nodes], normalize_embeddings=True)
        self._index.add(np.asarray(vectors, dtype=np.float32))

    def search(self, question: str, k: int) -> list[Span]:
        """Finds the `k` best nodes, best first."""
        vector = self._model.encode([question], normalize_embeddings=True)
        _, found = self._index.search(
            np.asarray(vector, dtype=np.float32), min(k, len(self._spans))
        )
        return [self._spans[number] for number in found[0]]


class NearestSentences:
    """The plainest way to cite sentences: those nearest to the question by cosine."""

    name = "first three sentences by cosine"
    cites = 3

    def __init__(self) -> None:
        self._model = load_model()
        self._spans: list[Span] = []
        self._index = faiss.IndexFlatIP(DIMENSIONS)

    def build(self, texts: Mapping[str, str]) -> None:
        """Splits, embeds and indexes the texts, by document id."""
        sentences: list[str] = []
        for document_id, text in texts.items():
            for sentence in split_sentences(text, read_text(text.encode(), document_id).blocks):
                self._spans.append(Span(document_id, sentence.start, sentence.end))
                sentences.append(text[sentence.start : sentence.end])
        vectors = self._model.encode(sentences, normalize_embeddings=True)
        self._index.add(np.asarray(vectors, dtype=np.float32))

    def search(self, question: str, k: int) -> list[Span]:
        """Finds the `k` nearest sentences, nearest first."""
        vector = self._model.encode([question], normalize_embeddings=True)
        _, found = self._index.search(
            np.asarray(vector, dtype=np.float32), min(k, len(self._spans))
        )
        return [self._spans[number] for number in found[0]]


def load_model() -> SentenceTransformer:
    """Returns the packaged model as sentence-transformers runs it: fp32, on the CPU."""
    # Takes seconds to import: only where a peer is measured.
    from sentence_transformers import SentenceTransformer

    found = find_spec(PACKAGE)
    if found is None or not found.submodule_search_locations:
        raise PeerMissing(f"the packaged model is not installed (no module {PACKAGE})")
    folder = f"{found.submodule_search_locations[0]}/model"
    return SentenceTransformer(folder, device="cpu", local_files_only=True)


PeerKind = type[LangChainTutorial] | type[LlamaIndexDefault] | type[NearestSentences]
PEERS: tuple[PeerKind, ...] = (LangChainTutorial, LlamaIndexDefault, NearestSentences)
