"""What a file of the GLPI agent says of a device, in JSON or in XML: the same device either way."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from xml.etree.ElementTree import Element, ParseError

import msgspec
from defusedxml import DefusedXmlException
from defusedxml.ElementTree import fromstring
from django.utils.translation import gettext as _

from tandem.ground.exchange.unusable import UnusableFile

MOST_BYTES = 20_000_000
MOST_PARTS = 2_000
KINDS = {
    "networkequipment": "network",
    "printer": "hardware",
    "phone": "hardware",
    "computer": "hardware",
    "unmanaged": "hardware",
}
NO_MARKS = re.compile(
    r"^(?:0+|none|n/?a|null|unknown|not (?:specified|available|applicable)|to be filled.*|default string|"
    r"system serial number|chassis serial number|no asset.*|release-keys|serial ?number|123456789|x+|\.+|-+)?$",
    re.IGNORECASE,
)
MAC = re.compile(r"^[0-9a-f]{12}$")
UNDERSTOOD = {
    "bios",
    "hardware",
    "operatingsystem",
    "networks",
    "network_ports",
    "network_device",
    "network_components",
    "monitors",
    "virtualmachines",
    "databases_services",
    "versionclient",
}
Section = Mapping[str, Any]


@dataclass(slots=True)
class Device:
    """One device as a file tells of it; `parts` are further devices, each with its relation to this one."""

    name: str
    kind: str = "hardware"
    serial_number: str = ""
    asset_tag: str = ""
    macs: list[str] = field(default_factory=list)
    number: str = ""
    maker: str = ""
    address: str = ""
    location: str = ""
    description: str = ""
    parts: list[tuple[str, "Device"]] = field(default_factory=list)
    not_understood: list[str] = field(default_factory=list)
    is_partial: bool = False


def read(name: str, data: bytes) -> Device:
    """The device that a file tells of; UnusableFile says why it tells of none."""
    if len(data) > MOST_BYTES:
        raise UnusableFile(_("%(name)s is larger than 20 MB.") % {"name": name})
    document = _from_xml(name, data) if data.lstrip(b"\xef\xbb\xbf \r\n\t")[:1] == b"<" else _from_json(name, data)
    content = document.get("content")
    if not isinstance(content, dict):
        raise UnusableFile(_("%(name)s is no inventory: it has no part “content”.") % {"name": name})
    return _device(name, document, {str(key).lower(): value for key, value in content.items()})


def _from_json(name: str, data: bytes) -> dict[str, Any]:
    try:
        document = msgspec.json.decode(data.removeprefix(b"\xef\xbb\xbf"))
    except (msgspec.DecodeError, RecursionError, UnicodeDecodeError) as error:
        words = _("%(name)s is neither JSON nor XML that can be read: %(why)s")
        raise UnusableFile(words % {"name": name, "why": str(error)[:200]}) from error
    return document if isinstance(document, dict) else {}


def _from_xml(name: str, data: bytes) -> dict[str, Any]:
    try:
        root = fromstring(data)
    except DefusedXmlException as error:
        words = _("%(name)s declares entities or a document type, which no inventory needs; it is not read.")
        raise UnusableFile(words % {"name": name}) from error
    except (ParseError, ValueError, LookupError) as error:
        words = _("%(name)s is no XML that can be read: %(why)s")
        raise UnusableFile(words % {"name": name, "why": str(error)[:200]}) from error
    document = {child.tag.lower(): child.text or "" for child in root if not len(child)}
    content = next((child for child in root if child.tag.lower() == "content"), None)
    return document | {"content": _grouped(content)} if content is not None else document


def _grouped(content: Element) -> dict[str, Any]:
    """Sections of the same name as a list."""
    sections: dict[str, list[Any]] = {}
    for child in content:
        parts = {part.tag.lower(): part.text or "" for part in child if not len(part)}
        sections.setdefault(child.tag.lower(), []).append(parts if len(child) else child.text or "")
    return dict(sections)


def _section(content: Section, name: str) -> dict[str, Any]:
    value = content.get(name)
    first = value[0] if isinstance(value, list) and value else value
    return first if isinstance(first, dict) else {}


def _many(content: Section, name: str) -> list[dict[str, Any]]:
    value = content.get(name)
    listed = value if isinstance(value, list) else [value]
    return [section for section in listed if isinstance(section, dict)][:MOST_PARTS]


def _text(section: Section, *names: str, most: int = 100) -> str:
    """The first of these that says something, in one line."""
    for name in names:
        value = section.get(name)
        text = " ".join(str(value).split()) if isinstance(value, str | int) else ""
        if text and not NO_MARKS.match(text):
            return text[:most]
    return ""


def _macs(sections: list[dict[str, Any]]) -> list[str]:
    """MAC addresses of real cards, written alike; those of loops and of virtual cards mark nothing."""
    macs = []
    for section in sections:
        if section.get("virtualdev") in (True, 1, "1") or section.get("type") == "loopback":
            continue
        macs.append(spelt(str(section.get("mac") or section.get("macaddr") or "")))
    return [mac for mac in dict.fromkeys(macs) if mac][:50]


def spelt(mac: str) -> str:
    """A MAC address as everywhere here, 00:1a:2b:3c:4d:5e; empty for none."""
    letters = re.sub(r"[^0-9a-f]", "", mac.lower())
    is_real = MAC.match(letters) and letters.strip("0") and letters.strip("f")
    return ":".join(letters[at : at + 2] for at in range(0, 12, 2)) if is_real else ""


def _device(name: str, document: Section, content: Section) -> Device:
    network, bios, hardware = (_section(content, part) for part in ("network_device", "bios", "hardware"))
    system, kind = _section(content, "operatingsystem"), str(document.get("itemtype") or "Computer").lower()
    addresses = network.get("ips") if isinstance(network.get("ips"), list) else []
    device = Device(
        name=_text(network, "name", most=200) or _text(hardware, "name", most=200) or _text(system, "fqdn", most=200),
        kind=KINDS.get(kind, "hardware"),
        serial_number=_text(network, "serial") or _text(bios, "ssn") or _text(bios, "msn"),
        asset_tag=_text(bios, "assettag"),
        macs=_macs([network, *_many(content, "networks")]),
        number=_text(document, "deviceid") or _text(hardware, "uuid"),
        maker=_maker(network, "manufacturer", "model") or _maker(bios, "smanufacturer", "smodel"),
        address=", ".join(str(ip) for ip in addresses or [])[:200] or _addresses(content),
        location=_text(network, "location", most=200),
        description=_text(system, "full_name", "name", most=300) or _text(network, "description", most=300),
        is_partial=document.get("partial") in (True, 1, "1"),
    )
    device.name = device.name or device.number or name[:200]
    device.parts = [*_guests(content), *_monitors(content), *_components(content), *_databases(content)]
    device.not_understood = sorted(str(key) for key in content.keys() - UNDERSTOOD)
    if not (device.serial_number or device.asset_tag or device.macs or device.number):
        raise UnusableFile(_("%(name)s says nothing by which its device could be known again.") % {"name": name})
    return device


def _maker(section: Section, maker: str, model: str) -> str:
    return " ".join(part for part in (_text(section, maker), _text(section, model)) if part)[:200]


def _addresses(content: Section) -> str:
    own = [_text(network, "ipaddress") for network in _many(content, "networks") if network.get("type") != "loopback"]
    return ", ".join(source for source in dict.fromkeys(own) if source and not source.startswith("127."))[:200]


def _guests(content: Section) -> list[tuple[str, Device]]:
    guests = []
    for guest in _many(content, "virtualmachines"):
        number = _text(guest, "uuid")
        name = _text(guest, "name", most=200) or number
        if number or _text(guest, "serial"):
            words = _text(guest, "vmtype", "subsystem")
            guests.append(
                ("runs-on", Device(name, "platform", _text(guest, "serial"), number=number, description=words))
            )
    return guests


def _monitors(content: Section) -> list[tuple[str, Device]]:
    return [
        (
            "connects-to",
            Device(
                _text(monitor, "caption", "name", most=200) or serial,
                serial_number=serial,
                maker=_text(monitor, "manufacturer"),
            ),
        )
        for monitor in _many(content, "monitors")
        if (serial := _text(monitor, "serial"))
    ]


def _components(content: Section) -> list[tuple[str, Device]]:
    """What hangs on a network device and has an address of its own, such as an access point on its controller."""
    components = []
    for component in _many(content, "network_components"):
        serial, mac = _text(component, "serial"), spelt(str(component.get("mac") or ""))
        if serial and mac:
            name = _text(component, "name", "description", most=200) or serial
            device = Device(
                name, "network", serial, macs=[mac], maker=_text(component, "model"), address=_text(component, "ip")
            )
            components.append(("connects-to", device))
    return components


def _databases(content: Section) -> list[tuple[str, Device]]:
    host = _text(_section(content, "hardware"), "uuid") or _text(_section(content, "bios"), "ssn")
    databases = []
    for database in _many(content, "databases_services"):
        name = _text(database, "name", most=150)
        if name and host:
            number = f"{name} {_text(database, 'port')} on {host}"[:100]
            databases.append(
                ("runs-on", Device(name, "software", number=number, description=_text(database, "version", "type")))
            )
    return databases
