"""Other cut-offs tried on RFM before they are kept: the same day, two setups."""

from insight.analysis.rfm_sandbox.params import RfmSandboxParams
from insight.analysis.rfm_sandbox.result import RfmSandboxResult
from insight.analysis.rfm_sandbox.run import changes, rfm_sandbox

__all__ = ["RfmSandboxParams", "RfmSandboxResult", "changes", "rfm_sandbox"]
