"""What ``start.py`` does: make ``.venv``, fill it from the lock, hand over.

Standard library only, because nothing else is there yet.

========== =================================================================
plan       what to do, given the facts: pure functions, tested by tables
words      what the person reads: help, problems and how to mend them
shell      running programs, with progress, and passing on their exit code
venv       making ``.venv``, filling it, healing it
wheels     filling ``wheelhouse/`` for machines without a network
lab        opening JupyterLab
main       one function for each word after ``start.py``
relock     for developers: renews ``requirements.lock`` and ``environment.yml``
========== =================================================================
"""
