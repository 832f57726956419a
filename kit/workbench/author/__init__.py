"""The author's desk: writing a case step by step without code, and looking over the bank."""
