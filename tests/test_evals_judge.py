from langchain_core.language_models import FakeListChatModel

from evals.judge import Judgement, judge, judge_all
from evals.records import Asked, GoldItem
from rag.records import Answer, Citation, Speaker, Statement


def asked(text: str, *values: str) -> Asked:
    speaker = Speaker("Anna")
    citation = Citation(1, "a", "0", "A", None, None, None, 0, 9, "12 boats came", speaker)
    answer = Answer("Q", "Q", (Statement(text, (1,), speaker),), (citation,), None, (), 0.9)
    item = GoldItem("x", "How many?", "number", True, values=tuple((v,) for v in values))
    return Asked(item, (), answer, 0.0)


def test_a_digit_is_a_score_and_anything_else_is_not():
    model = FakeListChatModel(responses=["4", "I think 2 or 3", "nan", "1."])
    assert judge(model, asked("12 boats came", "12")) == Judgement(1.0, None)
    assert judge(model, asked("12 boats came", "12")) == Judgement(None, 0.25)


def test_unscored_are_counted_and_agreement_is_over_the_rest():
    model = FakeListChatModel(responses=["4", "4", "0", "0", "what?", "4"])
    answers = [asked("12 boats came", "12"), asked("9 whales swam", "12"), asked("12 boats", "12")]
    report = judge_all(model, answers)
    assert report["faithfulness"]["unscored"] == 1
    assert (report["faithfulness"]["n"], report["faithfulness"]["asked"]) == (2, 3)
    assert report["faithfulness"]["value"] == 0.5
    assert report["faithfulness"]["agreement"] > 0.99
    assert report["correctness"]["agreement"] > 0.99
