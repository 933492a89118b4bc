"""What administrators do at the command line, beside what manage.py does with releases: access, and the same acts as the pages."""
