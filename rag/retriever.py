"""The search as a LangChain retriever."""

from __future__ import annotations

from collections.abc import Callable

from langchain_core.callbacks import CallbackManagerForRetrieverRun
from langchain_core.documents import Document
from langchain_core.retrievers import BaseRetriever
from pydantic import ConfigDict

from rag.records import Citation, Hit


class PassageRetriever(BaseRetriever):
    """Finds passages as LangChain documents, with their place and score as metadata."""

    model_config = ConfigDict(arbitrary_types_allowed=True)

    find: Callable[[str], tuple[Hit, ...]]

    def _get_relevant_documents(
        self, query: str, *, run_manager: CallbackManagerForRetrieverRun
    ) -> list[Document]:
        return [
            Document(
                page_content=item.passage.text,
                id=item.passage.id,
                metadata={
                    "document_id": item.passage.document_id,
                    "title": item.title,
                    "page": item.page,
                    "page_label": item.page_label,
                    "start": item.passage.start,
                    "end": item.passage.end,
                    "score": item.score,
                },
            )
            for item in self.find(query)
        ]


class SentenceRetriever(BaseRetriever):
    """Finds single sentences as LangChain documents, with who says them and where as metadata."""

    model_config = ConfigDict(arbitrary_types_allowed=True)

    find: Callable[[str], tuple[Citation, ...]]

    def _get_relevant_documents(
        self, query: str, *, run_manager: CallbackManagerForRetrieverRun
    ) -> list[Document]:
        return [
            Document(
                page_content=item.quote,
                id=f"{item.document_id}:{item.start}-{item.end}",
                metadata={
                    "document_id": item.document_id,
                    "title": item.title,
                    "page": item.page,
                    "page_label": item.page_label,
                    "start": item.start,
                    "end": item.end,
                    "speaker": str(item.speaker),
                },
            )
            for item in self.find(query)
        ]
