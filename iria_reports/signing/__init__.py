"""Keys and signatures: the one door of pyHanko and cryptography, which only a house that signs needs."""
