"""The structure behind the SDMX data: lists of codes, concepts, dimensions and attributes.

One rule: it names what `sdmx.COMPONENTS` lists, and nothing else; equal codes give equal bytes.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from xml.etree import ElementTree as ET

from kpi.plan.model import Plan
from kpi.records.status import GIVEN
from kpi.sharing.given import LACKS, TRENDS
from kpi.sharing.sdmx import COMPONENTS, FLOW, VERSION, Component, Sdmx, agency_of
from kpi.words import say
from kpi.words.formats import sentence_case

_BASE = "http://www.sdmx.org/resources/sdmxml/schemas/v2_1/"
_PREFIX = {"mes": f"{_BASE}message", "str": f"{_BASE}structure", "com": f"{_BASE}common"}
_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
_DSD, _CONCEPTS = "DSD_RESULTS", "CS_RESULTS"
FREQS = ("M", "Q", "S", "A", "_O")
OBS_STATUSES = ("A", "P", "L", "M", "Q", "O")
OWN = ("FREQ", "TIME_PERIOD", "OBS_VALUE", "UNIT_MEASURE", "OBS_STATUS")  # not of our columns

Code = tuple[str, str]


def structure_of(plan: Plan, sdmx: Sdmx, day: date) -> str:
    """The text of the structure message of a plan's results as known on a day."""
    for prefix, space in _PREFIX.items():
        ET.register_namespace(prefix, space)
    root = ET.Element(_tag("mes:Structure"))
    _header(root, plan, day)
    inside = _add(root, "mes:Structures")
    _flow(_add(inside, "str:Dataflows"), plan)
    _code_lists(_add(inside, "str:Codelists"), plan, sdmx)
    _concepts(_add(inside, "str:Concepts"), plan)
    _definition(_add(inside, "str:DataStructures"), plan)
    ET.indent(root)
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + ET.tostring(root, encoding="unicode") + "\n"


def _tag(name: str) -> str:
    prefix, _, local = name.partition(":")
    return f"{{{_PREFIX[prefix]}}}{local}"


def _add(parent: ET.Element, name: str, text: str | None = None, **about: str) -> ET.Element:
    made = ET.SubElement(parent, _tag(name), about)
    made.text = text
    return made


def _named(parent: ET.Element, plan: Plan, text: str) -> None:
    ET.SubElement(parent, _tag("com:Name"), {_LANG: plan.locale}).text = _printable(text)


def _printable(text: str) -> str:
    """Without the characters that XML cannot hold."""
    return "".join(c for c in text if c >= " " or c in "\t\n\r")


def _header(root: ET.Element, plan: Plan, day: date) -> None:
    header = _add(root, "mes:Header")
    _add(header, "mes:ID", f"{agency_of(plan)}_{day:%Y%m%d}")
    _add(header, "mes:Test", "false")
    _add(header, "mes:Prepared", f"{day.isoformat()}T00:00:00")
    _add(header, "mes:Sender", id=agency_of(plan))


def _kept(parent: ET.Element, kind: str, plan: Plan, id_: str, name: str) -> ET.Element:
    """Something that an agency keeps, with its version and name."""
    about = {"id": id_, "agencyID": agency_of(plan), "version": VERSION, "isFinal": "true"}
    made = _add(parent, kind, **about)
    _named(made, plan, name)
    return made


def _reference(parent: ET.Element, plan: Plan, what: tuple[str, str], id_: str) -> None:
    """What is kept elsewhere in the message: `what` is its class and the room of it."""
    kind, package = what
    about = {"id": id_, "agencyID": agency_of(plan), "version": VERSION}
    ET.SubElement(parent, "Ref", {**about, "class": kind, "package": package})


def _flow(parent: ET.Element, plan: Plan) -> None:
    flow = _kept(parent, "str:Dataflow", plan, FLOW, say("package.table.results", plan.locale))
    _reference(_add(flow, "str:Structure"), plan, ("DataStructure", "datastructure"), _DSD)


def _code_lists(parent: ET.Element, plan: Plan, sdmx: Sdmx) -> None:
    for id_, name, codes in _lists(plan, sdmx):
        made = _kept(parent, "str:Codelist", plan, id_, name)
        for code, label in codes:
            _named(_add(made, "str:Code", id=code), plan, label)


def _lists(plan: Plan, sdmx: Sdmx) -> Iterator[tuple[str, str, Iterable[Code]]]:
    """(id, name, codes) of every list that a component takes its values from."""
    for name in ("UNIT", "INDICATOR"):
        rows = sdmx.codes.filter(sdmx.codes["list"] == name)
        yield f"CL_{name}", _concept_name(name, plan), zip(rows["code"], rows["name"], strict=True)
    worded = {
        "FREQ": ("package.sdmx_freq", FREQS),
        "OBS_STATUS": ("package.sdmx_obs_status", OBS_STATUSES),
        "STATUS": ("status.result", GIVEN),
        "TREND": ("status.trend", TRENDS),
        "LACK": ("package.lack", LACKS),
    }
    for name, (section, codes) in worded.items():
        named = [(str(c), sentence_case(say(f"{section}.{c}", plan.locale))) for c in codes]
        yield f"CL_{name}", _concept_name(name, plan), named


def _concept_name(id_: str, plan: Plan) -> str:
    key = f"package.sdmx.{id_}" if id_ in OWN else f"package.column.{id_.lower()}"
    return say(key, plan.locale)


def _concepts(parent: ET.Element, plan: Plan) -> None:
    name = say("package.table.results", plan.locale)
    scheme = _kept(parent, "str:ConceptScheme", plan, _CONCEPTS, name)
    for component in COMPONENTS:
        made = _add(scheme, "str:Concept", id=component.id)
        _named(made, plan, _concept_name(component.id, plan))


def _definition(parent: ET.Element, plan: Plan) -> None:
    name = say("package.table.results", plan.locale)
    parts = _add(
        _kept(parent, "str:DataStructure", plan, _DSD, name), "str:DataStructureComponents"
    )
    dimensions = _add(parts, "str:DimensionList", id="DimensionDescriptor")
    attributes = ET.Element(_tag("str:AttributeList"), {"id": "AttributeDescriptor"})
    measures = ET.Element(_tag("str:MeasureList"), {"id": "MeasureDescriptor"})
    place = {"dimension": dimensions, "time": dimensions, "value": measures}
    for number, component in enumerate(COMPONENTS, start=1):
        _component(place.get(component.part, attributes), component, plan, number)
    parts.extend((attributes, measures))


_KINDS = {
    "dimension": "str:Dimension", "time": "str:TimeDimension", "value": "str:PrimaryMeasure",
    "attribute": "str:Attribute",
}  # fmt: skip


def _component(parent: ET.Element, c: Component, plan: Plan, number: int) -> None:
    about = {"id": c.id}
    if c.part in ("dimension", "time"):
        about["position"] = str(number)
    if c.part == "attribute":
        about["assignmentStatus"] = "Mandatory" if c.id == "OBS_STATUS" else "Conditional"
    made = _add(parent, _KINDS[c.part], **about)
    concept = {
        "id": c.id, "maintainableParentID": _CONCEPTS, "maintainableParentVersion": VERSION,
        "agencyID": agency_of(plan), "class": "Concept", "package": "conceptscheme",
    }  # fmt: skip
    ET.SubElement(_add(made, "str:ConceptIdentity"), "Ref", concept)
    local = _add(made, "str:LocalRepresentation")
    if c.values.startswith("CL_"):
        _reference(_add(local, "str:Enumeration"), plan, ("Codelist", "codelist"), c.values)
    else:
        _add(local, "str:TextFormat", textType=c.values)
    if c.part == "attribute":
        relation = _add(made, "str:AttributeRelationship")
        ET.SubElement(_add(relation, "str:PrimaryMeasure"), "Ref", {"id": "OBS_VALUE"})
