import ast
import subprocess
import sys
from pathlib import Path

import pytest

from evals import gold
from evals.check import describe, find_faults, read_all
from evals.records import GoldItem, Quote
from rag.corpus import bundled_documents, read, scan
from rag.records import Document, Page

CORPUS = gold.FOLDER / "corpus.jsonl"
GAO = gold.FOLDER / "gao.jsonl"
EVALS = Path(gold.__file__).parent


def document(text: str, pages: tuple[Page, ...] = ()) -> Document:
    return Document("a", "/a", "0" * 64, text, "text", "A", pages=pages)


class TestSentences:
    text = "He met Rep. Zoe Lofgren (D-Calif.) on p. 4. She paid $14.3 million.\n\nNext one? Yes."

    @pytest.mark.parametrize(
        ("quote", "sentence"),
        [
            ("Zoe Lofgren", "He met Rep. Zoe Lofgren (D-Calif.) on p. 4."),
            ("$14.3", "She paid $14.3 million."),
            ("Next", "Next one?"),
            ("Yes", "Yes."),
            ("4. She", "He met Rep. Zoe Lofgren (D-Calif.) on p. 4. She paid $14.3 million."),
        ],
    )
    def test_a_quote_marks_the_sentence_around_it(self, quote, sentence):
        ((start, end),) = gold.find_quote(self.text, quote, "x")
        left, right = gold.enclosing_sentence(self.text, start, end)
        assert self.text[left:right] == sentence

    def test_white_space_in_a_quote_does_not_count(self):
        assert gold.find_quote("a  long\nquote", "a long quote", "x") == [(0, 13)]

    @pytest.mark.parametrize("text", ["nothing", "it it it it it"])
    def test_a_quote_that_marks_nothing_is_refused(self, text):
        with pytest.raises(gold.GoldError, match="x: the quote 'it' occurs"):
            gold.find_quote(text, "it", "x")


def test_pages_come_from_the_document():
    item = GoldItem("i", "Q?", "fact", True, ((Quote("a", "two"),),))
    pages = (Page(0, 5, 1, "i"), Page(5, 10, 2, "1"))
    assert gold.locate(item, {"a": document("one. two.", pages)}).pages == {("a", 2)}


def test_an_item_survives_being_written():
    items = read_all(CORPUS)
    assert [gold.from_dict(gold.to_dict(item)) for item in items] == list(items)


def test_the_bundled_set_is_sound_and_as_large_as_promised():
    items = read_all(CORPUS)
    documents = [read(file) for file in scan(bundled_documents()).files]
    assert find_faults(items, documents) == []
    assert len(items) >= 200
    assert sum(bool(item.history) for item in items) >= 20
    assert sum(not item.answerable for item in items) >= 70
    assert len({item.type for item in items}) >= 13
    assert describe(items).startswith(f"{len(items)} questions")


def test_the_report_set_has_short_quotes_and_enough_refusals():
    items = read_all(GAO)
    assert len(items) >= 60
    assert sum(not item.answerable for item in items) >= 20
    quotes = [quote.text for item in items for point in item.evidence for quote in point]
    assert max(len(quote.split()) for quote in quotes) <= 8
    assert len({item.id for item in items}) == len(items)


def test_faults_are_found():
    wrong = [
        GoldItem("a", "Q?", "fact", True),
        GoldItem("b", "Q?", "near", True, ((Quote("a", "one"),),)),
        GoldItem("b", "Q?", "nonsense", True, ((Quote("z", "one"),),), (("re:(",),)),
        GoldItem("c", "Q?", "fact", True, ((Quote("a", "one"),),), (("three",),)),
    ]
    faults = "\n".join(find_faults(wrong[:2] + wrong[3:], [document("one. two.")]))
    assert "a: answerable, but without evidence" in faults
    assert "b: type 'near' and answerable=True contradict" in faults
    assert "c: none of its evidence has the value 'three'" in faults
    assert "not a regular expression" in "\n".join(find_faults(wrong[2:3], []))


def taken_from(module: str, path: Path) -> set[str]:
    """Returns the names that a file takes from a module of the evals."""
    taken = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module == f"evals.{module}":
            taken |= {alias.name for alias in node.names}
        if isinstance(node, ast.Attribute) and getattr(node.value, "id", "") == module:
            taken.add(node.attr)
    return taken


class TestHeldOut:
    def test_the_third_is_fixed(self):
        items = read_all(CORPUS)
        share = sum(gold.is_held_out(item.id) for item in items) / len(items)
        assert 0.28 < share < 0.39
        assert gold.is_held_out("who-03") is gold.is_held_out("who-03")
        held = {item.id for item in gold.load_held_out(CORPUS)}
        assert not held & {item.id for item in gold.load(CORPUS)}

    def test_only_the_report_and_the_check_of_the_set_read_it(self):
        # The report scores it, the check verifies the set, growth keeps ids from coming twice.
        used = {
            path.relative_to(EVALS).as_posix(): taken_from("gold", path)
            for path in EVALS.rglob("*.py")
        }
        assert {name for name, taken in used.items() if "load_held_out" in taken} == {
            "run.py", "check.py", "growth.py"
        }  # fmt: skip
        assert not {name for name, taken in used.items() if "_read" in taken}
        whole = {
            path.relative_to(EVALS).as_posix()
            for path in EVALS.rglob("*.py")
            if "read_all" in taken_from("check", path)
        }
        # Kinds are held out by the folder; what a model selected is told by scores alone.
        assert whole == {"verbs/gold_sets.py", "kinds.py", "selecting.py"}
        assert "load" in used["bench/stage.py"] and "load" in used["fit_refusal.py"]

    def test_nobody_else_opens_the_files_of_the_sets(self):
        openers = {
            path.name
            for path in (*EVALS.rglob("*.py"), *Path("rag").rglob("*.py"))
            if "gold.FOLDER" in (text := path.read_text(encoding="utf-8"))
            or "gold/corpus" in text
            or "gold/gao" in text
        }
        assert openers == {"gold_sets.py"}  # where the path is given to `gold.load`

    def test_the_report_tells_nothing_of_it_but_scores(self):
        source = (EVALS / "run.py").read_text(encoding="utf-8")
        shown = source[source.index("def _describe_held_out") :]
        assert "question" not in shown
        assert "answer.text" not in shown


@pytest.mark.parametrize("missing", ["sklearn", "scipy"])
def test_a_missing_extra_is_told_in_one_line(missing: str) -> None:
    code = (
        f"import sys, runpy; sys.modules[{missing!r}] = None;"
        "runpy.run_module('evals', run_name='__main__')"
    )
    ran = subprocess.run(
        [sys.executable, "-c", code, "check"], capture_output=True, text=True, check=False
    )
    told = f'evals: {missing} is not installed; pip install -e ".[evals,peers]" brings it\n'
    assert (ran.returncode, ran.stderr) == (2, told)
