"""What leaves the house and comes back: the outgoing folder, and the signed copies of issued documents."""
