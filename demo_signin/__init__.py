"""`make demo-signin`: signing in with a real OpenID provider, on one machine, as ten ready people. Never for production."""
