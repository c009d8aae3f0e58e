"""The script of a bare page: draws what was recorded, and does nothing else."""

from tests.benchmarks.bare_server import RECORDED
from tests.benchmarks.recording import replay

replay(RECORDED)
