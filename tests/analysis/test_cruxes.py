"""Cruxes and deciding sets against trying everything."""

from __future__ import annotations

from itertools import combinations, product

import pytest

from argmap.analysis.cruxes import Crux, Deciding, DecidingSet, cruxes, deciding, positions_of, said, told
from argmap.analysis.labelling import Labelling, label
from tests.analysis.structures import trial
from tests.written import written

OTHER = {"in": ("out",), "out": ("in",), "undecided": ("in", "out")}


def _naive(
    base: Labelling, cards: list[str], free: list[str], size: int
) -> dict[tuple[tuple[str, str], ...], dict[str, str]]:
    """For every way of settling `size` cards, which of these cards get another label."""
    found = {}
    for chosen in combinations(sorted(free), size):
        for held in product(*(OTHER[base.nodes[card]] for card in chosen)):
            new = base.holding(dict(zip(chosen, held, strict=True))).nodes
            changed = {
                card: new[card] for card in cards if card not in chosen and new[card] != base.nodes[card]
            }
            if changed:
                found[tuple(zip(chosen, held, strict=True))] = changed
    return found


def _free(base: Labelling) -> list[str]:
    return [card for card in base.nodes if base.case.structure.place[card] not in base.case.held]


def test_a_crux_flips_the_position_and_nothing_else_does():
    seen = 0
    for seed in range(800):
        base = trial(seed, forcing=0.15).labelled()
        cards = list(base.nodes)
        expected = {
            (card, held, position, after)
            for ((card, held),), changed in _naive(base, cards, _free(base), 1).items()
            for position, after in changed.items()
        }
        found = cruxes(base, cards)
        assert {(crux.id, crux.held, crux.position, crux.after) for crux in found} == expected, seed
        assert len(found) == len(expected)
        assert all(crux.before == base.nodes[crux.position] for crux in found)
        seen += len(found)
    assert seen > 500


def test_deciding_sets_are_the_smallest_and_all_of_them():
    sizes = set()
    for seed in range(250):
        base = trial(seed, most=7, forcing=0.1).labelled()
        for position in positions_of(base):
            free = [card for card in _free(base) if card != position]
            for size in (1, 2, 3):
                expected = _naive(base, [position], free, size)
                if expected:
                    break
            found = deciding(base, position)
            assert found.complete
            assert {tuple(sorted(each.held.items())) for each in found.sets} == set(expected), (
                seed,
                position,
            )
            for each in found.sets:
                assert expected[tuple(sorted(each.held.items()))][position] == each.after
            sizes |= {len(each.held) for each in found.sets}
    assert sizes == {1, 2, 3}


THREE = (
    "n1 position Yes.", "n2 claim Jobs.", "n3 claim Roads.", "n4 claim Water.",
    "r1 n2 support n1", "r2 n3 support n1", "r3 n4 support n1",
)  # fmt: skip


def test_where_no_card_decides_the_smallest_sets_do():
    base = label(written(*THREE))
    assert list(cruxes(base)) == []
    found = deciding(base, "n1")
    held = {"n2": "out", "n3": "out", "n4": "out"}
    assert found == Deciding("n1", (DecidingSet("n1", held, "in", "undecided"),), complete=True)
    assert str(told(base, found)) == (
        "No single card decides “Yes.”; these 3 together do: “Jobs.”, “Roads.”, “Water.”"
    )


def test_four_reasons_are_more_than_three_cards_can_undo():
    base = label(written(*THREE, "n5 claim Power.", "r4 n5 support n1"))
    found = deciding(base, "n1")
    assert found == Deciding("n1", (), complete=True)
    assert str(told(base, found)) == "No three cards decide “Yes.”: it does not hang on single points."


def test_a_search_that_is_cut_short_says_so():
    base = label(written(*THREE))
    found = deciding(base, "n1", budget=3)
    assert found == Deciding("n1", (), complete=False)
    assert "in time" in str(told(base, found))


def test_cruxes_that_are_cut_short_are_the_nearest_ones():
    chain = [f"n{i} claim C." for i in range(2, 40)] + [f"r{i} n{i} attack n{i - 1}" for i in range(3, 40)]
    base = label(written("n1 position Yes.", *chain, "r2 n2 support n1"))
    found, few = cruxes(base), cruxes(base, effort=100)
    assert found.complete
    assert not few.complete
    assert 0 < len(few) < len(found)
    assert few.found == found[: len(few)]


def test_a_crux_as_a_record_and_in_words():
    base = label(
        written(
            "n1 position Yes.", "n2 claim Jobs.", "n3 claim Water.", "r1 n2 support n1", "r2 n3 attack n1"
        )
    )
    first, second = cruxes(base, ["n1"])
    assert first == Crux("n2", "n1", "undecided", "out", "out")
    assert second.record == {"id": "n3", "position": "n1", "from": "undecided", "to": "in"}
    assert str(said(base, first)) == "If “Jobs.” did not stand, “Yes.” would not stand either."
    assert str(told(base, deciding(base, "n1"))) == "“Yes.” turns on each of these cards: “Jobs.”, “Water.”"


def test_cards_without_a_label_have_no_cruxes():
    base = label(written("n1 question Why?", "n2 position Yes."))
    for card in ("n1", "n9"):
        with pytest.raises(ValueError, match=card):
            cruxes(base, [card])
        with pytest.raises(ValueError, match=card):
            deciding(base, card)


def test_a_long_chain_takes_no_longer_than_its_length():
    size = 3000
    chain = ["n0 position Yes.", *(f"n{i} claim C." for i in range(1, size))]
    chain += [f"r{i} n{i} attack n{i - 1}" for i in range(2, size)]
    chain += ["r1 n1 support n0"]
    assert len(cruxes(label(written(*chain)))) == size - 1
