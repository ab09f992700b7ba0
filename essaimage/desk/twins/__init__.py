"""Sheets that may be one, written twice: by their title, their acronym or their address.

Pure: ``titles`` (when two names are one) and ``sites`` (when two addresses are one). ``finding`` reads
the database; ``judging`` answers the forms.
"""
