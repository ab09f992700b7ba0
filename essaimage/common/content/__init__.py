"""Content in and out: the fixtures are the source, the database is the desk.

From the files to the database: ``reading`` (YAML), ``checking`` (what each field accepts),
``planning`` with ``merging`` (what is to be done; pure), ``applying`` (writes), told by ``report``.
From the database to the files: ``layout`` (which row goes where), ``official`` (which rows of tables
that an official source rules), ``writing`` (canonical YAML).
"""
