"""What silence could change: the same as trying every answer of every silent partner one by one."""

from __future__ import annotations

from itertools import combinations, product

import networkx as nx
import numpy as np
import pytest

from partnerlab.methods.silence import bound_conclusion, bound_cut

ANSWERS = ("in place", "partly", "not in place", "don't know")


def all_alike(answers):
    told = [answer for answer in answers if answer != "don't know"]
    return "cannot tell" if len(told) < 2 else "alike" if len(set(told)) == 1 else "not alike"


def most(answers):
    return "yes" if answers.count("in place") * 2 > len(answers) else "no"


def brute_force(given, silent, judge):
    """Every answer, or silence, of each silent partner by name."""
    tried = product((None, *ANSWERS), repeat=silent)
    return {judge([*given, *(answer for answer in answers if answer is not None)]) for answers in tried}


@pytest.mark.parametrize("judge", [all_alike, lambda answers: most(list(answers))])
@pytest.mark.parametrize("silent", [0, 1, 2, 3])
@pytest.mark.parametrize(
    "given", [[], ["in place"], ["in place", "in place"], ["in place", "not in place"], ["partly"] * 4]
)
def test_what_is_possible_is_what_trying_everything_gives(given, silent, judge):
    found = bound_conclusion(given, silent, ANSWERS, judge)
    assert found.now == judge(given)
    assert found.all == brute_force(given, silent, judge)
    assert found.one == brute_force(given, min(silent, 1), judge)


def test_nobody_silent_leaves_everything_as_it_is():
    found = bound_conclusion(["partly"], 0, ANSWERS, all_alike)
    assert (found.stands, found.rests_on_one) == (True, False)


def test_a_conclusion_that_no_answer_can_change_stands():
    found = bound_conclusion(["in place", "not in place"], 3, ANSWERS, all_alike)
    assert (found.now, found.stands) == ("not alike", True)


def test_one_answer_can_be_too_few_to_change_what_several_could():
    """Three of four say yes: one more no leaves three of five, three more leave three of seven."""
    given = ["in place"] * 3 + ["partly"]
    found = bound_conclusion(given, 3, ANSWERS, lambda answers: most(list(answers)))
    assert (found.now, found.rests_on_one, found.stands) == ("yes", False, False)


@pytest.mark.parametrize("seed", range(12))
def test_a_loss_could_cut_others_off_or_not_as_trying_every_set_of_ties_shows(seed):
    """Brute force over all ties that may or may not be there, on random networks of five, by networkx."""
    chance, names = np.random.default_rng(seed), "ABCDE"
    pairs = [frozenset(pair) for pair in combinations(names, 2)]
    pairs = [pairs[place] for place in chance.permutation(len(pairs))]
    ties, unsaid = pairs[: seed % 5 + 1], pairs[5 : 5 + seed % 6]

    def cuts(member, tied):
        graph = nx.Graph(map(tuple, tied))
        return member in set(nx.articulation_points(graph)) if len(graph) else False

    for member in names:
        tried = {cuts(member, [*ties, *more]) for size in range(len(unsaid) + 1) for more in combinations(unsaid, size)}
        assert bound_cut(member, names, ties, unsaid) == (cuts(member, ties), tried)
