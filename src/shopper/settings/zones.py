"""Time zones by name, and the nearest names for one that isn't any."""

from __future__ import annotations

import contextlib
import os
import re
from pathlib import Path
from zoneinfo import ZoneInfo, available_timezones

from ..errors import did_you_mean

# The city's name before the IANA database renamed it, or what people call the zone.
_BETTER_KNOWN_AS = {"kiev": "Europe/Kyiv", "moscow": "Europe/Moscow"}


def zone_of_this_computer() -> str:
    """The zone that this computer is set to, by its name; "" where that is not known, or is no place's."""
    name = os.environ.get("TZ", "").removeprefix(":")
    with contextlib.suppress(OSError):
        name = name or str(Path("/etc/localtime").readlink()).partition("zoneinfo/")[2]
    try:
        ZoneInfo(name)
    except (KeyError, OSError, ValueError):
        return ""
    return name if "/" in name and not name.startswith("Etc/") else ""


def check_zone(name: str) -> str:
    """The name itself if it is a zone of the IANA database. Raises ValueError with the nearest names."""
    try:
        ZoneInfo(name)
    except (KeyError, OSError, ValueError):
        raise ValueError(f"“{name}” is not a time zone. {nearest_zones(name)}") from None
    return name


def zones_near(name: str) -> list[str]:
    """The zones that were perhaps meant, the nearest first."""
    return re.findall("“([^”]+)”", nearest_zones(name))


def nearest_zones(name: str) -> str:
    """“Did you mean Europe/Kyiv?” for Kiev, kyiv, Europe/Kyyv; how zones are written when nothing is near."""
    known = available_timezones()
    city = name.replace("\\", "/").rpartition("/")[2].strip().lower().replace(" ", "_")
    if city in _BETTER_KNOWN_AS:
        return f"Did you mean “{_BETTER_KNOWN_AS[city]}”?"
    same_city = sorted(zone for zone in known if zone.rpartition("/")[2].lower() == city and "/" in zone)
    if same_city:
        return "Did you mean " + " or ".join(f"“{zone}”" for zone in same_city[:3]) + "?"
    cities = {zone.rpartition("/")[2].lower(): zone for zone in sorted(known)}
    near = did_you_mean(name, known) or did_you_mean(city, cities)
    for found, zone in cities.items():
        near = near.replace(f"“{found}”", f"“{zone}”")
    return near or "Zones are written like Europe/Kyiv or Europe/Warsaw."
