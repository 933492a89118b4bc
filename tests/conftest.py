"""What all tests share. The servers and the browser are in serving_fixtures.py."""

pytest_plugins = ["tests.serving_fixtures"]
