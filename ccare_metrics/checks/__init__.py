"""What a partner enters, held against the programme and against what came before. One small function a check; pure.

`reading` understands the rows, `registry` lists every check with its strength, `sentences` says a finding in the visitor's language.
"""
