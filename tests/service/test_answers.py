from __future__ import annotations

from dataclasses import replace
from functools import partial

import pytest

from argmap.model import ArgumentMap, Problem, replay
from argmap.model.map import Node, Relation
from argmap.model.operations import AddNode, AddRelation, RemoveNode
from argmap.model.roles import role, standing
from argmap.service import answers, sharing
from argmap.service.answers import Answer
from argmap.service.faults import Fault
from argmap.service.numbers import Numbers
from argmap.service.references import Reference
from argmap.service.sharing import Access
from argmap.service.shelf import Done, Outcome, Press, Shelf


def put(shelf: Shelf, access: Access, kind: str, card: str, text: str, **more: object) -> Done:
    access = replace(access, revision=shelf.read(access).revision)
    answer = Answer(kind, card, text, **more)  # type: ignore[arg-type]

    def build(debate: ArgumentMap, numbers: Numbers) -> Outcome:
        return answers.add(debate, numbers, answer)

    return shelf.change(access, Press.fresh(), build)


def roles(debate: ArgumentMap) -> dict[str, str]:
    depth = standing(debate).depth
    return {
        debate.nodes[relation.premises[-1]].text: role(debate, relation, depth)
        for relation in debate.relations.values()
    }


def test_every_way_to_answer_makes_what_it_says(shelf: Shelf, town: Access):
    reason = put(shelf, town, "reason", "n2", "The air gets cleaner.").card
    assert reason is not None
    objection = put(shelf, town, "objection", reason, "Delivery vans stay.").card
    assert objection is not None
    put(shelf, town, "rebuttal", objection, "Vans can be electric.")
    put(
        shelf,
        town,
        "evidence",
        reason,
        "Oslo measured less dust.",
        reference=Reference(title="Air report", year="2021"),
    )
    put(shelf, town, "undercut", reason, "Clean air is no reason for a town.")
    done = put(shelf, town, "premise", objection, "Vans are what makes the dust.")
    debate = done.debate
    assert roles(debate) == {
        "The air gets cleaner.": "reason",
        "Vans are what makes the dust.": "objection",
        "Vans can be electric.": "rebuttal",
        "Oslo measured less dust.": "evidence",
        "Clean air is no reason for a town.": "undercut",
    }
    (source,) = debate.sources.values()
    assert source.fields == {"title": "Air report", "issued": {"date-parts": [[2021]]}}
    linked = next(r for r in debate.relations.values() if len(r.premises) == 2)
    assert linked.premises[0] == objection


def test_a_rebuttal_given_at_a_reason_answers_its_objection(shelf: Shelf, town: Access):
    reason = put(shelf, town, "reason", "n2", "The air gets cleaner.").card
    assert reason is not None
    first = put(shelf, town, "objection", reason, "Vans stay.").card
    second = put(shelf, town, "objection", reason, "Buses stay.").card
    assert second is not None
    done = put(shelf, town, "rebuttal", reason, "Buses run on power.", aim=second)
    assert done.debate.incoming(second)[0].kind == "attack"
    assert first is not None
    assert done.debate.incoming(first) == []
    done = put(shelf, town, "rebuttal", reason, "Vans are few.")
    assert len(done.debate.incoming(first)) == 1


def test_answers_stand_in_the_order_in_which_they_came(shelf: Shelf, town: Access):
    for text in "abcdefghijklmnopqrstuvwxyz":
        done = put(shelf, town, "reason", "n2", text)
    shown = [done.debate.nodes[r.premises[0]].text for r in done.debate.incoming("n2")]
    assert shown == list("abcdefghijklmnopqrstuvwxyz")


def test_a_rank_without_room_after_it_moves_the_others_together():
    full = "z" * 200
    debate = replay(
        [
            AddNode(Node("n1", "position", "Yes.")),
            AddNode(Node("n2", "claim", "Old.")),
            AddRelation(Relation("r3", "support", ("n2",), "n1", rank=full)),
        ]
    )
    outcome = answers.add(debate, Numbers(3), Answer("reason", "n1", "New."))
    after = replay([outcome.operation], debate)
    assert [after.nodes[r.premises[0]].text for r in after.incoming("n1")] == ["Old.", "New."]
    debate = replay([AddNode(Node("n9", "position", "Last.", rank=full))])
    outcome = answers.add(debate, Numbers(9), Answer("position", "", "Later."))
    after = replay([outcome.operation], debate)
    assert [node.text for node in sorted(after.nodes.values(), key=lambda n: n.rank)] == ["Last.", "Later."]


@pytest.mark.parametrize("kind", [kind for kind in answers.KINDS if kind != "position"])
def test_an_answer_to_a_card_that_is_gone_is_kept(shelf: Shelf, town: Access, kind: str):
    reason = put(shelf, town, "reason", "n2", "The air gets cleaner.").card
    assert reason is not None
    held = shelf.read(replace(town, revision=9))
    access = replace(town, revision=held.revision)
    shelf.change(access, Press.fresh(), lambda _debate, _numbers: Outcome(RemoveNode(reason)))
    done = put(shelf, town, kind, reason, "What I wrote.", aim="")
    assert done.card is not None
    assert done.debate.nodes[done.card].text == "What I wrote."
    assert "is kept" in str(done.notes[0])


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("", "no text yet"),
        (" \n\t ", "no text yet"),
        ("\x00", "no text yet"),
        ("x" * 10_001, "10,001 characters"),
    ],
)
def test_what_is_no_statement_is_refused(shelf: Shelf, town: Access, typed: str, said: str):
    with pytest.raises(Problem, match=said):
        put(shelf, town, "reason", "n2", typed)
    assert shelf.read(town).revision == 1


def test_characters_that_cannot_be_kept_are_left_out_and_that_is_said(shelf: Shelf, town: Access):
    done = put(shelf, town, "reason", "n2", "Cl\x00ean\x1b  air.")
    assert done.card is not None
    assert done.debate.nodes[done.card].text == "Clean air."
    assert str(done.notes[0]).startswith("2 characters of “Clean air.”")


def test_a_source_with_the_same_fields_is_cited_again(shelf: Shelf, town: Access):
    for text in ("Dust fell.", "Noise fell."):
        done = put(
            shelf, town, "evidence", "n2", text, reference=Reference(title="Report", quote=f"“{text}”")
        )
    assert len(done.debate.sources) == 1
    assert [quote.exact for quote in done.debate.quotes.values()] == ["“Dust fell.”", "“Noise fell.”"]


def test_a_quotation_needs_a_source_and_an_address_a_scheme(shelf: Shelf, town: Access):
    with pytest.raises(Problem, match="needs its source"):
        put(shelf, town, "evidence", "n2", "Dust fell.", reference=Reference(quote="It fell."))
    with pytest.raises(Fault, match="begins with http"):
        put(shelf, town, "evidence", "n2", "Dust fell.", reference=Reference(url="javascript:alert(1)"))


def test_an_unknown_way_to_answer_is_refused(shelf: Shelf, town: Access):
    with pytest.raises(Problem, match="no way to answer"):
        put(shelf, town, "shout", "n2", "Text.")


def test_what_can_be_answered_how():
    debate = replay(
        [
            AddNode(Node("n1", "position", "Yes.")),
            AddNode(Node("n2", "claim", "Reason.")),
            AddNode(Node("n3", "claim", "Objection.")),
            AddNode(Node("n4", "claim", "Rebuttal.")),
            AddRelation(Relation("r5", "support", ("n2",), "n1")),
            AddRelation(Relation("r6", "attack", ("n3",), "n2")),
            AddRelation(Relation("r7", "attack", ("n4",), "n3")),
        ]
    )
    where = standing(debate)
    objectable = partial(answers.objectable, debate, where)
    assert [card for card in debate.nodes if objectable(card)] == ["n1", "n2", "n4"]
    assert answers.rebuttable(debate, where, "n3") == ["n3"]
    assert answers.rebuttable(debate, where, "n2") == ["n3"]
    assert answers.rebuttable(debate, where, "n1") == []
    assert answers.steps(debate, "gone") == []


def test_the_key_of_a_reader_changes_nothing(shelf: Shelf, town: Access):
    from argmap.service.refusals import NotAllowed

    link = sharing.share(shelf, town, "view")
    reader = sharing.enter(shelf, town.map, link.key)
    with pytest.raises(NotAllowed):
        put(shelf, reader, "reason", "n2", "Text.")
