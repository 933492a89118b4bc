"""What a typed text means: a number, a month, a remark; the same for the form, for files and on the command line. Pure, exact, no guessing.

Each reader returns what it understood or `Wrong`, with a stable check such as "value.ambiguous" and what its sentence is filled with.
"""

from ccare_metrics.intake.grammar.months import Month, read_period
from ccare_metrics.intake.grammar.numbers import Absent, Number, read_count
from ccare_metrics.intake.grammar.remarks import Clean, clean_text
from ccare_metrics.intake.grammar.wrong import Wrong

__all__ = ["Absent", "Clean", "Month", "Number", "Wrong", "clean_text", "read_count", "read_period"]
