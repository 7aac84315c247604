"""The description of the API is true: whatever fits it, or does not, gets the answers that it describes."""

from __future__ import annotations

import json
import re
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cached_property
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from argmap import formats
from argmap.model import building
from argmap.model.records import TYPES, record
from argmap.model.text import clean
from argmap.service import bundled, maps, rooms, sharing
from argmap.service.maps import Made
from argmap.service.rooms import Room
from argmap.service.shelf import Shelf, open_shelf
from argmap.web.api_documents import MAP_ID
from argmap.web.api_items import SEEN
from argmap.web.app import create_app
from tests.web.conftest import GENEROUS, Browser

with warnings.catch_warnings():
    warnings.simplefilter("ignore")
    import schemathesis
    from schemathesis.config import SchemathesisConfig
    from schemathesis.generation import GenerationMode

ROOT = Path(__file__).resolve().parents[2]
CONFIG = SchemathesisConfig.from_path(Path(__file__).with_name("schemathesis.toml"))
OPERATIONS = (
    ("POST", "/api/maps"),
    ("GET", "/api/maps/{map_id}"),
    ("POST", "/api/maps/{map_id}/nodes"),
    ("POST", "/api/maps/{map_id}/operations"),
    ("GET", "/api/maps/{map_id}/analysis"),
    ("PUT", "/api/maps/{map_id}/public"),
    ("GET", "/api/maps/{map_id}/links"),
    ("POST", "/api/maps/{map_id}/links"),
    ("DELETE", "/api/maps/{map_id}/links/{link}"),
    ("GET", "/api/maps/{map_id}/snapshots"),
    ("POST", "/api/maps/{map_id}/snapshots"),
    ("DELETE", "/api/maps/{map_id}/snapshots/{snapshot}"),
    ("POST", "/api/rooms"),
    ("POST", "/api/rooms/{code}/join"),
)
SHARING = {path for _, path in OPERATIONS if {"public", "links", "snapshots"} & set(path.split("/"))}
# Making what is almost a map file takes Schemathesis long, so of those there are fewer; and of those sent to maps that
# are not there, since whatever is in them gets much the same answer.
CASES = [
    *[
        (method, path, ours, 3 if ours and path not in SHARING else 10)
        for method, path in OPERATIONS[1:]
        for ours in (True, False)
    ],
    (*OPERATIONS[0], False, 12),
]


class Described:
    """The description of a server with one map on it, and one room."""

    def __init__(self, shelf: Shelf, made: Made, room: Room) -> None:
        self.made = made
        self.room = room
        self.app = create_app(shelf, GENEROUS)

    @cached_property
    def schema(self) -> Any:
        """The description as Schemathesis reads it."""
        return schemathesis.openapi.from_asgi("/api/openapi.json", self.app, config=CONFIG)

    def try_out(self, method: str, path: str, mode: GenerationMode, ours: bool, share: int) -> None:
        """Send what fits the description, or what does not; `ours`: to the map that there is, with its key."""
        operation = self.schema[path][method]
        count = settings().max_examples // share

        @settings(suppress_health_check=list(HealthCheck), max_examples=count)
        @given(case=operation.as_strategy(generation_mode=mode))
        def sent(case: Any) -> None:
            headers = {}
            if ours:
                headers["authorization"] = f"Bearer {self.made.edit_key}"
                for name, value in self.names.items():
                    if name in case.path_parameters:
                        case.path_parameters[name] = value
            case.call_and_validate(headers=headers)

        sent()

    @property
    def names(self) -> dict[str, str]:
        """What stands in the addresses of the map, and of the room."""
        return {"map_id": self.made.map, "code": self.room.code}

    def judge(self, name: str) -> Draft202012Validator:
        """What tells whether a value fits a schema of the description."""
        document = self.app.openapi()
        return Draft202012Validator(
            {"$ref": f"#/components/schemas/{name}", "components": document["components"]}
        )

    def program(self) -> Browser:
        """A program with the key to the map."""
        return Browser(self.app, headers={"authorization": f"Bearer {self.made.edit_key}"})


@contextmanager
def serving(folder: Path) -> Iterator[Described]:
    """A server on a database of its own, in this folder."""
    shelf = open_shelf(str(folder / "maps.db"))
    room = rooms.open_room(shelf, "Should dogs leave the town?", ["Yes."]).room
    yield Described(shelf, maps.make(shelf, "Should cars leave the town?", ["Yes.", "No."]), room)
    shelf.close()


@pytest.fixture
def described(tmp_path: Path) -> Iterator[Described]:
    with serving(tmp_path) as made:
        yield made


@pytest.fixture(scope="module")
def tried(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Described]:
    """One server for all that is made up, since reading its description takes as long as asking it ten times."""
    with serving(tmp_path_factory.mktemp("tried")) as made:
        yield made


def test_everything_that_is_described_is_tried_out(described: Described):
    found = [(each.ok().method.upper(), each.ok().path) for each in described.schema.get_all_operations()]
    assert tuple(found) == OPERATIONS


@pytest.mark.parametrize(("method", "path", "ours", "share"), CASES)
@pytest.mark.parametrize("mode", list(GenerationMode), ids=lambda mode: mode.value)
def test_every_answer_is_one_that_is_described(
    tried: Described, method: str, path: str, mode: GenerationMode, ours: bool, share: int
):
    tried.try_out(method, path, mode, ours, share)


def test_every_example_does_what_it_shows(described: Described):
    program = described.program()
    for path, methods in described.app.openapi()["paths"].items():
        content = methods.get("post", {}).get("requestBody", {}).get("content", {})
        for kind, body in content.items():
            assert body["examples"], kind
            for example in body["examples"].values():
                value = example["value"]
                sent = value if isinstance(value, str) else json.dumps(value)
                here = path.format(**described.names)
                answer = program.post(here, content=sent, headers={"content-type": kind})
                assert answer.status_code in (200, 201), answer.text
                assert not answer.json().get("report")


def test_every_map_that_comes_with_argmap_is_as_described(described: Described):
    program, read, sent = described.program(), described.judge("Map"), described.judge("Operation")
    for name, each in bundled.maps().items():
        told = program.get(f"/api/maps/{name}").json()
        read.validate(told)
        described.judge("MapInFile").validate(told)
        for operation in building(each.debate):
            sent.validate(json.loads(json.dumps(record(operation))))


def test_every_type_of_operation_is_described_with_all_of_its_fields(described: Described):
    schemas = described.app.openapi()["components"]["schemas"]
    assert [each["$ref"].rpartition("/")[2] for each in schemas["Operation"]["oneOf"]] == list(TYPES)
    for name, kind in TYPES.items():
        assert set(schemas[name]["properties"]) == {"type", *kind.__dataclass_fields__}
        assert schemas[name]["description"]


def test_items_are_described_as_in_the_schema_of_the_format(described: Described):
    schemas = described.app.openapi()["components"]["schemas"]
    file = json.loads((ROOT / "docs" / "argmap.schema.json").read_text("utf-8"))
    for kind in ("Node", "Relation", "Source", "Quote", "Group"):
        assert bare(schemas[kind], schemas) == bare(file["$defs"][kind.lower()], file["$defs"])
    assert set(schemas["MapInFile"]["properties"]) == set(file["properties"]) - {"id", "revision", "links"}


def bare(schema: Any, named: dict[str, Any]) -> Any:
    """A schema without words, and with what it refers to in place."""
    if isinstance(schema, list):
        return [bare(each, named) for each in schema]
    if not isinstance(schema, dict):
        return schema
    if "$ref" in schema:
        return bare(named[schema["$ref"].rpartition("/")[2]], named)
    return {
        name: {field: bare(each, named) for field, each in value.items()}
        if name == "properties"
        else bare(value, named)
        for name, value in schema.items()
        if name != "description"
    }


@given(st.text(st.characters(exclude_categories=["Cs"], max_codepoint=0x3000)))
def test_a_text_in_which_something_can_be_seen_is_not_empty_when_it_is_clean(text: str):
    assert (re.search(SEEN, text) is not None) == (clean(text) != "")


def test_ids_of_maps_are_as_described():
    pattern = re.compile(MAP_ID["pattern"])
    for name in (*bundled.maps(), *(sharing.new_map_id() for _ in range(100))):
        assert pattern.search(name), name


def refused() -> Iterator[tuple[str, Any]]:
    node = {"kind": "claim", "text": "Dust fell."}
    for item in (
        {"kind": "claim"},
        node | {"text": " \x00"},
        node | {"text": None},
        node | {"title": 3},
        node | {"hidden": None},
        node | {"stance": "rival"},
        node | {"rank": "a0"},
        node | {"tags": ["a"] * 101},
        node | {"tags": ["\x7f"]},
        node | {"colour": "red"},
        node | {"id": "a b"},
        node | {"version": "1"},
    ):
        yield "operations", {"type": "AddNode", "node": item}
    unfit: list[Any] = [
        [],
        {"a": 2**53},
        {"a": [[[[[[1]]]]]]},
        {"a": {"b": {"c": {"d": {"e": {"f": {"g": 1}}}}}}},
    ]
    for fields in unfit:
        yield "operations", {"type": "AddSource", "source": {"fields": fields}}
    yield "operations", {"type": "EditNode", "id": "n2", "changes": {}}
    yield "operations", {"type": "EditNode", "id": "n2", "changes": {"version": 3}}
    yield "operations", {"type": "EditNode", "id": "n2", "changes": {"tags": "a"}}
    yield "operations", {"type": "EditMap", "changes": {"title": "Cars"}}
    yield "operations", {"type": "EditMap", "changes": {"foreign": None}}
    yield "operations", {"type": "Batch", "operations": []}
    yield "operations", {"type": "Move", "id": "n2"}
    yield "nodes", node | {"supports": "n2", "attacks": "n3"}
    yield "nodes", node | {"text": "\x00"}


@pytest.mark.parametrize(("address", "body"), list(refused()))
def test_what_is_refused_on_every_map_does_not_fit_the_description(
    described: Described, address: str, body: Any
):
    judge = described.judge("NewNode" if address == "nodes" else "Operation")
    assert not judge.is_valid(body)
    sent = body if address == "nodes" else {"operation_id": "a", "operations": [body]}
    answer = described.program().post(f"/api/maps/{described.made.map}/{address}", json=sent)
    assert answer.status_code == 422, answer.text


def taken() -> Iterator[dict[str, Any]]:
    node = {"kind": "claim", "text": "Dust\u00a0 fell.\x00"}
    for item in (
        node,
        node
        | {"title": "", "language": None, "author": " ", "origin": "\x00", "stance": None, "group": None},
        node | {"tags": ["a", "a ", "e\u0301", "\u00e9"], "sources": [], "version": -1},
        node | {"kind": "position", "stance": "rival", "rank": "", "version": 4.0, "id": "air"},
    ):
        yield {"type": "AddNode", "node": item}
    fields = {
        "title\x00": " a  b ",
        "issued": {"date-parts": [[2020, 1.5]]},
        "a": {"b": {"c": {"d": {"e": {}}}}},
    }
    yield {"type": "AddSource", "source": {"fields": fields, "reason": "", "credibility": None}}
    yield {"type": "AddGroup", "group": {"title": "e\u0301 ", "parent": None}}
    yield {
        "type": "EditNode",
        "id": "n2",
        "changes": {"title": " ", "tags": ["b", "b"]},
        "was": {"title": None},
    }
    yield {"type": "EditMap", "changes": {"language": " en "}}
    yield {"type": "Hide", "id": "n2"}
    yield {"type": "Hide", "id": "n2", "hidden": True, "was": False}
    yield {"type": "Batch", "operations": [{"type": "Batch", "operations": [{"type": "Hide", "id": "n3"}]}]}


@pytest.mark.parametrize("operation", list(taken()))
def test_what_fits_the_description_is_carried_out(described: Described, operation: dict[str, Any]):
    described.judge("Operation").validate(operation)
    program, here = described.program(), f"/api/maps/{described.made.map}"
    answer = program.post(f"{here}/operations", json={"operation_id": "a", "operations": [operation]})
    assert answer.status_code == 200, answer.text
    told = program.get(here).json()
    described.judge("Map").validate(told)
    assert not list(formats.load(json.dumps(told), "json")[1])


def test_what_is_not_on_the_map_is_a_conflict_and_fits_the_description(described: Described):
    program, here = described.program(), f"/api/maps/{described.made.map}/operations"
    relation = {"kind": "support", "premises": ["n2"], "target": "n3"}
    quote = {"node": "n2", "source": "s9", "exact": "Dust."}
    for operation in (
        {"type": "AddRelation", "relation": relation | {"target": "n99"}},
        {"type": "AddRelation", "relation": relation | {"premises": ["n99"]}},
        {"type": "AddNode", "node": {"kind": "claim", "text": "Dust.", "sources": ["s9"]}},
        {"type": "AddNode", "node": {"kind": "claim", "text": "Dust.", "group": "g9"}},
        {"type": "AddNode", "node": {"id": "n2", "kind": "claim", "text": "Dust."}},
        {"type": "AddQuote", "quote": quote},
        {"type": "AddGroup", "group": {"title": "Air", "parent": "g9"}},
        {"type": "EditNode", "id": "n99", "changes": {"text": "Dust."}},
        {"type": "EditNode", "id": "n2", "changes": {"text": "Dust."}, "was": {"text": "Other."}},
        {"type": "Cite", "node": "n2", "source": "s9"},
        {"type": "RemoveQuote", "id": "q9"},
    ):
        described.judge("Operation").validate(operation)
        answer = program.post(here, json={"operation_id": "a", "operations": [operation]})
        assert answer.status_code == 409, answer.text
