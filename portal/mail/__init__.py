"""E-mail: an outbox in the database, sent once by the worker."""
