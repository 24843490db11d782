#!/usr/bin/env python3
"""The stories of the official SDK against a server: run.py [URL-or-binary] [unittest arguments]"""

import os
import sys
import unittest

import story
from sandbox import default_target


def main():
    arguments = sys.argv[1:]
    given = arguments and not arguments[0].startswith("-")
    target = arguments.pop(0) if given else default_target()
    here = os.path.dirname(os.path.abspath(__file__))
    with story.serve(target):
        loader = unittest.TestLoader()
        if "-k" in arguments:
            loader.testNamePatterns = ["*%s*" % arguments[arguments.index("-k") + 1]]
        suite = loader.discover(here, pattern="sdk_*.py")
        outcome = unittest.TextTestRunner(verbosity=2 if "-v" in arguments else 1).run(suite)
    return 0 if outcome.wasSuccessful() and outcome.testsRun else 1


if __name__ == "__main__":
    sys.exit(main())
