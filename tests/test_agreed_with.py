"""An agreement with something else than what is asked about answers nothing."""

from __future__ import annotations

import pytest

from rag.fitting.agreed_with import agrees_with_another

ASKED = "Did the port agree with the board's recommendations?"


@pytest.mark.parametrize(
    ("question", "text", "another"),
    [
        (ASKED, "The port disagreed with the advisory opinion.", True),
        (ASKED, "The port accepted the offer.", True),
        (ASKED, "The port agreed with the second recommendation.", False),
        (ASKED, "The port agreed with them.", False),
        (ASKED, "The port concurred.", False),
        (ASKED, "The port agreed to close the quay.", False),
        ("Did the port agree with the opinion?", "The port disagreed with the opinion.", False),
        (ASKED, "The port agreed with both recommendations of OIG-12-130.", True),
        (ASKED, "The port agreed with GAO's two recommendations.", True),
        (ASKED, "The port agreed with the recommendations of the Board of Trade.", False),
        (
            "Did it accept the recommendations of the board?",
            "It accepted the Mayor's advice, and GAO's findings.",
            True,
        ),
        (
            "Did it accept the inspector general's advice and recommendations?",
            "It accepted the recommendations of OIG-12-130.",
            False,
        ),
        ("Who disagreed?", "The port disagreed with the advisory opinion.", False),
    ],
)
def test_with_what_somebody_agrees(question: str, text: str, another: bool) -> None:
    assert agrees_with_another(question, text) is another
