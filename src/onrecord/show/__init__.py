"""Lays records out for people."""

from onrecord.show.record import lay_out
from onrecord.show.summary import Tally, lay_out_tally

__all__ = ["Tally", "lay_out", "lay_out_tally"]
