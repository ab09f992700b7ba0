"""What the content says to the floors above, which it does not know."""

from django.dispatch import Signal

content_loaded = Signal()  # fixtures, or a table, were just loaded: the transaction is over
