"""Other cut-offs tried on RFM before they are kept: the same day, two setups."""

from insight.analysis.declaration import Analysis, Needs
from insight.analysis.rfm_core.listed import told_by
from insight.analysis.rfm_sandbox.params import RfmSandboxParams
from insight.analysis.rfm_sandbox.result import RfmSandboxResult
from insight.analysis.rfm_sandbox.run import changes, rfm_sandbox
from insight.i18n import _

ANALYSIS = Analysis(
    name="rfm_sandbox",
    params=RfmSandboxParams,
    run=rfm_sandbox,
    title=_("RFM sandbox"),
    question=_("Who would move if the cut-offs were others?"),
    group="understand",
    icon="",
    needs=Needs(better=(("orders", "customer_id"), ("orders", "paid_amount"))),
    reasons=told_by(changes),
)

__all__ = ["ANALYSIS", "RfmSandboxParams", "RfmSandboxResult", "changes", "rfm_sandbox"]
