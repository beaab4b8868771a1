"""Buyers, counted by province."""

from insight.analysis.toy import statements as sql
from insight.analysis.toy.params import ToyParams
from insight.analysis.toy.result import ToyResult
from insight.errors import NotEnoughDataError
from insight.i18n import _
from insight.warehouse import Warehouse


def toy(warehouse: Warehouse, params: ToyParams) -> ToyResult:
    """Raises NotEnoughDataError where nobody has bought."""
    provinces = warehouse.query(sql.COUNTED, params.values()).astype({"province": object})
    if provinces.empty:
        raise NotEnoughDataError(_("No toy buyer"), _("No order counts"), _("Import orders"))
    return ToyResult(params=params, provinces=provinces.where(provinces.notna(), None))
