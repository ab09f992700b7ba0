"""The guide for editors: its chapters are the Markdown files of this folder, in the order of their numbers."""
