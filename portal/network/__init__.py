"""Who works with whom: the network as table, picture and file."""
