"""What the content says to the floors above, which it does not know."""

from django.dispatch import Signal

content_loaded = Signal()  # the fixtures have just been loaded, and the transaction is over
