"""For each rule a map that has the fault, and one that is as like it as can be and has it not."""

from __future__ import annotations

import argmap
from argmap.analysis.review import RULES, Finding, Rating, review
from argmap.model import ArgumentMap, replay
from argmap.model.operations import EditNode, EditRelation, Operation


def read(text: str, *changes: Operation) -> ArgumentMap:
    debate, _report = argmap.load(text.strip("\n") + "\n", format="argdown")
    return replay(changes, debate)


def marked(debate: ArgumentMap, rule: str, **given: object) -> list[str]:
    """The names of the cards that a rule marks; of arguments their first premise."""
    assert rule in RULES
    names = []
    for found in review(debate, **given):  # type: ignore[arg-type]
        if found.rule == rule:
            node = debate.relations[found.on].premises[0] if found.on in debate.relations else found.on
            names.append(debate.nodes[node].name)
    return names


def only(debate: ArgumentMap, rule: str) -> Finding:
    (found,) = [each for each in review(debate) if each.rule == rule]
    return found


TOWN = """
[Cars out]: Cars should leave the town. #position
  + [Air]: The air gets cleaner.
    + [Trial]: In the trial month there was less dust in the air. #evidence {source: {title: Air report}}
  - [Shops]: The shops lose customers.
    - [On foot]: More customers come on foot.
"""


def test_an_unsupported_claim():
    assert marked(read(TOWN), "unsupported-claim") == []
    assert marked(read(TOWN.replace("    + [Trial]", "    - [Trial]")), "unsupported-claim") == ["Air"]


def test_a_claim_with_a_source_or_with_everybodys_consent_is_supported():
    bare = "[Cars out]: Cars should leave. #position\n  + [Air]: The air gets cleaner."
    assert marked(read(bare), "unsupported-claim") == ["Air"]
    assert marked(read(bare + " {source: {title: Air report}}"), "unsupported-claim") == []
    assert marked(read(bare + " #agreed"), "unsupported-claim") == []


def test_the_last_claim_of_a_line_is_unsupported_unless_something_else_carries_its_target():
    text = TOWN.replace("    + [Trial]", "    + [Fewer]: Fewer engines run.\n    + [Trial]")
    assert marked(read(text), "unsupported-claim") == []
    deep = "[Cars out]: Cars should leave. #position\n  + [Air]: The air gets cleaner.\n    + [Fewer]: Fewer engines run."
    assert marked(read(deep), "unsupported-claim") == ["Fewer"]


def test_bare_linked_premises_are_one_finding():
    text = """
[Cars out]: Cars should leave. #position
  + <Noise>

<Noise>

(1) [Loud]: Cars are loud.
(2) [Ill]: Noise makes people ill.
----
(3) [Cars out]
"""
    found = only(read(text), "unsupported-claim")
    assert "“Loud”, “Ill”" in str(found.message)
    sourced = text.replace("people ill.", "people ill. {source: {title: Health report}}")
    assert marked(read(sourced), "unsupported-claim") == []


def test_an_objection_may_raise_a_doubt_but_not_when_it_has_to_be_backed():
    assert marked(read(TOWN), "unsupported-claim") == []
    debate = read(TOWN.replace("lose customers.", "lose customers. #(needs-backing)"))
    assert marked(debate, "unsupported-claim") == ["Shops"]


def test_evidence_without_a_source():
    assert marked(read(TOWN), "unsourced-evidence") == []
    assert marked(read(TOWN.replace(" {source: {title: Air report}}", "")), "unsourced-evidence") == ["Trial"]


def test_all_support_from_one_source():
    def sourced(*names: str) -> ArgumentMap:
        lines = [
            f"  + [R{i}]: Reason number {i} holds. {{source: {{title: {name}}}}}"
            for i, name in enumerate(names)
        ]
        return read("[Cars out]: Cars should leave. #position\n" + "\n".join(lines))

    assert marked(sourced("A", "A"), "one-source") == ["Cars out"]
    assert marked(sourced("A", "B"), "one-source") == []
    assert marked(sourced("A"), "one-source") == []
    assert marked(sourced(*"AAAAAAAAAB"), "one-source") == ["Cars out"]
    assert marked(sourced(*"AAAB"), "one-source") == []
    assert "“A”" in str(only(sourced("A", "A"), "one-source").message)


def test_an_unanswered_objection_and_an_unanswered_rebuttal():
    assert marked(read(TOWN), "unanswered-objection") == []
    assert marked(read(TOWN), "unanswered-rebuttal") == ["On foot"]
    without = TOWN.replace("    - [On foot]", "    + [On foot]")
    assert marked(read(without), "unanswered-objection") == ["Shops"]
    answered = TOWN + "      - [Heavy]: Nobody carries heavy shopping home.\n"
    assert marked(read(answered), "unanswered-rebuttal") == []
    assert marked(read(answered), "unanswered-objection") == ["Heavy"]


def test_an_undercut_answers_too():
    text = TOWN.replace(
        "  - [Shops]: The shops lose customers.\n    - [On foot]: More customers come on foot.\n", ""
    )
    text += "  - <Shops>\n\n<Shops>: The shops lose customers.\n  _ [So what]: Cars are not here for shops.\n"
    assert marked(read(text), "unanswered-objection") == []


def test_a_dropped_argument_is_a_reason_to_which_nobody_objects():
    assert marked(read(TOWN), "dropped-argument") == ["Air"]
    deep = TOWN.replace(
        "{source: {title: Air report}}",
        "{source: {title: Air report}}\n      - [Wind]: There was much wind in it.",
    )
    assert marked(read(deep), "dropped-argument") == []
    silent = "[Cars out]: Cars should leave. #position\n  + [Air]: The air gets cleaner."
    assert marked(read(silent), "dropped-argument") == []


def test_the_burden_of_rejoinder_of_each_side():
    text = """
[Yes]: Cars should leave. #position
  + [Air]: The air gets cleaner.
    - [A1]: First doubt.
    - [A2]: Second doubt.
    - [A3]: Third doubt.
[No]: Cars should stay. #position
  + [Shops]: The shops need customers.
    - [B1]: First answer.
"""
    debate = read(text)
    found = only(debate, "burden-of-rejoinder")
    assert debate.nodes[found.on].name == "Yes"
    assert "3 arguments" in str(found.message)
    assert "burden-of-rejoinder" not in {
        each.rule for each in review(read(text.replace("    - [A3]", "    + [A3]")))
    }


def test_begging_the_question():
    text = "[A]: Cars are bad.\n  + [B]: Nobody likes cars.\n    + [C]: Cars have a bad name.\n      + [A]\n"
    found = only(read(text), "begging-the-question")
    assert "“A”, “C”, “B”" in str(found.message)
    assert marked(read(text.replace("+ [A]\n", "+ [D]: People say so.\n")), "begging-the-question") == []


def test_a_circle_with_attacks_and_contradiction_which_is_none():
    text = "[A]: Cars are bad.\n  + [B]: Nobody likes cars.\n    - [C]: Cars have a good name.\n      + [A]\n"
    assert marked(read(text), "circular-reasoning") == ["A"]
    assert marked(read(text), "begging-the-question") == []
    against = "[A]: Cars are bad.\n  - [B]: Cars are good.\n    - [A]\n"
    assert marked(read(against), "circular-reasoning") == []


def test_a_claim_that_supports_and_attacks_the_same_target():
    text = "[A]: Cars are bad.\n  + [B]: Everybody has one.\n  - [B]\n"
    assert marked(read(text), "supports-and-attacks") == ["B"]
    assert marked(read(text.replace("- [B]", "- [C]: Cars are useful.")), "supports-and-attacks") == []


def test_duplicates_whatever_their_capitals():
    text = TOWN + "    - [Again]: the air gets cleaner\n"
    assert marked(read(text), "duplicate") == ["Again"]
    assert marked(read(TOWN), "duplicate") == []


def test_the_same_words_as_a_reason_for_themselves():
    text = "[A]: Cars are bad for all of us.\n  + [B]: Cars are bad for all of us."
    assert "very same words" in str(only(read(text), "duplicate").message)


def test_near_duplicates_but_not_opposites_and_not_other_numbers():
    one = "[A]: The new mine brings many good jobs to the province."
    for other, near in (
        ("The new mines bring many good jobs to the province.", False),
        ("The new mine brings many good jobs to our province.", True),
        ("The new mine brings no good jobs to the province.", False),
        ("The new mine never brings many good jobs to the province.", False),
        ("The new mine brings 300 good jobs to the province.", False),
        ("The province brings many new good jobs to the mine.", False),
    ):
        assert bool(marked(read(f"{one}\n\n[B]: {other}\n"), "near-duplicate")) == near, other


def test_a_missing_warrant():
    text = """
[Uniform]: We should wear uniforms. #position
  + [Mornings]: A uniform makes it easier to get ready in the morning.
    + [Survey]: Most pupils say that choosing clothes takes too long. #evidence
"""
    debate = read("===\nlanguage: en\n===\n" + text)
    assert marked(debate, "missing-warrant") == ["Survey"]
    assert (
        marked(
            read("===\nlanguage: en\n===\n" + text.replace("clothes", "in the morning")), "missing-warrant"
        )
        == []
    )
    explained = replay([EditRelation(i, {"scheme": "sign"}) for i in debate.relations], debate)
    assert marked(explained, "missing-warrant") == []
    assert marked(read("===\nlanguage: ur\n===\n" + text), "missing-warrant") == []


def linked(first: str, second: str, conclusion: str, language: str = "en") -> ArgumentMap:
    return read(
        f"===\nlanguage: {language}\n===\n\n<A>\n\n(1) [First]: {first}\n(2) [Second]: {second}\n----\n(3) [End]: {conclusion}\n"
    )


def test_the_rabbit_rule():
    hat = linked("Cars are loud machines.", "Loud machines annoy people.", "Shops should open on Sunday.")
    assert marked(hat, "rabbit") == ["First"]
    assert marked(hat, "holding-hands") == []
    assert marked(linked("Cars are loud.", "Loud things annoy people.", "Cars annoy people."), "rabbit") == []


def test_holding_hands():
    loose = linked("Cars are loud.", "Sunday is a holiday.", "Cars annoy people.")
    assert marked(loose, "holding-hands") == ["Second"]
    assert (
        marked(linked("Cars are loud.", "Loudness annoys people.", "Cars annoy people."), "holding-hands")
        == []
    )


def test_rules_about_words_are_silent_in_languages_that_are_not_known():
    for language in ("de", "ur", "x"):
        debate = linked("Autos sind laut.", "Der Sonntag ist ein Feiertag.", "Läden sollen öffnen.", language)
        assert {"rabbit", "holding-hands", "fragment"} & {found.rule for found in review(debate)} == set()


def test_the_weakest_of_linked_premises():
    debate = linked("Cars are loud.", "Loudness annoys people.", "Cars annoy people.")
    first, second = debate.relations["r1"].premises
    assert marked(debate, "weakest-premise", strengths={first: 0.9, second: 0.2}) == ["Second"]
    assert marked(debate, "weakest-premise", strengths={first: 0.9, second: 0.8}) == []
    assert marked(debate, "weakest-premise", strengths={second: 0.2, "gone": 0.9}) == []
    assert marked(debate, "weakest-premise") == []


def test_a_single_point_of_failure():
    text = """
[Yes]: Cars should leave. #position
  + [Air]: The air gets cleaner.
    + [Less]: Fewer cars come in.
  + [Calm]: It gets quieter.
    + [Less]
"""
    assert marked(read(text), "single-point-of-failure") == ["Less"]
    assert marked(read(text + "  + [Room]: There is more room.\n"), "single-point-of-failure") == []
    assert marked(
        read(text.replace("  + [Calm]: It gets quieter.\n    + [Less]\n", "")), "single-point-of-failure"
    ) == ["Air"]
    sourced = text.replace("It gets quieter.", "It gets quieter. {source: {title: A study}}")
    assert marked(read(sourced), "single-point-of-failure") == []


def test_one_side_only():
    alone = "[Yes]: Cars should leave. #position\n  + [Air]: The air gets cleaner.\n  + [Calm]: It gets quieter.\n"
    assert marked(read(alone), "one-sided") == ["Yes"]
    assert marked(read(alone.replace("+ [Calm]", "- [Calm]")), "one-sided") == []
    assert "against" in str(only(read(alone.replace("+ [", "- [")), "one-sided").message)
    empty = alone + "\n[No]: Cars should stay. #position\n"
    assert marked(read(empty), "one-sided") == ["Yes"]
    assert marked(read(empty + "  + [Shops]: The shops need them.\n"), "one-sided") == []
    assert marked(read("[Yes]: Cars should leave. #position\n"), "one-sided") == []


def test_one_voice_only():
    text = (
        "[Yes]: Cars should leave. #position\n  + [A]: One.\n  + [B]: Two.\n  + [C]: Three.\n  - [D]: Four.\n"
    )
    ids = {node.name: node.id for node in read(text).nodes.values()}

    def by(**authors: str) -> ArgumentMap:
        return read(text, *(EditNode(ids[name], {"author": author}) for name, author in authors.items()))

    assert marked(by(A="p1", B="p1", C="p1", D="p2"), "one-voice") == ["Yes"]
    assert marked(by(A="p1", B="p1", C="p2", D="p2"), "one-voice") == []
    assert marked(by(A="p1", B="p1", C="p1", D="p1"), "one-voice") == []
    assert marked(by(D="p2"), "one-voice") == []


def test_open_critical_questions():
    text = "<A>\n\n(1) The geologist says so.\n-- {scheme} --\n(2) There is gold."
    debate = read(text.replace("{scheme}", "expert opinion"))
    found = only(debate, "open-questions")
    assert found.on == "r1"
    assert "6 critical questions" in str(found.message)
    assert marked(read(text.replace("{scheme}", "modus ponens")), "open-questions") == []


def test_several_statements_in_one_card():
    for text, several in (
        ("Cars are loud. Nobody likes them much.", True),
        ("Cars are loud; nobody likes them much.", True),
        ("Nobody likes cars because they are loud.", True),
        ("Cars are loud, therefore nobody likes them.", True),
        ("The town would therefore be much quieter.", False),
        ("Cars are not loud just because they are old.", False),
        ("Cars are loud, ugly and dear.", False),
        ("Cars are late because of traffic.", False),
        ("Dr. Khan and the U.S. Senate like cars.", False),
        ("Cars cost e.g. 3.5 million a year.", False),
        ("Yes: cars should leave the town.", False),
        ("Cars are loud!", False),
        ("汽车太吵了。没有人喜欢它们。", True),
        ("汽车太吵了。", False),
    ):
        debate = read(f"===\nlanguage: en\n===\n\n[A]: {text}\n")
        assert bool(marked(debate, "several-statements")) == several, text


def test_a_fragment():
    for text, fragment in (
        ("Jobs", True),
        ("More jobs", True),
        ("More jobs.", True),
        ("Better roads and more water", True),
        ("Jobs come.", False),
        ("The mine brings jobs", False),
        ("It's cheap", False),
        ("Nobody cares", False),
        ("The council scrapped it", False),
        ("Demand outstrips the supply", False),
        ("روزگار", False),
    ):
        debate = read(f"===\nlanguage: en\n===\n\n[A]: {text}\n")
        assert bool(marked(debate, "fragment")) == fragment, text


def test_danglers():
    assert marked(read(TOWN), "dangler") == []
    assert marked(read(TOWN + "\n[Loose]: Trains are fun.\n"), "dangler") == ["Loose"]
    piece = read(TOWN + "\n[Loose]: Trains are fun.\n  + [Very]: Trains have buffets.\n")
    assert marked(piece, "dangler") == ["Loose"]
    assert "2 cards" in str(only(piece, "dangler").message)
    many = TOWN + "".join(f"\n[L{i}]: Train number {i} is late.\n" for i in range(4))
    assert "4 cards" in str(only(read(many), "dangler").message)
    assert marked(read("[A]: One.\n\n[B]: Two.\n"), "dangler") == []


def test_ratings_tell_disagreement_from_not_knowing():
    debate = read(TOWN)
    air = next(node.id for node in debate.nodes.values() if node.name == "Air")
    for rating, rule in (
        (Rating(0.5, 20, 0.45), "contested"),
        (Rating(0.5, 20, 0.05), "unsure"),
        (Rating(0.9, 20, 0.05), None),
        (Rating(0.5, 2, 0.5), "few-ratings"),
        (Rating(0.5, 20, 0.22), None),
        (Rating(0.5, 0, 0.0), None),
    ):
        ratings = {air: rating, "gone": rating, debate.relations["r1"].target: Rating(0.9, 9, 0.1)}
        found = {each.rule for each in review(debate, ratings=ratings) if each.on == air}
        assert found & {"contested", "unsure", "few-ratings"} == ({rule} if rule else set())
    assert marked(debate, "few-ratings", ratings={air: Rating(0.5, 2, 0.5)}) == [], (
        "nobody has rated much yet"
    )
