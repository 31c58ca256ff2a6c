"""Documents that questions name, for the tests of what there is and of what is named."""

from __future__ import annotations

from rag.records import Document


def document(name: str, **facts: str) -> Document:
    return Document(name, f"/{name}.md", "0" * 64, "", "markdown", **facts)  # type: ignore[arg-type]


DOCUMENTS = {
    each.id: each
    for each in (
        document("audits/tao-12-3", title="Piles of the North Quay: An Audit", number="TAO-12-3"),
        document("memo", title="Closing", author="Ada North", date="2014-11-20", kind="memorandum"),
        document("talk", title="On Quays", author="Jo Lee", date="2012-04", kind="commentary"),
    )
}
