"""The working store: submissions, figures with their history, access, audit. Opened only here and in `release`."""
