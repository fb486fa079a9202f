"""The pages on which organisations answer: their link, the parts, checking and sending."""
