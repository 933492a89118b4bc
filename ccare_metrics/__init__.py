"""What the figures mean. Imports nothing that draws, serves or maps.

The public names: a `Programme` and how it is loaded, a `Release` and how it is opened, a `Scope` to ask with, a `Viewer` who asks;
the questions themselves are in `ccare_metrics.results`.
"""

from ccare_metrics.framework import FrameworkError, Programme, load_programme, parse_programme
from ccare_metrics.release import Release, ReleaseError, newest_release_number, open_release
from ccare_metrics.scope import PUBLIC, Scope, ScopeError, Viewer

__all__ = [
    "PUBLIC",
    "FrameworkError",
    "Programme",
    "Release",
    "ReleaseError",
    "Scope",
    "ScopeError",
    "Viewer",
    "load_programme",
    "newest_release_number",
    "open_release",
    "parse_programme",
]
