"""Runs the coder over many articles: in this process or in several, in order, and never losing one."""

from onrecord.run.local import Codes, code_one, run_local
from onrecord.run.processes import run_processes

__all__ = ["Codes", "code_one", "run_local", "run_processes"]
