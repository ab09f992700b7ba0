"""What finding costs: a random catalogue in a database of its own, and the clock.

``manage.py bench_search`` runs it; every measure is taken in a process started for it, whose
``DATABASE_URL`` names the bench's own database. Nothing here opens the database of the site.
"""
