"""What the template of an analysis gets: everything said, translated and addressed already."""

from __future__ import annotations

from dataclasses import dataclass

from argmap.web.charts import Chart
from argmap.web.form_views import Choice
from argmap.web.views import Bar, Frame


@dataclass(frozen=True, slots=True)
class VerdictView:
    """Where one position stands.

    `state` is "in", "out" or "undecided", `word` the same in words; `before` says what it was before anything was supposed (None: the
    same, or nothing is supposed). `share` is the strength in words, `filled` the same for drawing ("72%").
    """

    id: str
    name: str
    text: str | None
    language: str | None
    href: str
    state: str
    word: str
    before: str | None
    share: str
    filled: str
    share_before: str | None
    why: str
    otherwise: str


@dataclass(frozen=True, slots=True)
class CruxView:
    """A card on which a position turns: the sentence, the address of the card, and that which tries it out."""

    words: str
    href: str
    name: str
    attempt: str | None


@dataclass(frozen=True, slots=True)
class TurnView:
    """One thing said in a dispute, by the side "for", "against" or "so"."""

    side: str
    words: str


@dataclass(frozen=True, slots=True)
class DecidesView:
    """What decides one position, and how one would argue about it."""

    id: str
    name: str
    told: str
    suffices: str | None
    cruxes: tuple[CruxView, ...]
    turns: tuple[TurnView, ...]


@dataclass(frozen=True, slots=True)
class SliderView:
    """One card of the form "what if?": its base score in percent, as supposed and as it is,
    and where it begins (None: at 50 %, as every card). Fields sent: off, score.CARD.
    """

    card: str
    name: str
    href: str
    value: int
    usual: int
    off: bool
    origin: str | None


@dataclass(frozen=True, slots=True)
class MoverView:
    """The numbers of one bar: the strength when nobody believes the card, and when everybody does."""

    name: str
    href: str
    low: str
    high: str


@dataclass(frozen=True, slots=True)
class SideView:
    """The numbers of one side of a position."""

    standing: int
    open: int
    fallen: int
    sources: int


@dataclass(frozen=True, slots=True)
class BalanceView:
    """The numbers of both sides of a position."""

    name: str
    href: str
    pro: SideView
    con: SideView


@dataclass(frozen=True, slots=True)
class FindingView:
    """What the review marks: how grave it is (1 to 3, and in words), what, what to do, where.

    The form that says "that is fine" (or takes it back) sends: operation, back, rule, on, again.
    """

    rule: str
    on: str
    gravity: int
    title: str
    message: str
    suggestion: str
    href: str | None


@dataclass(frozen=True, slots=True)
class WeakView:
    """The findings of one case: a heading, the first of them, and the rest that is folded away."""

    heading: str
    first: tuple[FindingView, ...]
    rest: tuple[FindingView, ...]


@dataclass(frozen=True, slots=True)
class AnalysisPage:
    """What a debate amounts to.

    `seen` is the map with these verdicts on its cards. `burdens` are the two ways to judge as links, `standards` and `semantics` the choices of the form of settings; `kept` are the
    fields that it carries along, `judged` those of the form "what if?". `sliders` stand in the form "what if?", `supposing` says what is
    supposed, `real` leads back to the map as it is (None: nothing is supposed). `fine` is where "that is fine" is sent to; None for readers.
    """

    frame: Frame
    bar: Bar
    question: str
    language: str | None
    back: str
    seen: str | None
    action: str
    lead: str
    burdens: tuple[Choice, ...]
    standards: tuple[Choice, ...]
    semantics: tuple[Choice, ...]
    kept: tuple[tuple[str, str], ...]
    judged: tuple[tuple[str, str], ...]
    error: str | None
    verdicts: tuple[VerdictView, ...]
    more_positions: str | None
    rivalry: str | None
    decides: tuple[DecidesView, ...]
    looked_at: tuple[Choice, ...]
    looked_at_name: str
    grounds: str
    unsettled: str | None
    tornado: Chart | None
    movers: tuple[MoverView, ...]
    no_tornado: str | None
    sliders: tuple[SliderView, ...]
    supposing: str | None
    real: str | None
    balance: Chart
    sides: tuple[BalanceView, ...]
    weak: tuple[WeakView, ...]
    dismissed: tuple[FindingView, ...]
    fine: str | None
    operation: str
    frameworks: str
    program: str
