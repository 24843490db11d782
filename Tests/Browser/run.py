#!/usr/bin/env python3
"""The browser tests: run.py NESTBOX [TEST...] starts that binary and drives Chromium against it.

They need Playwright and axe for Python and a Chromium: `pip install playwright axe-playwright-python`,
`apt-get install --no-install-recommends chromium`.
NESTBOX_CHROMIUM names another browser than /usr/bin/chromium, NESTBOX_SLOW=1 slows it down. An http:// address in place of
the binary is used as it is.
"""

import os
import pathlib
import sys
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).parent))

import browser
import sandbox


def main():
    if len(sys.argv) < 2:
        sys.exit(__doc__)
    target, names = sys.argv[1], sys.argv[2:]
    server = sandbox.Sandbox(target) if target.startswith('http') else sandbox.Sandbox.started(target)
    try:
        with browser.opened(os.environ.get('NESTBOX_CHROMIUM', '/usr/bin/chromium'), server):
            loader = unittest.TestLoader()
            tests = loader.loadTestsFromNames(names) if names else loader.discover(pathlib.Path(__file__).parent)
            result = unittest.TextTestRunner(verbosity=2).run(tests)
    finally:
        server.stop()
    if result.testsRun == 0:
        sys.exit('No browser test ran.')
    sys.exit(not result.wasSuccessful())


if __name__ == '__main__':
    main()
