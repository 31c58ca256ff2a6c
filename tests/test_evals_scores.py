import math
from dataclasses import replace

import pytest

from evals.intervals import (
    estimate_difference,
    estimate_mean,
    estimate_statistic,
    wilson_interval,
)
from evals.records import Asked, GoldItem, Span
from evals.scores.attribution import score_attribution
from evals.scores.calibration import (
    bin_by_confidence,
    brier_score,
    calibration_error,
    precision_recall,
    risk_coverage,
)
from evals.scores.characters import intersect_over_union, recall_characters, unite
from evals.scores.citation import score_citation
from evals.scores.correctness import contains, score_correctness, score_list
from evals.scores.refusal import area_under_roc, score_kind, score_refusals
from evals.scores.retrieval import NAMES, rank_points
from evals.scores.which import score_which
from rag.cautions import WHICH
from rag.records import Answer, Citation, Refusal, Speaker, Statement


def cite(number: int, start: int, end: int, document: str = "a", page: int | None = None):
    return Citation(
        number, document, "0" * 64, document, None, page, None, start, end, "…", Speaker("Lofgren")
    )


def say(text: str, *numbers: int, speaker: str = "Lofgren"):
    return Statement(text, numbers, Speaker(speaker, ("Reasoner",)))


def answer(statements=(), citations=(), refusal=None, confidence=0.9):
    return Answer(
        "Q?", "Q?", tuple(statements), tuple(citations), refusal, (), confidence=confidence
    )


@pytest.mark.parametrize(
    ("type_", "note", "right"),
    [
        ("which", f"{WHICH} It fits A [1]; B [2].", 1),
        ("which", "OIG stands for an office.", 0),
        ("number", f"{WHICH} It fits A [1]; B [2].", 0),
        ("number", "OIG stands for an office.", 1),
    ],
)
def test_what_fits_several_things_is_to_be_said_and_nothing_else(type_, note, right):
    given = replace(answer([say("Yes.", 1)], [cite(1, 0, 9)]), notes=(note,))
    assert score_which(asked(GoldItem("a", "Q?", type_, True), given)) == right
    assert score_which(asked(GoldItem("a", "Q?", type_, False), given)) is None
    refused = answer(refusal=Refusal("not_in_corpus", "No.", "1 document", ()))
    assert score_which(asked(GoldItem("a", "Q?", type_, True), refused)) is None


def asked(item: GoldItem, given: Answer, points=(), pages=frozenset()):
    return Asked(item, points, given, 0.01, pages)


FACT = GoldItem("f", "Q?", "fact", True, values=(("12", "twelve"), (r"re:Kans(as|\.)",)))


class TestRetrieval:
    def test_worked_example(self):
        points = [[Span("a", 0, 100)], [Span("b", 0, 50)]]
        scores = rank_points(points, [Span("a", 500, 900), Span("a", 0, 400)])
        assert scores["success@1"] == 0
        assert scores["success@5"] == 1
        assert scores["recall@5"] == 0.5
        assert scores["MRR"] == 0.5
        ideal = 1 + 1 / math.log2(3)
        assert scores["nDCG@10"] == pytest.approx((1 / math.log2(3)) / ideal)

    def test_a_question_that_finds_nothing_scores_zero_and_one_without_evidence_none(self):
        assert set(rank_points([[Span("a", 0, 9)]], []).values()) == {0.0}
        assert rank_points([], [Span("a", 0, 9)]) == dict.fromkeys(NAMES)

    def test_less_than_half_a_sentence_is_not_found(self):
        assert rank_points([[Span("a", 0, 100)]], [Span("a", 51, 200)])["success@1"] == 0
        assert rank_points([[Span("a", 0, 100)]], [Span("a", 50, 200)])["success@1"] == 1


class TestCharacters:
    def test_worked_example(self):
        retrieved = [Span("a", 0, 80), Span("a", 150, 300)]
        alone = [(span,) for span in retrieved]
        assert recall_characters([Span("a", 100, 200)], alone, 130) == 0.5
        assert intersect_over_union([Span("a", 100, 200)], retrieved) == pytest.approx(50 / 280)

    def test_what_stands_in_two_places_is_paid_for_once_and_found_in_either(self):
        retrieved = [(Span("a", 0, 80), Span("b", 20, 100)), (Span("a", 150, 300),)]
        assert recall_characters([Span("b", 20, 100)], retrieved, 80) == 1
        # The first 40 of it are the first 40 there, and nothing is left for the second.
        assert recall_characters([Span("b", 20, 100)], retrieved, 40) == 0.5
        assert recall_characters([Span("a", 150, 300)], retrieved, 80) == 0
        assert recall_characters([Span("a", 150, 300)], retrieved, 155) == 0.5

    def test_overlapping_spans_count_once_and_documents_are_kept_apart(self):
        spans = [Span("a", 0, 10), Span("a", 5, 20), Span("b", 0, 10), Span("a", 20, 25)]
        assert unite(spans) == [Span("a", 0, 25), Span("b", 0, 10)]

    def test_no_evidence_is_not_applicable(self):
        assert recall_characters([], [(Span("a", 0, 5),)], 100) is None
        assert intersect_over_union([], [Span("a", 0, 5)]) is None


class TestCitation:
    points = ((Span("a", 0, 100),),)

    def test_worked_example(self):
        given = answer([say("One. Two.", 1, 2)], [cite(1, 0, 100), cite(2, 300, 400)])
        scores = score_citation(asked(FACT, given, self.points))
        assert scores["citation precision"] == 0.5
        assert scores["citation recall"] == 1
        assert scores["citation F1"] == pytest.approx(2 / 3)
        assert scores["citation precision, sentences"] == 0.5
        assert scores["citation F1, sentences"] == pytest.approx(2 / 3)
        assert scores["right page"] is None

    def test_nothing_cited_has_no_precision_and_no_recall(self):
        scores = score_citation(asked(FACT, answer(), self.points))
        assert scores["citation precision"] is None
        assert scores["citation F1"] == 0

    def test_a_citation_that_no_statement_uses_does_not_count(self):
        given = answer([say("One.", 2)], [cite(1, 0, 100), cite(2, 300, 400)])
        assert score_citation(asked(FACT, given, self.points))["citation recall"] == 0

    def test_right_page(self):
        pages = frozenset({("a", 7)})
        right = answer([say("One.", 1)], [cite(1, 0, 100, page=7)])
        wrong = answer([say("One.", 1)], [cite(1, 0, 100, page=8)])
        assert score_citation(asked(FACT, right, self.points, pages))["right page"] == 1
        assert score_citation(asked(FACT, wrong, self.points, pages))["right page"] == 0


class TestCorrectness:
    def test_all_values_must_be_there(self):
        assert score_correctness(asked(FACT, answer([say("Twelve counties in Kansas.", 1)]))) == 1
        assert score_correctness(asked(FACT, answer([say("Twelve counties.", 1)]))) == 0

    @pytest.mark.parametrize(
        ("said", "wording", "found"),
        [
            ("about 112 people", "12", False),
            ("about 12,000 people", "12", False),
            ("it was 3.12 percent", "12", False),
            ("there were 12.", "12", True),
            ("paid $14.3  million", "$14.3 million", True),
            ("paid by license plates", "license plate", True),
            ("paid in statesmanship", "state", False),
            ("there were 12s", "12", False),
            ("“[O]ne said it.”", "one", True),
            ("form[s] and [a] note", "forms", False),
            ("the “frankly” word", 'the "frankly" word', True),
        ],
    )
    def test_wordings_match_as_whole_words(self, said, wording, found):
        assert contains(said, wording) is found

    def test_refusals(self):
        near = GoldItem("n", "Q?", "near", False)
        refusal = Refusal("not_in_corpus", "No.", "1 document")
        assert score_correctness(asked(near, answer(refusal=refusal))) == 1
        assert score_correctness(asked(near, answer([say("Yes.", 1)]))) == 0
        assert score_correctness(asked(FACT, answer(refusal=refusal))) == 0

    def test_partly_covered_needs_the_covered_part(self):
        item = GoldItem("p", "Q?", "partly_covered", False, values=(("Richards",),))
        refusal = Refusal("partly_covered", "Not all.", "1 document")
        assert score_correctness(asked(item, answer([say("Richards.", 1)], (), refusal))) == 1
        assert score_correctness(asked(item, answer((), (), refusal))) == 0

    def test_list_recall(self):
        item = GoldItem("l", "Q?", "list", True, values=FACT.values)
        assert score_list(asked(item, answer([say("Twelve counties took part.", 1)]))) == 0.5
        assert score_list(asked(FACT, answer())) is None


class TestAttribution:
    item = GoldItem("a", "Q?", "attribution", True, speakers=("Lofgren",))
    points = ((Span("a", 0, 100),),)

    def score(self, *statements):
        given = answer(statements, [cite(1, 0, 100), cite(2, 500, 600)])
        return score_attribution(asked(self.item, given, self.points))

    def test_the_speaker_counts_and_not_who_passes_it_on(self):
        assert self.score(say("x", 1, speaker="Rep. Zoe Lofgren")) == 1
        assert self.score(say("x", 1, speaker="W.D. Reasoner")) == 0

    def test_statements_on_other_evidence_do_not_count(self):
        assert self.score(say("x", 2, speaker="W.D. Reasoner")) is None


class TestRefusal:
    rows = ((False, 0.9, False), (False, 0.4, True), (True, 0.6, False), (True, 0.1, True))

    def test_worked_example(self):
        scores = score_refusals([(must, refused) for must, _, refused in self.rows])
        assert scores == {
            "refusal precision": 0.5, "refusal recall": 0.5, "refusal F1": 0.5
        }  # fmt: skip
        area = area_under_roc([r[0] for r in self.rows], [1 - r[1] for r in self.rows])
        assert area == pytest.approx(0.75)

    def test_ties_count_half_and_one_class_has_no_area(self):
        assert area_under_roc([True, False], [0.5, 0.5]) == 0.5
        assert area_under_roc([True, True], [0.1, 0.2]) is None

    def test_kind(self):
        item = GoldItem("x", "Q?", "false_premise", False, refusals=("false_premise",))
        wrong = answer(refusal=Refusal("not_in_corpus", "No.", "1 document"))
        assert score_kind(asked(item, wrong)) == 0
        assert score_kind(asked(item, answer())) is None


class TestCalibration:
    confidence = (0.9, 0.7, 0.3, 0.1)
    truth = (True, True, False, False)

    def test_worked_example(self):
        bins = bin_by_confidence(self.confidence, self.truth, bins=2)
        assert [b.n for b in bins] == [2, 2]
        assert calibration_error(bins) == pytest.approx(0.2)
        assert brier_score(self.confidence, self.truth) == pytest.approx(0.05)
        assert calibration_error(()) is None

    def test_curves(self):
        assert risk_coverage((0.9, 0.2), (1.0, 0.0)) == [(0.5, 0.0), (1.0, 0.5)]
        assert precision_recall((True, False), (0.2, 0.9)) == [(0.0, 0.0), (1.0, 0.5)]


class TestIntervals:
    def test_mean_leaves_out_what_does_not_apply_and_says_so(self):
        estimate = estimate_mean([1.0, None, 0.0, 1.0])
        assert estimate.value == pytest.approx(2 / 3)
        assert (estimate.n, estimate.asked) == (3, 4)
        assert estimate.low <= estimate.value <= estimate.high

    def test_a_share_of_nothing_or_all_is_not_certain(self):
        assert wilson_interval(0.5, 10) == pytest.approx((0.2366, 0.7634), abs=1e-4)
        assert wilson_interval(1.0, 0) == (0, 1)
        perfect = estimate_mean([1.0] * 24)
        assert (perfect.low, perfect.high) == pytest.approx((0.862, 1), abs=1e-3)
        same = estimate_difference([1.0, 0.0], [1.0, 0.0])
        assert (same.low, same.high) == (0, 0)

    def test_interval_has_the_width_of_the_normal_one(self):
        estimate = estimate_mean([1.0] * 300 + [0.0] * 100)
        half = 1.96 * math.sqrt(0.75 * 0.25 / 400)
        assert estimate.high - estimate.value == pytest.approx(half, rel=0.15)
        assert estimate.value - estimate.low == pytest.approx(half, rel=0.15)

    def test_same_scores_same_interval(self):
        assert estimate_mean([0.1, 0.7, 0.4]) == estimate_mean([0.1, 0.7, 0.4])

    def test_not_applicable_is_said(self):
        assert str(estimate_mean([None])) == "not applicable (0 of 1)"

    def test_paired_difference_is_narrower_than_the_scores(self):
        before = [0.0, 1.0] * 50
        after = [0.1, 1.0] * 50
        difference = estimate_difference(before, after)
        assert difference.value == pytest.approx(0.05)
        assert difference.low > 0

    def test_statistic_of_a_set(self):
        rows = [(True, True)] * 30 + [(True, False)] * 10 + [(False, False)] * 40
        estimate = estimate_statistic(rows, lambda r: score_refusals(r)["refusal F1"])
        assert estimate.value == pytest.approx(60 / 70)
        assert estimate.low < estimate.value < estimate.high
