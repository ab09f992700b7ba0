"""Outgoing links: gathered from the content, visited politely and safely, told as alive, dead or unsure.

Pure: ``addresses`` (reading one), ``networks`` (which machines may be reached), ``verdicts`` (what an
answer means). Then ``wire`` (one request), ``visiting`` (redirections), ``gathering`` (who uses what),
``ledger`` (who checks what), ``running`` (many at once). See decision 0022.
"""
