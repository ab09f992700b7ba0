"""Who enters the desk: invitations, passwords, locks and the way back in."""
