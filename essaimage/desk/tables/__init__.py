"""Sheets in and out as tables (CSV, XLSX): the same columns both ways, one line per sheet (decision 0023).

From a file to the database: ``reading`` and ``workbooks`` (bytes → cells), ``headings`` (which column is
which field), ``cells`` with ``names`` (a cell → a value), ``bases`` (what the file started from),
``planning`` (three-way merge), ``writing``, told by ``report``; ``running`` holds it all together.
From the database to a file: ``exporting``; ``template`` is the empty table with its explanations.
"""
