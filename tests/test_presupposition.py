"""Sentences that contradict or state what a question takes for granted, or only seem to."""

from __future__ import annotations

import pytest

from rag.refusing.presupposition import affirms, contradicted


@pytest.mark.parametrize(
    ("question", "text", "words"),
    [
        (
            "When did DHS allow Illinois to withdraw?",
            "DHS replied that Illinois could not withdraw from the program.",
            "could not withdraw",
        ),
        (
            "Why did all 19 members of the Task Force resign?",
            "Five of the 19 members of the Task Force stepped down.",
            "Five of the 19 members",
        ),
        (
            "Why did the council grant the wish of the ferrymen?",
            "The council refused the wish of the ferrymen.",
            "refused the wish",
        ),
        (
            "Why has the board met all 20 requirements?",
            "However, the board has not yet addressed 13 of the 20 requirements.",
            "13 of the 20 requirements",
        ),
        ("Why did the ferry service improve?", "In 2021 the ferry service declined.", "declined"),
        (
            "Why did the court hold that dues oblige ships to pay?",
            "The court held in Kent v. Essex that dues do not oblige ships to pay.",
            "do not oblige",
        ),
        (
            "Why did the county sign the agreement?",
            "The county refused to sign the agreement.",
            "refused to sign",
        ),
        (
            "Why did Mayor Wren sign the agreement in June 2011?",
            "Mayor Wren of Little Sorrel had decided early in June 2011 not to sign an agreement.",
            "had decided … not to sign",
        ),
        (
            "When did Mayor Wren end the agreement with the port?",
            "Mayor Wren of Little Sorrel did not end the agreement.",
            "did not end",
        ),
        (
            "Why did the study find that dues cut traffic?",
            "The study found no clear effect on traffic of the dues.",
            "no clear effect on traffic",
        ),
        (
            "How did the statute that made the harbour define a ship?",
            "The harbour was made by decree, without a statute.",
            "without a statute",
        ),
        (
            "Why did museums spend the grants on construction?",
            "Museums are prohibited from spending the grants on construction.",
            "prohibited from spending",
        ),
        (
            "Why did the court rule that the dues are binding?",
            "The court held that ships are not compelled to pay the dues.",
            "are not compelled",
        ),
        (
            "Why did the study conclude that the board misled the town?",
            "The study found no evidence that the board had set out to mislead the town.",
            "no evidence that the board",
        ),
        (
            "Why did the study conclude that the board misled the town?",
            "We did not find evidence that the board intentionally misled the town.",
            "did not find evidence that the board",
        ),
        (
            "Why did the study conclude that Mr. Fell misled the town?",
            "The study found no evidence that he misled the town.",
            "no evidence that he misled",
        ),
        (
            "Why did the board clearly tell the town what it wanted?",
            "The board did not clearly tell the town what it wanted.",
            "did not clearly tell",
        ),
        (
            "Why did the review find that the keeper sold the lamp?",
            "The review did not substantiate one claim, namely that he sold the lamp of the port.",
            "did not substantiate one claim",
        ),
        (
            "Why did the keeper sell the lamp?",
            "The charge that the keeper had sold the lamp of the port was unfounded.",
            "was unfounded",
        ),
        (
            "Why did men and women of the port differ so much on the dues?",
            "There were few differences between male and female staff about the dues.",
            "few differences",
        ),
        (
            "Why did traffic in the port rise?",
            "There was little or no real rise of traffic in the port.",
            "little or no real rise",
        ),
        (
            "Why is there such a wide difference between the dues of Kent and Essex?",
            "There was hardly any difference between the dues of Kent and those of Essex.",
            "hardly any difference",
        ),
        (
            "Why did the auditors verify the counts of ships?",
            "The auditors did not attempt to verify counts of ships.",
            "did not attempt to verify",
        ),
        (
            "When did Essex drop the lawsuit against Kent?",
            "The case Kent v. Essex ended on July 3, 1913 with a settlement.",
            "Kent v. Essex",
        ),
        (
            "Why did Essex sue the Port of Kent?",
            "The Port of Kent sued Essex over the dues.",
            "The Port of Kent sued Essex",
        ),
        ("Why did the port make a profit in 2021?", "The port lost money in 2021.", "lost"),
        # of what is asked about, in whichever clause
        (
            "Why did ferries to Kent increase?",
            "While the number of ferries to Kent decreased, that of barges doubled.",
            "decreased",
        ),
        (
            "Why did ferries to Kent increase?",
            "Barges, boats, and ferries to Kent fell in number.",
            "fell",
        ),
        (
            "Why did the number of ferries to Kent increase?",
            "Ferries to Kent, which had been many, fell in number.",
            "fell",
        ),
        (
            "Why did ferries to Kent increase?",
            "Ferries ran to Kent all winter, but this number fell.",
            "fell",
        ),
        (
            "Why did the council grant the wish of the ferrymen?",
            "Although dues were low, the wish of the ferrymen was refused.",
            "refused",
        ),
        (
            "Why did the service of the ferries improve?",
            "While the service of the ferries did not improve, that of the barges did.",
            "did not improve",
        ),
        (
            "Why did the ferry's budget rise between 1978 and 2005?",
            "The Council's budget for the ferry dropped by half from 1978 to 2005.",
            "dropped",
        ),
        (
            "Why was the new lamp expensive for the town?",
            "The new lamp came to the town at little or no additional cost.",
            "little or no additional cost",
        ),
        (
            "How did the museums reckon the total cost of repairs?",
            "The total cost of repairs to the museums is unknown.",
            "is unknown",
        ),
        (
            "What does the third part of the reply say?",
            "The third part of the reply had yet to appear.",
            "had yet to appear",
        ),
        (
            "How many keepers were hired when the fire began?",
            "The number of keepers hired when the fire began is unknown.",
            "is unknown",
        ),
        (
            "How many keepers lacked a lamp in Kent?",
            "It is not known how many keepers in Kent lacked a lamp.",
            "is not known",
        ),
    ],
)
def test_contradictions(question: str, text: str, words: str) -> None:
    assert contradicted(question, text) == words


@pytest.mark.parametrize(
    ("question", "text"),
    [
        # asks whether, so takes nothing for granted
        ("Did DHS allow Illinois to withdraw?", "Illinois could not withdraw, DHS said."),
        ("Why could Illinois not withdraw?", "Illinois could not withdraw."),
        # somebody else was refused
        ("When did Denmark join the union?", "Denmark joined, though Norway failed to join it."),
        # finished later is finished
        ("When was the quay completed?", "The quay was not completed until 1769."),
        # another matter
        ("When did the ferry stop?", "The council did not stop for lunch at the quay."),
        # ended is not never begun
        ("When did the program start?", "The order of 2017 ended the program."),
        ("Why did five members resign?", "Five of the 19 members resigned."),
        # asks for what is not known itself
        ("What is known about the cost of repairs?", "The cost of repairs is unknown."),
        # gives a reason
        (
            "Why is it hard to set the dues of the harbour?",
            "It is hard to set the dues of the harbour because it is unclear who uses it.",
        ),
        ("Why are few ships in the harbour?", "The harbour lacks ships."),
        # not allowed is not undone, least of all in the mouth of somebody else
        (
            "Why did Kent withdraw from the league?",
            "The board replied that Kent could not withdraw.",
        ),
        ("Why did Kent leave the league?", "The Board claimed that Kent did not leave the league."),
        # what may be done without is there all the same
        (
            "Why did the port end the contract on ferries?",
            "Ferries can leave the port without any contract, and the port is ending them all.",
        ),
        ("Why did the port reject the rule?", "The port did not accept the rule."),
        # somebody else
        (
            "Why did the port of Kent reject the rule?",
            "The town of Essex accepted the rule of the port.",
        ),
        # not fully is in part
        ("Why did the port carry out the plan?", "The port did not fully carry out the plan."),
        # asked not to do it, he may have done it
        ("Why did the mayor sign the pact?", "Clerks asked the mayor not to sign the pact."),
        # a mayor of Essex is not Kent, nor another mayor
        ("Why did Kent sign the pact?", "The mayor of Essex did not sign the pact of Kent."),
        ("Why did Mayor Abend sign the pact?", "Mayor Wren of Kent did not sign the pact."),
        # of another whole
        (
            "Why has the board met all 20 requirements?",
            "The board has addressed five of the six requirements.",
        ),
        # another claim than the one that was not shown, or one that nobody looked into
        (
            "Why did the keeper sell the lamp of the port?",
            "The review did not uphold the complaint of noise, but the keeper sold the lamp.",
        ),
        (
            "Why did the keeper sell the lamp of the port?",
            "Clerks did not hear the charge that the keeper sold the lamp of the port.",
        ),
        # no further change is a change, what may be small is not, nor that of somebody else
        (
            "Why did the port change its rule on dues?",
            "The port made no further change to its rule on dues.",
        ),
        (
            "Why did the port change its rule on dues?",
            "The port might have seen little change to its rule on dues.",
        ),
        (
            "Why did the rules of Kent change so often?",
            "In Essex there was no change of the rules.",
        ),
        # nor is there none of what is lacking, or of what only begins alike
        ("Why do crews lack oil for cranes?", "Crews of cranes see to it that no oil is spilt."),
        (
            "Why do crews oil the cranes?",
            "Crews of cranes see to it that no oil residues are left.",
        ),
        # few complaints may be more than before
        (
            "Why did complaints of the staff rise?",
            "There were few complaints of the staff.",
        ),
        # it is the one who sues, or somebody else is sued
        ("When did Kent drop the lawsuit against Essex?", "The case Kent v. Essex ended in 1913."),
        ("When did Essex drop the lawsuit against Kent?", "Kent v. Wren and Essex v. Kent ended."),
        ("When did Essex drop the lawsuit against Kent?", "Essex and Kent saw Kent v. Wren end."),
        ("When did Essex win the case against Kent?", "The case Kent v. Essex ended in 1913."),
        # what need not be done may be done
        (
            "Why did the auditors verify the counts of ships?",
            "The auditors did not need to verify counts of ships.",
        ),
        # another thing is said to be so, in a clause of its own
        (
            "Why did ferries to Kent increase?",
            "While the total number of ships to Kent decreased, there were twice as many ferries.",
        ),
        (
            "Why did the number of ferries to Kent increase?",
            "The dues of Kent fell in 2021, and ferries were twice as many.",
        ),
        (
            "Why did visits to the lighthouse of Kent increase?",
            "Although the fleet of Kent declined, the lighthouse saw more guests.",
        ),
        (
            "Why did the ferries to Kent improve?",
            "While the barges to Kent did not improve, the ferries ran on time.",
        ),
        # another word of the same beginning
        ("Why did the port's director resign?", "The port did not directly ask why."),
        ("Why did the income fall?", "Without these charges the income would have risen."),
        ("Why did the income fall?", "We expect the income to rise again in fiscal 2026."),
        ("Why did the ferry service improve?", "The ferry service might have declined by then."),
        (
            "When did the port think oil from Kent would peak?",
            "The port asked when oil would peak, and what a peak and decline in oil would do.",
        ),
        # who denies something takes something else for granted
        ("Why does nobody know the cost of the harbour?", "The town does not know the cost."),
        # what is not to be had at times is not unknown
        (
            "Why are sailors of the port ending up in tents?",
            "The port relied on hostels when rooms were unavailable to keep sailors out of tents.",
        ),
        ("Why do sailors sleep in tents?", "Sailors sleep in tents, as rooms are unavailable."),
        (
            "When was Mr. Fell's form on his interests dated?",
            "He told the board of his interests, which is true of it but not of the form.",
        ),
    ],
)
def test_what_only_looks_like_one(question: str, text: str) -> None:
    assert contradicted(question, text) is None


def test_a_verb_of_saying_is_stated_in_any_form() -> None:
    question = "Why did one state report a decrease of funding?"
    assert affirms(question, "For example, one state reported a decrease of funding.")
    assert not affirms(question, "For example, one state reported an increase of funding.")
