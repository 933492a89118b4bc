"""What surrounds the dashboard on its way to a browser: page shell, compression, headers, health, mishaps."""
