"""The dashboard: what it shows, what it does, and that it follows what happens."""

import itertools
import json
import urllib.request

from playwright.sync_api import expect

from browser import BrowserCase

VIEWS = ['', 'payments', 'customers', 'setups', 'events', 'webhooks', 'requests', 'tools']
numbers = itertools.count(1)


class DashboardCase(BrowserCase):
    """Each test has a sandbox of its own."""

    def setUp(self):
        super().setUp()
        self.name = f'dashboard-{next(numbers)}'
        self.key = f'sk_test_{self.name}'

    def open(self, path=''):
        self.page.goto(f'{self.sandbox.address}/s/{self.name}/#/{path}')
        self.shown(path)

    def shown(self, path):
        """The view is there, with what it had to load."""
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

    def button(self, name):
        return self.page.get_by_role('button', name=name, exact=True)

    def dialog_button(self, name):
        return self.page.get_by_role('dialog').get_by_role('button', name=name, exact=True)

    def toast(self, text):
        self.page.locator('.toast').filter(has_text=text).first.wait_for()

    def status(self, text):
        self.page.locator('h1 .badge').filter(has_text=text).wait_for()


class ViewTests(DashboardCase):
    def fill(self):
        self.control('POST', 'clock', {'set': 1795000000})
        customer = self.post('customers', name='Jenny Rosen', email='jenny@example.com')
        self.post('customers', name='<script>alert(1)</script>', description='"><script>alert(1)</script>',
                  **{'metadata[<img src=x onerror=alert(1)>]': '<img src=x onerror=alert(1)>'})
        self.post('webhook_endpoints', url=f'{self.app}/hook', **{'enabled_events[]': '*'})
        methods = ['pm_card_visa', 'pm_card_mastercard', 'pm_card_createDispute', 'pm_card_threeDSecure2Required']
        for index in range(12):
            self.control('POST', 'clock', {'advance': 4000 + 700 * index})
            self.pay(1000 + 1700 * index, methods[index % 4], customer=customer['id'],
                     description=f'Order {1000 + index} <b>bold</b>')
        self.pay(4200, capture_method='manual')
        self.control('POST', 'trigger', {'event': 'refund.created'})
        self.control('POST', 'trigger', {'event': 'payment_intent.payment_failed'})
        self.control('POST', 'trigger', {'event': 'setup_intent.succeeded'})
        self.control('POST', 'trigger', {'event': 'setup_intent.requires_action'})

    def look_at(self, path, name):
        self.open(path)
        self.screenshot(f'dashboard-{name}-{self.viewport["width"]}-{self.color_scheme}')
        overflow = self.page.evaluate('document.documentElement.scrollWidth - document.documentElement.clientWidth')
        self.assertLessEqual(overflow, 0, f'{name} is wider than the screen')

    def test_every_view_empty(self):
        for path in VIEWS:
            with self.subTest(path):
                self.look_at(path, f'empty-{path or "overview"}')
                if path not in ('tools', 'requests'):
                    expect(self.page.locator('.empty pre').first, 'says what to paste').to_be_visible()

    def test_every_view_with_data(self):
        self.fill()
        for path in VIEWS:
            with self.subTest(path):
                self.look_at(path, path or 'overview')
                expect(self.page.locator('main script, main img')).to_have_count(0)
        one = {
            'payment': 'payments/' + self.get('payment_intents?limit=1')['data'][0]['id'],
            'customer': 'customers/' + self.get('customers?limit=1')['data'][0]['id'],
            'event': 'events/' + self.get('events?limit=1')['data'][0]['id'],
            'request': 'requests/' + self.control('GET', 'requests?method=POST')['requests'][0]['id'],
            'delivery': 'webhooks/' + self.control('GET', 'deliveries')['deliveries'][0]['id'],
        }
        for name, path in one.items():
            with self.subTest(name):
                self.look_at(path, f'one-{name}')


class DarkViewTests(ViewTests):
    color_scheme = 'dark'


class NarrowViewTests(ViewTests):
    viewport = {'width': 390, 'height': 844}


class NarrowDarkViewTests(ViewTests):
    viewport = {'width': 390, 'height': 844}
    color_scheme = 'dark'


class DashboardTests(DashboardCase):
    def test_others_than_browsers_get_an_index(self):
        with urllib.request.urlopen(self.sandbox.address + '/') as response:
            self.assertEqual('/v1', json.load(response)['stripe'])

    def test_what_happens_appears_without_a_reload(self):
        self.open()
        self.button('Make a payment').click()
        self.page.locator('.figure').filter(has_text='Gross volume').get_by_text('$20.00').wait_for()
        self.pay(5500)
        self.page.locator('.figure').filter(has_text='Gross volume').get_by_text('$75.00').wait_for()
        expect(self.page.locator('.figure').filter(has_text='Successful payments').locator('.value')).to_have_text('2')
        self.page.get_by_role('link', name='All payments').click()
        self.shown('payments')
        expect(self.page.locator('tbody tr')).to_have_count(2)
        self.pay(990)
        self.page.locator('tbody').get_by_text('$9.90').wait_for()

    def test_other_sandboxes_stay_out(self):
        self.open('payments')
        self.sandbox.payment_intent()
        self.pay(1234)
        self.page.locator('tbody').get_by_text('$12.34').wait_for()
        expect(self.page.locator('tbody tr')).to_have_count(1)

    def test_sandboxes_are_chosen_by_name(self):
        other = f'{self.name}-other'
        self.sandbox.stripe('POST', '/v1/customers', {'name': 'Somebody Else'}, f'sk_test_{other}')
        self.open('customers')
        self.page.get_by_label('Sandbox', exact=True).fill(other)
        self.page.get_by_label('Sandbox', exact=True).press('Enter')
        self.page.get_by_role('cell', name='Somebody Else').wait_for()
        self.assertIn(f'/s/{other}/', self.page.url)

    def test_lists_are_searched_and_filtered(self):
        for amount, method in [(1000, 'pm_card_visa'), (2500, 'pm_card_mastercard'), (9900, 'pm_card_threeDSecure2Required')]:
            self.pay(amount, method, description=f'Order for {amount}')
        self.open('payments')
        rows = self.page.locator('tbody tr')
        self.page.get_by_label('Search payments').fill('order for 2500')
        expect(rows).to_have_count(1)
        expect(self.page.locator('.count')).to_have_text('1 of 3')
        self.page.get_by_label('Search payments').fill('')
        self.page.get_by_label('Filter').select_option('requires_action')
        expect(rows).to_have_count(1)
        expect(rows).to_contain_text('$99.00')

    def test_long_lists_are_read_on(self):
        for index in range(105):
            self.post('customers', name=f'Customer {index}')
        self.open('customers')
        expect(self.page.locator('tbody tr')).to_have_count(100)
        self.page.get_by_label('Search customers').fill('customer 3')
        expect(self.page.locator('.count')).to_have_text('11 of 105')
        self.page.get_by_label('Search customers').fill('')
        expect(self.page.locator('.count')).to_have_text('105')
        self.page.reload()
        self.button('Load more').click()
        self.page.get_by_role('cell', name='Customer 0', exact=True).wait_for()
        expect(self.button('Load more')).to_be_hidden()

    def test_charges_without_an_intent_are_payments_too(self):
        self.post('charges', amount='777', currency='usd', source='tok_visa')
        self.open('payments')
        self.page.get_by_role('link', name='$7.77').click()
        self.status('Succeeded')
        self.page.get_by_text('Card charged').wait_for()

    def test_a_payment_is_refunded(self):
        payment = self.pay(2000)
        self.open(f'payments/{payment["id"]}')
        self.status('Succeeded')
        self.button('Refund').click()
        self.page.get_by_label('Amount').fill('500')
        self.dialog_button('Refund').click()
        self.status('Partially refunded')
        self.assertEqual(500, self.get('refunds')['data'][0]['amount'])
        self.page.locator('.timeline').get_by_text('Refunded', exact=True).wait_for()
        self.button('Refund').click()
        self.dialog_button('Refund').click()
        self.status('Refunded')
        expect(self.button('Refund')).to_be_hidden()

    def test_what_is_not_there_is_told(self):
        for path, message in [
            ('payments/pi_1NotHere00000000', 'No such payment_intent'), ('object/what_1Is00000000this', 'does not know what'),
            ('requests/req_nothing', ''), ('webhooks/nothing', ''),
        ]:
            with self.subTest(path):
                self.open(path)
                expect(self.page.get_by_role('heading', level=1)).to_have_text(path.split('/')[1])
                expect(self.page.get_by_role('alert')).to_contain_text(message)

    def test_a_sandbox_that_is_away_is_told_and_comes_back(self):
        self.pay(2000)
        self.open('payments')
        self.context.route('**/v1/**', lambda route: route.abort())
        self.pay(3000)
        expect(self.page.get_by_role('alert')).to_contain_text('The sandbox does not answer.')
        self.context.unroute('**/v1/**')
        self.pay(4000)
        self.page.get_by_role('link', name='$40.00').wait_for()
        expect(self.page.get_by_role('alert')).to_have_count(0)
        self.problems[:] = [each for each in self.problems if 'net::ERR_FAILED' not in each]

    def test_a_refusal_is_told(self):
        payment = self.pay(2000)
        self.open(f'payments/{payment["id"]}')
        self.button('Refund').click()
        self.page.get_by_label('Amount').fill('500000')
        self.dialog_button('Refund').click()
        self.page.locator('.toast.bad').wait_for()

    def test_a_payment_is_disputed(self):
        payment = self.pay(2000)
        self.open(f'payments/{payment["id"]}')
        self.button('Dispute').click()
        self.page.get_by_label('Reason').select_option('product_not_received')
        self.dialog_button('Dispute').click()
        self.status('Disputed')
        dispute = self.get('disputes')['data'][0]
        self.assertEqual('product_not_received', dispute['reason'])
        self.page.goto(f'{self.sandbox.address}/s/{self.name}/#/object/{dispute["id"]}')
        self.button('Win').click()
        self.status('Won')

    def test_a_payment_is_captured_or_canceled(self):
        first, second = self.pay(2000, capture_method='manual'), self.pay(3000, capture_method='manual')
        self.open(f'payments/{first["id"]}')
        self.button('Capture').click()
        self.dialog_button('Capture').click()
        self.status('Succeeded')
        self.open(f'payments/{second["id"]}')
        self.page.get_by_role('heading', name='$30.00').wait_for()
        self.button('Cancel').click()
        self.dialog_button('Cancel the payment').click()
        self.status('Canceled')

    def test_a_challenge_is_finished_for_the_customer(self):
        for answer, status in [('Complete', 'Succeeded'), ('Fail', 'Failed')]:
            with self.subTest(answer):
                payment = self.pay(2000, 'pm_card_threeDSecure2Required')
                self.open(f'payments/{payment["id"]}')
                self.button(f'{answer} 3-D Secure').click()
                self.status(status)

    def test_an_open_payment_is_paid(self):
        payment = self.post('payment_intents', amount='2000', currency='usd', **{'allowed_payment_method_types[]': 'card'})
        self.open(f'payments/{payment["id"]}')
        self.button('Pay with a test card').click()
        self.status('Succeeded')

    def test_ids_in_json_lead_to_their_objects(self):
        customer = self.post('customers', name='Jenny Rosen')
        payment = self.pay(2000, customer=customer['id'])
        self.open(f'payments/{payment["id"]}')
        self.page.locator('.code').get_by_role('link', name=f'"{customer["id"]}"').first.click()
        self.page.get_by_role('heading', name='Jenny Rosen').wait_for()
        self.page.locator('.timeline').get_by_text('Payment succeeded').wait_for()
        self.button('Delete').click()
        self.dialog_button('Delete').click()
        self.page.get_by_role('heading', name='Customers', exact=True).wait_for()
        self.assertEqual([], self.get('customers')['data'])

    def test_a_customer_has_its_payments_and_an_event_its_deliveries(self):
        self.post('webhook_endpoints', url=f'{self.app}/hook', **{'enabled_events[]': 'customer.created'})
        customer = self.post('customers', name='Jenny Rosen')
        self.pay(4711, customer=customer['id'])
        self.pay(815)
        self.open(f'customers/{customer["id"]}')
        payments = self.page.locator('.panel').filter(has=self.page.get_by_role('heading', name='Payments', exact=True))
        expect(payments.locator('li')).to_have_count(1)
        expect(payments.locator('li')).to_contain_text('$47.11')
        self.page.locator('.timeline').get_by_role('link', name='customer.created').click()
        deliveries = self.page.locator('.panel').filter(has=self.page.get_by_role('heading', name='Deliveries'))
        expect(deliveries.locator('li')).to_contain_text('One attempt')
        deliveries.get_by_role('link').click()
        self.button('Resend').wait_for()

    def test_what_has_the_focus_keeps_it_when_something_happens(self):
        first = self.pay(1000)
        self.open('payments')
        link = self.page.get_by_role('link', name='$10.00')
        link.focus()
        self.pay(2000)
        self.page.get_by_role('link', name='$20.00').wait_for()
        expect(link).to_be_focused()
        self.open(f'payments/{first["id"]}')
        self.button('Refund').focus()
        self.post('refunds', payment_intent=first['id'], amount='100')
        self.status('Partially refunded')
        expect(self.button('Refund')).to_be_focused()

    def test_samples_can_be_copied(self):
        self.context.grant_permissions(['clipboard-read', 'clipboard-write'])
        self.open('customers')
        self.button('Copy').click()
        self.toast('Copied.')
        self.assertIn(f'/v1/customers -u {self.key}:', self.page.evaluate('navigator.clipboard.readText()'))

    def test_webhooks_are_added_delivered_resent_and_removed(self):
        self.open('webhooks')
        self.button('Add an endpoint').click()
        self.page.get_by_label('URL').fill(f'{self.app}/hook')
        self.page.get_by_label('Events').fill('customer.created, customer.deleted')
        self.dialog_button('Add').click()
        self.page.get_by_text('whsec_').wait_for()
        self.post('customers', name='Jenny Rosen')
        self.page.locator('tbody .badge').get_by_text('Succeeded').wait_for()
        self.page.get_by_role('link', name='customer.created', exact=True).click()
        self.button('Resend').click()
        self.page.locator('.timeline li').nth(1).wait_for()
        self.page.get_by_role('navigation', name='Breadcrumb').get_by_role('link').click()
        self.button('Remove').click()
        self.page.get_by_text('No endpoints yet').wait_for()

    def test_requests_are_listed_without_the_dashboards_own(self):
        self.open('requests')
        self.page.get_by_text('No requests yet').wait_for()
        self.post('customers', name='Jenny Rosen', email='jenny@example.com')
        self.page.get_by_role('link', name='POST /v1/customers').click()
        self.page.get_by_text('name = Jenny Rosen').wait_for()
        self.page.get_by_text('Bearer ***').wait_for()
        self.assertEqual(1, self.control('GET', 'requests')['count'])
        self.open('requests')
        self.button('Clear').click()
        self.page.get_by_text('No requests yet').wait_for()

    def test_the_clock_is_advanced(self):
        self.control('POST', 'clock', {'set': 1795000000})
        self.open('tools')
        before = self.page.get_by_test_id('now').inner_text()
        self.assertNotEqual('', before)
        self.button('+1 day').click()
        expect(self.page.get_by_test_id('now')).not_to_have_text(before)
        self.assertEqual(1795000000 + 86400, self.control('GET', 'clock')['now'])
        self.button('Real time').click()
        self.page.get_by_text('Runs with the computer’s.').wait_for()

    def test_an_event_is_triggered(self):
        self.open('tools')
        self.page.get_by_label('Event', exact=True).select_option('customer.created')
        self.button('Trigger').click()
        self.page.get_by_role('region', name='Trigger an event').get_by_role('link').click()
        self.page.locator('.timeline').get_by_text('Customer created').wait_for()

    def test_a_fault_is_injected(self):
        self.open('tools')
        self.page.get_by_label('What goes wrong').select_option('Answer 503')
        self.page.get_by_label('Path').fill('/v1/customers')
        self.page.get_by_role('region', name='Faults').get_by_role('button', name='Add').click()
        self.page.get_by_role('region', name='Faults').get_by_text('Answer 503', exact=True).last.wait_for()
        with self.assertRaisesRegex(AssertionError, '503'):
            self.post('customers', name='Nobody')
        self.post('customers', name='Somebody')
        self.assertEqual([], self.control('GET', 'faults')['faults'])

    def test_a_snapshot_is_restored(self):
        self.post('customers', name='Before')
        self.open('tools')
        self.page.get_by_label('Name').fill('one customer')
        self.button('Take').click()
        self.toast('The snapshot is taken.')
        self.post('customers', name='After')
        self.button('Restore').click()
        self.toast('The sandbox is as it was.')
        self.assertEqual(['Before'], [each['name'] for each in self.get('customers')['data']])

    def test_a_sandbox_is_reset(self):
        self.post('customers', name='Jenny Rosen')
        self.open('tools')
        self.button('Reset this sandbox').click()
        self.dialog_button('Cancel').click()
        expect(self.page.get_by_role('dialog')).to_have_count(0)
        self.assertEqual(1, len(self.get('customers')['data']))
        self.button('Reset this sandbox').click()
        self.dialog_button('Reset').click()
        self.page.get_by_text('Nothing has happened here yet').wait_for()
        self.assertEqual([], self.get('customers')['data'])

    def test_markup_from_the_state_is_text(self):
        name = '<script>document.title = "owned"</script><img src=x onerror="document.title=\'owned\'">'
        customer = self.post('customers', name=name)
        for path in ['customers', f'customers/{customer["id"]}', 'events', 'requests']:
            self.open(path)
            expect(self.page.locator('main script, main img')).to_have_count(0)
            self.assertNotEqual('owned', self.page.title())
        self.open('customers')
        self.page.get_by_role('cell', name=name).wait_for()

    def test_a_keyboard_is_enough(self):
        self.pay(2000)
        self.open('payments')
        self.page.keyboard.press('Tab')
        expect(self.page.get_by_role('link', name='Skip to the content')).to_be_focused()
        self.page.keyboard.press('Enter')
        expect(self.page.locator('#view')).to_be_focused()
        for _ in range(3):
            self.page.keyboard.press('Tab')
        self.page.keyboard.press('Enter')
        self.page.get_by_role('heading', name='$20.00').wait_for()
