"""The labelling a second time, straight from the words of its definition, for comparing.

Nothing is counted or kept: every round looks at everything anew until nothing changes.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping

from argmap.model import ArgumentMap, Node, Relation

Labels = dict[str, str]


def naive_labels(
    debate: ArgumentMap,
    burden: str = "presume",
    standard: str = "none",
    assumed: Collection[str] | None = None,
    strengths: Mapping[str, float] | None = None,
    forced: Mapping[str, str] | None = None,
) -> Labels:
    """The labels of all statements and relations of a map in one mapping."""
    return _Naive(debate.visible(), burden, standard, assumed, strengths or {}, forced or {}).labels()


class _Naive:
    def __init__(
        self,
        debate: ArgumentMap,
        burden: str,
        standard: str,
        assumed: Collection[str] | None,
        strengths: Mapping[str, float],
        forced: Mapping[str, str],
    ) -> None:
        self.burden, self.standard, self.strengths, self.forced = burden, standard, strengths, forced
        self.relations = debate.relations
        self.statements = {i: node for i, node in debate.nodes.items() if node.kind != "question"}
        self.assumed = {
            i
            for i, node in self.statements.items()
            if (self.is_assumed(node) if assumed is None else i in assumed)
        }
        everything = [*self.statements, *self.relations]
        # Only what is aimed where it counts: a support of a relation is left out.
        self.reasons: dict[str, list[Relation]] = {i: [] for i in everything}
        self.attacks: dict[str, list[Relation]] = {i: [] for i in everything}
        for relation in self.relations.values():
            if relation.target in self.statements and relation.kind == "support":
                self.reasons[relation.target].append(relation)
            if relation.target in everything and relation.kind == "attack":
                self.attacks[relation.target].append(relation)

    def is_assumed(self, node: Node) -> bool:
        if "agreed" in node.tags:
            return True
        if "needs-backing" in node.tags or node.kind == "position":
            return False
        return self.burden == "presume" or (node.kind == "evidence" and len(node.sources) > 0)

    def labels(self) -> Labels:
        self.label: Labels = dict.fromkeys([*self.statements, *self.relations], "undecided")
        self.label.update({i: name for i, name in self.forced.items() if i in self.label})
        while True:
            self.to_the_fixed_point()
            floating = self.floating() if self.burden == "prove" else []
            if not floating:
                return self.label
            for i in floating:
                self.label[i] = "out"

    def to_the_fixed_point(self) -> None:
        changed = True
        while changed:
            changed = False
            for i in self.label:
                if self.label[i] == "undecided" and i not in self.forced:
                    new = self.of_statement(i) if i in self.statements else self.of_relation(i)
                    changed |= new != "undecided"
                    self.label[i] = new

    def of_relation(self, i: str) -> str:
        premises = [self.label.get(premise, "undecided") for premise in self.relations[i].premises]
        undercutters = [self.label[attack.id] for attack in self.attacks[i]]
        if all(each == "in" for each in premises) and all(each == "out" for each in undercutters):
            return "in"
        return "out" if "out" in premises or "in" in undercutters else "undecided"

    def of_statement(self, i: str) -> str:
        def those(relations: list[Relation], *labels: str) -> list[Relation]:
            return [relation for relation in relations if self.label[relation.id] in labels]

        for_it, against = self.reasons[i], self.attacks[i]
        worst = self.verdict(i, those(for_it, "in"), those(against, "in", "undecided"))
        best = self.verdict(i, those(for_it, "in", "undecided"), those(against, "in"))
        return worst if worst == best else "undecided"

    def verdict(self, i: str, reasons: list[Relation], attacks: list[Relation]) -> str:
        if not attacks:
            if reasons or i in self.assumed:
                return "in"
            return "out" if self.burden == "prove" else "undecided"
        if not reasons:
            return "out"
        pro = max(self.strengths.get(each.id, 0) for each in reasons)
        con = max(self.strengths.get(each.id, 0) for each in attacks)
        match self.standard:
            case "none":
                return "undecided"
            case "scintilla":
                return "in"
            case "preponderance":
                return "in" if pro > con else "out" if pro < con else "undecided"
            case "clear":
                return "in" if pro > con and pro - con > 0.5 else "out"
            case "beyond-doubt":
                return "in" if pro > con and pro - con > 0.5 and con < 0.3 else "out"
            case "dialectical":
                return "out"
        raise AssertionError(self.standard)

    def floating(self) -> list[str]:
        """The undecided statements that cannot be reached from assumed ones through supports."""
        reached = {i for i in self.statements if i in self.assumed or i in self.forced}
        reached = {i for i in reached if self.label[i] != "out"}
        changed = True
        while changed:
            changed = False
            for i in self.statements:
                for reason in self.reasons[i]:
                    if (
                        i not in reached
                        and self.label[reason.id] != "out"
                        and set(reason.premises) <= reached
                    ):
                        reached.add(i)
                        changed = True
        return [i for i in self.statements if self.label[i] == "undecided" and i not in reached]
