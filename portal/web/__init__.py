"""What every page shares: who is there, what they may do, forms, transactions, errors."""
