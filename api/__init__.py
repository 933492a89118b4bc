"""The answers of the public pages over HTTP, for programs and for other people's sites: read-only, from releases and nothing else."""
