import json
import re

import pytest

from evals.attributing import Label, attribute_all, load_labels
from evals.commands import main
from evals.gold import GoldError

TEXT = "By Ann Byrd\n\nCarl Boone said that the pier was old. It was built in 1802.\n"


@pytest.fixture
def parts(tmp_path):
    for part in ("read", "unread"):
        place = tmp_path / "speaking" / part
        (place / "documents").mkdir(parents=True)
        (place / "documents" / "pier.txt").write_text(TEXT, encoding="utf-8")
        lines = (
            {"document": "pier", "quote": "that the pier was old", "speakers": ["boone"]},
            {"document": "pier", "quote": "It was built in 1802.", "speakers": []},
            {"document": "pier", "quote": "It was built in", "speakers": ["Crane"]},
        )
        text = "\n".join(map(json.dumps, lines))
        (place / "labels.jsonl").write_text(text, encoding="utf-8")
    return tmp_path


def test_what_is_somebody_elses_and_the_documents_own_are_counted_apart(parts, capsys):
    arguments = ["speakers", "--folder", str(parts / "speaking"), "--kinds", str(parts)]
    assert main([*arguments, "--spoken", str(parts / "speaking"), "--misses"]) == 0
    out = capsys.readouterr().out
    assert re.search(r"somebody else's, read {2,}0\.500", out)
    assert re.search(r"somebody else's, records of talks, read {2,}0\.500", out)
    assert re.search(r"the document's own, unread {2,}1\.000", out)
    assert "read/labels.jsonl, line 3: Ann Byrd: It was built in 1802." in out
    assert "unread/labels.jsonl" not in out


def test_a_label_that_is_none_and_a_quote_that_is_nowhere_are_named(parts):
    place = parts / "speaking" / "read"
    (place / "labels.jsonl").write_text('{"document": "pier"}', encoding="utf-8")
    with pytest.raises(GoldError, match=r"read/labels\.jsonl, line 1 is no label"):
        load_labels(place / "labels.jsonl")
    with pytest.raises(GoldError, match="no document 'quay'"):
        attribute_all(place / "documents", [Label("here", "quay", "It", ())])
    with pytest.raises(GoldError, match="occurs 0 times"):
        attribute_all(place / "documents", [Label("here", "pier", "It fell", ())])
