"""All analyses by name: what the pages, the command line and the tests call."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields
from types import MappingProxyType
from typing import Any, Protocol

from insight.analysis.consent import ConsentParams, consent
from insight.analysis.customer import CustomerParams, customer
from insight.analysis.finding import Finding
from insight.analysis.given_values import convert
from insight.analysis.lifecycle import LifecycleParams, lifecycle
from insight.analysis.method import Method
from insight.analysis.overview import OverviewParams, overview
from insight.analysis.quality import QualityParams, quality
from insight.analysis.refill import RefillParams, refill
from insight.analysis.repurchase import RepurchaseParams, repurchase
from insight.analysis.retention import RetentionParams, retention
from insight.analysis.rfm import RfmParams, rfm
from insight.analysis.rfm_movement import RfmMovementParams, rfm_movement
from insight.analysis.rfm_sandbox import RfmSandboxParams, rfm_sandbox
from insight.analysis.scope import default_as_of, main_currency
from insight.errors import ParameterError
from insight.i18n import _
from insight.segments import Segment
from insight.warehouse import Warehouse


class Result(Protocol):
    """What every analysis returns: a frozen dataclass with its params and small frames."""

    @property
    def params(self) -> Any:
        """The parameters it was computed with."""
        ...

    def findings(self) -> list[Finding]:
        """The sentences worth saying."""
        ...

    @property
    def segment(self) -> Callable[..., Segment]:
        """The people behind one number; its keywords name the cell."""
        ...

    def method(self) -> Method:
        """Definition, statements and limits."""
        ...


@dataclass(frozen=True, slots=True)
class Analysis:
    """One analysis: its name on the command line, the dataclass of its parameters, and the function."""

    name: str
    params_type: type[Any]
    run: Callable[[Warehouse, Any], Result]


ANALYSES: Mapping[str, Analysis] = MappingProxyType(
    {
        analysis.name: analysis
        for analysis in (
            Analysis("overview", OverviewParams, overview),
            Analysis("rfm", RfmParams, rfm),
            Analysis("rfm_movement", RfmMovementParams, rfm_movement),
            Analysis("rfm_sandbox", RfmSandboxParams, rfm_sandbox),
            Analysis("retention", RetentionParams, retention),
            Analysis("repurchase", RepurchaseParams, repurchase),
            Analysis("lifecycle", LifecycleParams, lifecycle),
            Analysis("refill", RefillParams, refill),
            Analysis("customer", CustomerParams, customer),
            Analysis("quality", QualityParams, quality),
            Analysis("consent", ConsentParams, consent),
        )
    }
)


def find_analysis(name: str) -> Analysis:
    """Raises ParameterError for a name that is not an analysis."""
    if name not in ANALYSES:
        raise ParameterError("analysis", name, _("one of {names}", names=", ".join(ANALYSES)))
    return ANALYSES[name]


def make_params(name: str, given: Mapping[str, Any], warehouse: Warehouse) -> Any:
    """The parameters of an analysis from JSON or text values; as_of and currency are found where they are not given.

    Raises ParameterError for a key the analysis does not have, and for a value of the wrong type.
    """
    params_type = find_analysis(name).params_type
    known = [field.name for field in fields(params_type)]
    for key in given:
        if key not in known:
            raise ParameterError(key, given[key], _("only these parameters: {names}", names=", ".join(known)))
    values = convert(params_type, given)
    for key, find in (("as_of", default_as_of), ("currency", main_currency)):
        if key in known and values.get(key) is None:
            values[key] = find(warehouse)
    return params_type(**values)
