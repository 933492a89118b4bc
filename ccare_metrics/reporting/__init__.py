"""Reporting for a period: what is due, what is typed beside what came before, and what a reviewer sees. Draws nothing."""
