"""What the programs of other people make of our files, in an environment of their own (`make peers`)."""
