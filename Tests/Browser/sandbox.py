"""A running sandbox, and the requests that an app's backend would send to it."""

import json
import os
import subprocess
import urllib.error
import urllib.parse
import urllib.request


class Sandbox:
    def __init__(self, address, process=None):
        self.address = address
        self.process = process

    @classmethod
    def started(cls, binary):
        # The tests' own variables are none of the sandbox's, which takes none that it does not know.
        environment = {name: value for name, value in os.environ.items() if not name.startswith('NESTBOX_')}
        process = subprocess.Popen(
            [binary, 'serve', '--port', '0', '--log', 'json'], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
            env=environment, text=True)
        banner = json.loads(process.stdout.readline())
        # The log is of no interest, but nobody must wait for its reader.
        subprocess.Popen(['cat'], stdin=process.stdout, stdout=subprocess.DEVNULL)
        return cls(banner['listening'], process)

    def stop(self):
        if self.process:
            self.process.terminate()
            self.process.wait(10)

    def request(self, method, path, body=None, headers=None):
        request = urllib.request.Request(self.address + path, data=body, method=method, headers=headers or {})
        try:
            with urllib.request.urlopen(request, timeout=30) as response:
                return json.loads(response.read() or b'null')
        except urllib.error.HTTPError as error:
            raise AssertionError(f'{method} {path}: {error.code} {error.read().decode()}') from None

    def stripe(self, method, path, parameters=None, key='sk_test_nestbox'):
        """A call of the Stripe API with a secret key; `parameters` in bracket notation."""
        body = urllib.parse.urlencode(parameters or {}).encode()
        return self.request(method, path, body if method == 'POST' else None, {'Authorization': f'Bearer {key}'})

    def control(self, method, path, body=None, key='sk_test_nestbox'):
        headers = {'Authorization': f'Bearer {key}', 'Content-Type': 'application/json'}
        return self.request(method, path, None if body is None else json.dumps(body).encode(), headers)

    def payment_intent(self, **parameters):
        defaults = {'amount': 2000, 'currency': 'usd', 'allowed_payment_method_types[]': 'card'}
        return self.stripe('POST', '/v1/payment_intents', {**defaults, **parameters})

    def setup_intent(self, **parameters):
        return self.stripe('POST', '/v1/setup_intents', {'allowed_payment_method_types[]': 'card', **parameters})
