"""Faults made on purpose, on a scratch copy of the portal on this machine.

    python -m bench.faults --pages 2000

Eight people answer a survey while processes are killed with signal 9, again and again: a worker,
the master with all workers, or PostgreSQL itself. Each repeats a request until it is answered, as a
person would, and notes what was acknowledged. At the end the database must hold exactly that, once,
and no page in part.
"""
