"""The reports that a wave is rendered as: the programme's, and those that installed packages offer beside them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from ..errors import ShopperError
from ..installed import REPORTS, PluginBroken, installed
from ..programme import Programme, loading

TEMPLATES = "templates"


class NotAReport(ShopperError):
    """A file in reports/ does not offer what a report must."""

    code = "report"


@dataclass(frozen=True, slots=True)
class Report:
    """file: the name under which what `render(scorecard, template_dirs)` returns is written, beside the page. needs:
    what it is rendered of in place of the scorecard; pictures: whether it can hold them."""

    file: str
    render: Callable[..., str | bytes]
    needs: str = ""
    pictures: bool = False


def reports_of(programme: Programme) -> list[Report]:
    """Every report there is, in the order of their files' names, installed ones last. One of the programme's of the
    same name goes before an installed one.

    Raises NotAReport, and PluginBroken for one that cannot be loaded or that would write over another's file."""
    names = [name for name in loading.module_names(programme, "reports") if name != TEMPLATES]
    reports = [_report(loading.load(f"reports.{name}"), f"reports/{name}.py") for name in names]
    written = {report.file for report in reports}
    for name, (whence, report) in installed_reports().items():
        if name in names:
            continue
        if report.file in written:
            raise PluginBroken(f"{whence} would write “{report.file}”, which another report writes already")
        written.add(report.file)
        reports.append(report)
    return reports


def check_installed(programme: Programme) -> None:
    """Raises PluginBroken for an installed report that could not be written when a wave has ended."""
    if installed_reports():
        reports_of(programme)


@cache
def installed_reports() -> Mapping[str, tuple[str, Report]]:
    """What installed packages offer, by name, each with the words that name it in a message. Raises PluginBroken."""
    found: dict[str, tuple[str, Report]] = {}
    for name, whence, module in installed(REPORTS):
        try:
            report = _report(module, whence)
        except NotAReport as error:
            raise PluginBroken(str(error)) from error
        if not report.file or {"/", "\\"} & {*report.file} or report.file.startswith("."):
            raise PluginBroken(f"{whence}: “{report.file}” in its META is no plain name of a file")
        found[name] = (whence, report)
    return found


def _report(module: Any, whence: str) -> Report:
    meta, render = getattr(module, "META", None), getattr(module, "render", None)
    if not isinstance(meta, Mapping) or not isinstance(meta.get("file"), str) or not callable(render):
        raise NotAReport(
            f"{whence} is no report: it must define META with a `file`, and render(scorecard, template_dirs)"
        )
    return Report(meta["file"], render, str(meta.get("needs", "")), bool(meta.get("pictures")))
