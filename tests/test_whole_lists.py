"""Which documents are of somebody else than a question names: their lists are none of it."""

from types import SimpleNamespace

from rag.answering.whole_lists import Lists

TEXTS = {
    "letter": "Edith Marlowe asks Brackwell for five changes.",
    "memo": "Brackwell makes five recommendations.",
    "minutes": "Brackwell met. The BME budget was read.",
    "goals": "By 2027 we want to reach four goals.",
    "trial": "The HARBOUR trial has four limits.",
}


def others(question: str, *found: str) -> frozenset[str]:
    documents = {
        name: SimpleNamespace(title=name.title(), author=None, publisher=None, text=text)
        for name, text in TEXTS.items()
    }
    lists = Lists(None, documents, None)  # type: ignore[arg-type]
    near = [SimpleNamespace(document_id=name) for name in found or TEXTS]
    return lists.of_others(question, near)  # type: ignore[arg-type]


def test_a_document_without_a_name_that_another_has_is_of_others() -> None:
    assert others("What does Edith Marlowe ask for?") == {"memo", "minutes", "goals", "trial"}
    assert others("What are Marlowe's changes?") == {"memo", "minutes", "goals", "trial"}
    assert others("What are the limits of the HARBOUR trial?") == TEXTS.keys() - {"trial"}


def test_most_of_all_documents_count_not_of_those_found() -> None:
    assert others("What are the limits of the HARBOUR trial?", "trial", "memo") == {"memo"}
    assert others("What does Brackwell want?", "letter", "goals") == frozenset()


def test_a_name_that_most_documents_have_tells_none_apart() -> None:
    assert others("What does Brackwell want by 2027?") == frozenset()


def test_nor_does_an_abbreviation_a_number_or_a_name_that_none_has() -> None:
    assert others("What labs does the BME department have?") == frozenset()
    assert others("What did Halloway want in 2027?") == frozenset()


def test_of_one_document_nothing_is_told_apart() -> None:
    assert others("What does Edith Marlowe ask for?", "letter") == frozenset()
    assert others("What does Edith Marlowe ask for?", "memo") == frozenset()
