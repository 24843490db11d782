"""What the tests of the dashboard share."""

import itertools

from playwright.sync_api import expect

from browser import BrowserCase

numbers = itertools.count(1)


class DashboardCase(BrowserCase):
    """Each test has a sandbox of its own."""

    def setUp(self):
        super().setUp()
        self.name = f'dashboard-{next(numbers)}'
        self.key = f'sk_test_{self.name}'

    def open(self, path='', account=None):
        self.page.goto(f'{self.sandbox.address}/s/{self.name}/#{"@" + account if account else ""}/{path}')
        self.shown(path)

    def shown(self, path):
        """The page is there, with what it had to load."""
        self.page.locator(f'#view[data-shown="{path}"]').wait_for()

    def post(self, path, **parameters):
        return self.sandbox.stripe('POST', f'/v1/{path}', parameters, self.key)

    def get(self, path):
        return self.sandbox.stripe('GET', f'/v1/{path}', key=self.key)

    def control(self, method, path, body=None):
        return self.sandbox.control(method, f'/_sandbox/{path}', body, self.key)

    def pay(self, amount=2000, method='pm_card_visa', **more):
        return self.post('payment_intents', **{
            'amount': amount, 'currency': 'usd', 'allowed_payment_method_types[]': 'card', 'payment_method': method, 'confirm': 'true', **more})

    def decline(self, amount=2000, **more):
        """A payment that fails: its page shows why."""
        self.control('POST', 'trigger', {'event': 'payment_intent.payment_failed'})
        return self.get('payment_intents?limit=1')['data'][0]

    def button(self, name):
        return self.page.get_by_role('button', name=name, exact=True)

    def dialog_button(self, name):
        return self.page.get_by_role('dialog').get_by_role('button', name=name, exact=True)

    def region(self, name):
        return self.page.get_by_role('region', name=name, exact=True)

    def told(self, text):
        expect(self.page.locator('#notice')).to_contain_text(text)

    def status(self, text):
        self.page.locator('h1 .badge').filter(has_text=text).wait_for()

    def rows(self):
        return self.page.locator('tbody tr')
