"""Runs a command so that the permissions of files bind it: `python tests/bound_by_permissions.py <command>`.

They bind everybody but root, who may pass over them; root's command starts without that right, for good.
"""

import ctypes
import os
import sys
from pathlib import Path

IN_BOUNDING_SET, DROP_FROM_BOUNDING_SET = 23, 24  # of prctl(2)
PASSING_OVER_PERMISSIONS = (1, 2)  # CAP_DAC_OVERRIDE and CAP_DAC_READ_SEARCH of capabilities(7)
BOUND = (sys.executable, str(Path(__file__).resolve()))  # put before a command


def give_up_the_right() -> None:
    libc = ctypes.CDLL(None, use_errno=True)
    for right in PASSING_OVER_PERMISSIONS:
        if libc.prctl(IN_BOUNDING_SET, right, 0, 0, 0) == 1 and libc.prctl(DROP_FROM_BOUNDING_SET, right, 0, 0, 0):
            number = ctypes.get_errno()
            raise OSError(number, os.strerror(number))


if __name__ == "__main__":
    if os.geteuid() == 0:
        give_up_the_right()
    os.execv(sys.argv[1], sys.argv[1:])
