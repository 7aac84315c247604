"""What programs send and get, and how the OpenAPI description says it."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field
from pydantic.json_schema import GenerateJsonSchema

from argmap.formats.report import KINDS
from argmap.model.text import MAXIMUM
from argmap.service.maps import MOST_POSITIONS
from argmap.service.programs import MOST_OPERATIONS
from argmap.web import api_items, api_operations
from argmap.web.api_items import SEEN, Schema, either, ref

Text = Annotated[str, Field(max_length=MAXIMUM, pattern=SEEN)]
ItemId = Annotated[str, Field(pattern=r"^[A-Za-z0-9_][A-Za-z0-9_.:-]{0,63}$")]
OperationId = Annotated[
    str,
    Field(
        pattern=r"^[A-Za-z0-9_.:-]{1,100}$",
        description="A name for this request, random for example: sent twice, the change is made once.",
    ),
]

MAP_ID: Schema = {
    "type": "string",
    # A map that somebody made, or one that comes with argmap.
    "pattern": "^([a-z2-7]{12}|[a-z]{1,20}(-[a-z]{1,20}){1,4})$",
    "description": "The id of the map, as it was given when the map was made; those that come with argmap have names.",
}


class Sent(BaseModel):
    """What a program sends: fields that nobody knows are refused."""

    model_config = ConfigDict(extra="forbid")


class NewMap(Sent):
    """A question, and the positions that answer it."""

    question: Text
    positions: Annotated[
        list[Annotated[str, Field(max_length=MAXIMUM)]],
        Field(max_length=MOST_POSITIONS, description="Those that are empty are left out."),
    ] = []


class NewNode(Sent):
    """A card, and what it does: it supports a card, or attacks a card or a relation, or stands alone."""

    kind: Literal["claim", "evidence", "position", "question"]
    text: Annotated[Text, Field(description="One whole sentence.")]
    supports: Annotated[ItemId | None, Field(description="The card that it supports.")] = None
    attacks: Annotated[
        ItemId | None, Field(description="The card that it attacks, or the relation that it undercuts.")
    ] = None
    operation_id: OperationId | None = None


class ChangeSet(Sent):
    """Operations to be carried out together, in their order: all of them, or none."""

    operation_id: OperationId
    operations: Annotated[list[dict[str, Any]], Field(min_length=1, max_length=MOST_OPERATIONS)]


class Links(BaseModel):
    """Addresses of the map. `edit` and `view` are secret links, to be handed to people."""

    model_config = ConfigDict(populate_by_name=True, serialize_by_alias=True)

    page: str
    edit: str
    view: str
    svg: str
    json_: Annotated[str, Field(alias="json")]
    argdown: str


class RemarkOut(BaseModel):
    """What the reader of a format left out, changed, guessed or noted."""

    kind: Annotated[str, Field(json_schema_extra={"enum": list(KINDS)})]
    message: str
    line: Annotated[int | None, Field(description="Where in the text, counted from 1.")] = None
    column: int | None = None


class MadeMap(BaseModel):
    """A new map. Keep `edit_key`: nobody can tell it again."""

    id: str
    revision: Literal[1]
    edit_key: Annotated[
        str,
        Field(
            pattern="^[a-z2-7]{34}$",
            description="Opens the map, as a bearer token: to read and to change it.",
        ),
    ]
    links: Links
    notes: Annotated[
        list[str], Field(description="What was done to texts that could not be kept as they were.")
    ]
    report: Annotated[
        list[RemarkOut], Field(description="What became of everything in a text that was read.")
    ]


class Similar(BaseModel):
    """A card that says the same as the one that was added, or nearly."""

    id: str
    text: str


class NodeAdded(BaseModel):
    """The card that was added, the relation that it came with, and the revision of the map."""

    node: dict[str, Any]
    relation: dict[str, Any] | None
    revision: Annotated[int, Field(ge=1)]
    repeated: bool
    notes: list[str]
    similar: Annotated[
        list[Similar],
        Field(
            description="Cards of the map that say the same or nearly: five at most. Nothing is refused for it."
        ),
    ]


class Changed(BaseModel):
    """The revision that the operations made; `repeated`: they had been carried out before, and only then."""

    revision: Annotated[int, Field(ge=1)]
    repeated: bool
    notes: list[str]


Label = Literal["in", "out", "undecided"]
Share = Annotated[float, Field(ge=0, le=1)]


class PositionOut(BaseModel):
    """Where one position stands: its label, its strength, and why, in a sentence."""

    id: str
    text: str
    label: Label
    strength: Share | None
    why: str


class CruxOut(BaseModel):
    """A card on which a position turns: settled otherwise, it takes the position `from` one label `to` another."""

    id: str
    position: str
    from_: Annotated[Label, Field(alias="from")]
    to: Label


class FindingOut(BaseModel):
    """What the review marks: by which rule, on which card or relation (empty: the whole map), and what to do."""

    rule: str
    on: str
    message: str
    suggestion: str


class Analysis(BaseModel):
    """What a debate amounts to. Labels and strengths are by id, of cards and of relations; questions have none.

    `converged`, `rounds` and `residual` say how the strengths settled where arguments go round in circles.
    """

    semantics: str
    burden: str
    standard: str
    positions: list[PositionOut]
    labels: dict[str, Label]
    strengths: dict[str, Share]
    converged: bool
    rounds: Annotated[int, Field(ge=0)]
    residual: Annotated[float, Field(ge=0)]
    cruxes: list[CruxOut]
    findings: list[FindingOut]


class _Plain(GenerateJsonSchema):
    """Without titles made from the names of fields, which say nothing that the names do not."""

    def field_title_should_be_set(self, schema: Any) -> bool:  # noqa: ARG002
        return False


_PROBLEM: Schema = {
    "type": "object",
    "description": "A problem, as RFC 9457 has it.",
    "required": ["type", "title", "status", "detail", "instance"],
    "properties": {
        "type": {"const": "about:blank"},
        "title": {"type": "string", "description": "The name of the status."},
        "status": {"type": "integer", "minimum": 400, "maximum": 599},
        "detail": {
            "type": "string",
            "description": "What is wrong, and what to do: a few sentences for people.",
        },
        "instance": {"type": "string", "description": "The path of the request."},
        "item": {"type": "string", "description": "The id of the item that it is about."},
        "line": {"type": "integer", "minimum": 1, "description": "Where in the text that was sent."},
        "column": {"type": ["integer", "null"], "minimum": 1},
        "errors": {
            "type": "array",
            "description": "What in the body is not as it should be, as far as its form goes.",
            "items": {
                "type": "object",
                "required": ["field", "message"],
                "properties": {
                    "field": {"type": "string", "description": "The way to it, such as operations.0."},
                    "message": {"type": "string"},
                },
            },
        },
    },
}


_STYLE: dict[str, Any] = {"ref_template": "#/components/schemas/{model}", "schema_generator": _Plain}


def components() -> dict[str, Schema]:
    """Every schema that the description names."""
    operations = api_operations.several()
    sign = either(
        {"properties": {"supports": {"type": "null"}}}, {"properties": {"attacks": {"type": "null"}}}
    )
    relation = either(ref("Relation"), {"type": "null"})
    return {
        **sent(NewMap),
        **sent(NewNode, sign),
        **sent(ChangeSet, operations=operations),
        **told(MadeMap, id=MAP_ID),
        **told(NodeAdded, node=ref("Node"), relation=relation),
        **told(Changed),
        **told(Analysis),
        "Map": api_items.told_map(MAP_ID),
        "Problem": _PROBLEM,
        **api_items.schemas(),
        **api_operations.schemas(),
    }


def sent(model: type[BaseModel], more: Schema | None = None, /, **properties: Schema) -> dict[str, Schema]:
    """The schemas of what is sent, with what the model alone cannot say."""
    return _schemas(model.model_json_schema(**_STYLE, mode="validation"), properties, more or {})


def told(model: type[BaseModel], **properties: Schema) -> dict[str, Schema]:
    """The schemas of what is answered."""
    return _schemas(model.model_json_schema(**_STYLE, mode="serialization"), properties, {})


def _schemas(made: Schema, properties: dict[str, Schema], more: Schema) -> dict[str, Schema]:
    """The schema of a model, with what the model alone cannot say, and those of the models in it; by their names."""
    inner: dict[str, Schema] = made.pop("$defs", {})
    made["properties"] |= properties
    return {made["title"]: made | more, **inner}
