"""Reading a file into rows of text, safely: what stands in it, or every reason why it cannot be read. Keeps nothing, asks nobody."""

from ccare_metrics.intake.faults import FileFault, FileFaults, FileNote
from ccare_metrics.intake.reading import Reading, read_file

__all__ = ["FileFault", "FileFaults", "FileNote", "Reading", "read_file"]
