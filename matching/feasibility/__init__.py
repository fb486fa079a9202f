"""Whether any group keeps the hard rules of a brief: exact, for tens of thousands too."""
