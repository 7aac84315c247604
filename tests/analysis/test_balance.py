"""How much speaks for each position and against it."""

from __future__ import annotations

from argmap import load
from argmap.analysis.balance import Side, balance
from argmap.analysis.labelling import label


def test_an_answer_to_an_objection_counts_for_the_position_and_a_source_once():
    town = """\
[A]: Cars out. #position
  + [B]: The air clears. #evidence
      - [C]: The wind did it.
  - [D]: Trade suffers.
      - [E]: It grew.
      - [F]: It moved.
"""
    debate, _ = load(town)
    (found,) = balance(label(debate))
    assert found.pro == Side(standing=2, open=0, fallen=1, sources=0)
    assert found.con == Side(standing=1, open=0, fallen=1, sources=0)
    assert found.pro.cards == 3


def test_a_card_that_serves_both_sides_counts_for_both():
    debate, _ = load("[A]: Out. #position\n  + [C]: It is quiet.\n\n[B]: In. #position\n  - [C]\n")
    first, second = balance(label(debate))
    assert (first.pro.cards, first.con.cards) == (1, 0)
    assert (second.pro.cards, second.con.cards) == (0, 1)


def test_hidden_cards_and_positions_themselves_count_for_nothing():
    debate, _ = load("[A]: Out. #position\n  - [B]\n\n[B]: In. #position\n")
    first, second = balance(label(debate))
    assert first.con.cards == 1  # a position that speaks against another one
    assert (second.pro.cards, second.con.cards) == (0, 0)
