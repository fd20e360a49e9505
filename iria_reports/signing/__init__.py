"""Keys and signatures: the one door of pyHanko, python-pkcs11 and cryptography, which only a house that signs needs."""
