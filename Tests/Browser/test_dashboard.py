"""The dashboard: its pages, lists, search and addresses, and that it follows what happens."""

import json
import urllib.request

from playwright.sync_api import expect

from dashboard import DashboardCase

PAGES = [
    '', 'payment_intent', 'customer', 'charge', 'setup_intent', 'subscription', 'invoice', 'product', 'checkout.session', 'dispute',
    'refund', 'account', 'transfer', 'payout', 'balance', 'event', 'webhook_endpoint', 'deliveries', 'requests', 'tools', 'all', 'search',
    'test_helpers.test_clock',
]


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
        for event in ['refund.created', 'payment_intent.payment_failed', 'setup_intent.succeeded', 'setup_intent.requires_action',
                      'customer.subscription.created', 'checkout.session.expired', 'test_helpers.test_clock.created']:
            self.control('POST', 'trigger', {'event': event})
        self.post('accounts', type='custom', country='US', email='seller@example.com', **{'capabilities[transfers][requested]': 'true'})

    def look_at(self, path, name):
        self.open(path)
        self.screenshot(f'dashboard-{name}-{self.viewport["width"]}-{self.color_scheme}')
        overflow = self.page.evaluate('document.documentElement.scrollWidth - document.documentElement.clientWidth')
        self.assertLessEqual(overflow, 0, f'{name} is wider than the screen')

    def test_every_page_empty(self):
        for path in PAGES:
            with self.subTest(path):
                self.look_at(path, f'empty-{path or "overview"}')
                if path in ('', 'payment_intent', 'customer', 'event', 'webhook_endpoint', 'checkout.session'):
                    expect(self.page.locator('.empty pre').first, 'says what to paste').to_be_visible()

    def test_every_page_with_data(self):
        self.fill()
        for path in PAGES:
            with self.subTest(path):
                self.look_at(path, path or 'overview')
                expect(self.page.locator('main script, main img')).to_have_count(0)
        # One of each kind that there is.
        for kind in self.control('GET', 'kinds')['kinds']:
            if kind['count'] > 0:
                with self.subTest(kind['object']):
                    one = self.control('GET', f'objects?object={kind["object"]}&limit=1')['objects'][0]
                    self.look_at(f'{kind["object"]}/{one["id"]}', f'one-{kind["object"]}')
                    expect(self.page.get_by_role('heading', level=1)).to_be_visible()
                    expect(self.page.get_by_role('alert')).to_have_count(0)
        request = self.control('GET', 'requests?method=POST')['requests'][0]['id']
        delivery = self.control('GET', 'deliveries')['deliveries'][0]['id']
        self.look_at(f'requests/{request}', 'one-request')
        self.look_at(f'deliveries/{delivery}', 'one-delivery')


class DarkViewTests(ViewTests):
    color_scheme = 'dark'


class NarrowViewTests(ViewTests):
    viewport = {'width': 390, 'height': 844}


class NarrowDarkViewTests(ViewTests):
    viewport = {'width': 390, 'height': 844}
    color_scheme = 'dark'


class NarrowTests(DashboardCase):
    viewport = {'width': 390, 'height': 844}

    def test_the_menu_leads_on_and_closes(self):
        self.open()
        expect(self.page.get_by_role('link', name='Payments', exact=True)).to_be_hidden()
        self.page.get_by_text('Menu', exact=True).click()
        self.page.get_by_role('link', name='Payments', exact=True).click()
        self.shown('payment_intent')
        expect(self.page.get_by_role('link', name='Payments', exact=True)).to_be_hidden()

    def test_rows_keep_card_and_description(self):
        self.pay(2000, description='Two rain jackets')
        self.open('payment_intent')
        expect(self.rows()).to_contain_text('4242')
        expect(self.page.get_by_text('Two rain jackets')).to_be_visible()

    def test_what_was_done_covers_nothing_for_good(self):
        self.pay(2000)
        self.open('payment_intent/' + self.get('payment_intents')['data'][0]['id'])
        self.button('Refund').click()
        self.dialog_button('Refund').click()
        self.told('The refund is on its way.')
        self.assertEqual('64px', self.page.evaluate('getComputedStyle(document.body).paddingBottom'))


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
        self.shown('payment_intent')
        expect(self.rows()).to_have_count(2)
        self.pay(990)
        self.page.locator('tbody').get_by_text('$9.90').wait_for()

    def test_the_overview_asks_for_little(self):
        for _ in range(3):
            self.pay(1000)
        asked = []
        self.page.on('request', lambda request: asked.append(request.url) if '/_sandbox/' in request.url or '/v1/' in request.url else None)
        self.open()
        self.assertLessEqual(len(asked), 16, asked)

    def test_other_sandboxes_stay_out(self):
        self.open('payment_intent')
        self.sandbox.payment_intent()
        self.pay(1234)
        self.page.locator('tbody').get_by_text('$12.34').wait_for()
        expect(self.rows()).to_have_count(1)

    def test_sandboxes_are_chosen_by_name(self):
        other = f'{self.name}-other'
        self.sandbox.stripe('POST', '/v1/customers', {'name': 'Somebody Else'}, f'sk_test_{other}')
        self.open('customer')
        self.page.get_by_label('Sandbox', exact=True).fill(other)
        self.page.get_by_label('Sandbox', exact=True).press('Enter')
        self.page.get_by_role('cell', name='Somebody Else').wait_for()
        self.assertIn(f'/s/{other}/', self.page.url)

    def test_what_is_not_there_is_told_and_leads_back(self):
        for path, message in [
            ('payment_intent/pi_1NotHere00000000', 'has no object'), ('what_1Is00000000this', 'no page and no object'),
            ('requests/req_nothing', 'has no request'), ('deliveries/nothing', 'no delivery'),
        ]:
            with self.subTest(path):
                self.open(path)
                expect(self.page.get_by_role('heading', level=1)).to_have_text(path.split('/')[-1])
                expect(self.page.get_by_role('alert')).to_contain_text(message)
                self.page.get_by_role('navigation', name='Breadcrumb').get_by_role('link').click()
                self.shown('')

    def test_a_sandbox_that_is_away_is_told_and_comes_back(self):
        self.pay(2000)
        self.open('payment_intent')
        self.context.route('**/_sandbox/objects**', lambda route: route.abort())
        self.pay(3000)
        expect(self.page.get_by_role('alert')).to_contain_text('The sandbox does not answer.')
        self.context.unroute('**/_sandbox/objects**')
        self.pay(4000)
        self.page.get_by_role('link', name='$40.00').wait_for()
        expect(self.page.get_by_role('alert')).to_have_count(0)
        self.problems[:] = [each for each in self.problems if 'net::ERR_FAILED' not in each]

    def test_what_has_the_focus_keeps_it_when_something_happens(self):
        first = self.pay(1000)
        self.open('payment_intent')
        link = self.page.get_by_role('link', name='$10.00')
        link.focus()
        self.pay(2000)
        self.page.get_by_role('link', name='$20.00').wait_for()
        expect(link).to_be_focused()
        self.open(f'payment_intent/{first["id"]}')
        self.button('Refund').focus()
        self.post('refunds', payment_intent=first['id'], amount='100')
        self.status('Partially refunded')
        expect(self.button('Refund')).to_be_focused()

    def test_samples_can_be_copied(self):
        self.context.grant_permissions(['clipboard-read', 'clipboard-write'])
        self.open('customer')
        self.button('Copy').click()
        self.told('Copied.')
        self.assertIn(f'/v1/customers -u {self.key}:', self.page.evaluate('navigator.clipboard.readText()'))

    def test_markup_from_the_state_is_text(self):
        name = '<script>document.title = "owned"</script><img src=x onerror="document.title=\'owned\'">'
        customer = self.post('customers', name=name)
        for path in ['customer', f'customer/{customer["id"]}', 'event', 'requests', 'search?q=owned']:
            self.open(path)
            expect(self.page.locator('main script, main img')).to_have_count(0)
            self.assertNotEqual('owned', self.page.title())
        self.open('customer')
        self.page.get_by_role('cell', name=name).wait_for()


class ListTests(DashboardCase):
    def fill(self):
        for amount, method in [(1000, 'pm_card_visa'), (2500, 'pm_card_mastercard'), (9900, 'pm_card_threeDSecure2Required')]:
            self.pay(amount, method, description=f'Order for {amount}', **{'metadata[order]': f'A-{amount}'})

    def test_lists_are_searched_by_the_sandbox(self):
        self.fill()
        customer = self.post('customers', name='Jenny Rosen', email='jenny@example.com')
        self.pay(4711, customer=customer['id'])
        self.decline()
        self.open('payment_intent')
        for term, count in [
            ('order for 2500', 1), ('4444', 1), ('A-9900', 1), ('25.00', 1), ('jenny', 1), ('order:A-*', 3),
            ('amount>20.00', 3), ('insufficient_funds', 0), ('card_declined', 1), ('-.status:succeeded', 2), ('nothing like that', 0),
        ]:
            with self.subTest(term):
                self.page.get_by_label('Search payments').fill(term)
                expect(self.rows()).to_have_count(count)
        self.page.get_by_text('Nothing is like that.').wait_for()

    def test_filter_order_and_search_stand_in_the_address(self):
        self.fill()
        self.open('payment_intent')
        self.page.get_by_label('Filter', exact=True).select_option('Needs 3-D Secure')
        expect(self.rows()).to_have_count(1)
        expect(self.rows()).to_contain_text('$99.00')
        self.rows().get_by_role('link').click()
        self.status('Needs 3-D Secure')
        self.page.go_back()
        expect(self.page.get_by_label('Filter', exact=True)).to_have_value('Needs 3-D Secure')
        expect(self.rows()).to_have_count(1)
        self.page.get_by_label('Filter', exact=True).select_option('')
        self.page.get_by_label('Order', exact=True).select_option('oldest')
        expect(self.rows().first).to_contain_text('$10.00')
        self.page.reload()
        expect(self.rows().first).to_contain_text('$10.00')
        expect(self.page.get_by_label('Order', exact=True)).to_have_value('oldest')

    def test_lists_are_sorted_by_their_columns(self):
        for index in range(60):
            self.post('customers', name=f'Customer {index:02}', email=f'{99 - index}@example.com')
        self.post('customers', name='anna')
        self.open('customer')
        first = self.rows().first.get_by_role('link')
        expect(first).to_have_text('anna')
        heading = self.page.get_by_role('columnheader', name='Email')
        press = heading.get_by_role('button')
        press.click()
        expect(first).to_have_text('Customer 59')
        expect(heading).to_have_attribute('aria-sort', 'ascending')
        press.click()
        expect(first).to_have_text('Customer 00')
        expect(heading).to_have_attribute('aria-sort', 'descending')
        expect(self.page.get_by_label('Order', exact=True)).to_have_value('-email')
        self.page.keyboard.press(']')
        expect(first).to_have_text('Customer 50')
        expect(self.rows()).to_have_count(11)
        expect(self.rows().last.get_by_role('link')).to_have_text('anna')
        self.page.reload()
        expect(first).to_have_text('Customer 50')
        self.page.keyboard.press('[')
        expect(first).to_have_text('Customer 00')
        self.page.keyboard.press('s')
        expect(self.page.get_by_label('Order', exact=True)).to_be_focused()
        self.page.get_by_label('Order', exact=True).select_option('name')
        expect(first).to_have_text('anna')
        self.page.get_by_label('Search customers').fill('5@example.com')
        expect(self.page.locator('.count')).to_have_text('6 of 61')
        expect(first).to_have_text('Customer 04')
        self.page.set_viewport_size({'width': 390, 'height': 800})
        expect(press).to_be_hidden()
        self.page.get_by_label('Order', exact=True).select_option('-email')
        expect(first).to_have_text('Customer 04')

    def test_payments_are_sorted_by_amount_and_status(self):
        self.fill()
        self.open('payment_intent?order=-amount')
        expect(self.rows().locator('td:first-child')).to_have_text(['$99.00', '$25.00', '$10.00'])
        self.page.get_by_role('button', name='Sort by status').click()
        expect(self.rows().first).to_contain_text('$99.00')
        self.page.get_by_role('button', name='Sort by created').click()
        expect(self.rows().first).to_contain_text('$10.00')
        self.page.get_by_role('button', name='Sort by created').click()
        expect(self.rows().first).to_contain_text('$99.00')

    def test_long_lists_have_pages(self):
        for index in range(105):
            self.post('customers', name=f'Customer {index}')
        self.open('customer')
        expect(self.page.locator('.count')).to_have_text('105')
        for first, count, link in [(104, 50, 'Next'), (54, 50, 'Next'), (4, 5, 'Previous'), (54, 50, 'Previous'), (104, 50, None)]:
            expect(self.rows().first.get_by_role('link')).to_have_text(f'Customer {first}')
            expect(self.rows()).to_have_count(count)
            if link:
                self.page.get_by_role('link', name=link, exact=True).click()
        self.page.get_by_label('Search customers').fill('"customer 3"')
        expect(self.page.locator('.count')).to_have_text('11 of 105')

    def test_back_stands_where_the_list_was_left(self):
        for index in range(40):
            self.post('customers', name=f'Customer {index}')
        self.open('customer')
        link = self.page.get_by_role('link', name='Customer 3', exact=True)
        link.scroll_into_view_if_needed()
        left_at = self.page.evaluate('scrollY')
        self.assertGreater(left_at, 300)
        link.click()
        self.page.get_by_role('heading', name='Customer 3').wait_for()
        self.assertEqual(0, self.page.evaluate('scrollY'))
        self.page.go_back()
        link.wait_for()
        self.assert_soon(True, lambda: abs(self.page.evaluate('scrollY') - left_at) < 5)

    def test_charges_without_an_intent_have_a_list(self):
        self.post('charges', amount='777', currency='usd', source='tok_visa')
        self.pay(888)
        self.open('charge?filter=Without+a+PaymentIntent')
        expect(self.rows()).to_have_count(1)
        self.page.get_by_role('link', name='$7.77').click()
        self.status('Succeeded')
        self.page.get_by_text('Card charged').wait_for()

    def test_every_kind_is_in_the_list_of_all(self):
        self.post('coupons', percent_off='10', duration='once')
        self.open('all')
        self.page.get_by_role('link', name='Coupons').click()
        self.page.get_by_role('link', name='10 % off').click()
        self.page.get_by_role('heading', name='10 % off').wait_for()


class SearchTests(DashboardCase):
    def search(self, text):
        box = self.page.get_by_label('Search or go to an id')
        box.fill(text)
        box.press('Enter')

    def test_an_id_leads_to_its_page(self):
        payment = self.pay(4711)
        price = self.post('prices', currency='usd', unit_amount='900', **{'product_data[name]': 'Feeder', 'product_data[id]': 'feeder'})
        self.open()
        self.search(payment['id'])
        self.page.get_by_role('heading', name='$47.11').wait_for()
        self.search(price['id'])
        self.page.get_by_role('heading', name='$9.00').wait_for()
        # An id that its user has chosen tells no kind.
        self.search('feeder')
        self.region('Products').get_by_role('link', name='Feeder').click()
        self.page.get_by_role('heading', name='Feeder').wait_for()

    def test_everything_is_searched(self):
        customer = self.post('customers', name='Jenny Rosen', email='jenny@example.com', **{'metadata[shirt]': 'XL'})
        self.pay(4711, customer=customer['id'], description='For Jenny')
        self.open()
        self.search('jenny')
        self.region('Customers').get_by_role('link', name='Jenny Rosen').wait_for()
        self.region('Payments').get_by_text('For Jenny').wait_for()
        self.search('shirt:xl')
        expect(self.page.locator('#view .rows li')).to_have_count(1)
        self.search('nowhere at all')
        self.page.get_by_text('Looked at all').wait_for()
        expect(self.page.locator('#view .rows li')).to_have_count(0)
        self.page.go_back()
        expect(self.page.locator('#view .rows li')).to_have_count(1)


class KeyboardTests(DashboardCase):
    def test_a_keyboard_is_enough(self):
        self.pay(2000)
        self.open('payment_intent')
        self.page.keyboard.press('Tab')
        expect(self.page.get_by_role('link', name='Skip to the content')).to_be_focused()
        self.page.keyboard.press('Enter')
        expect(self.page.locator('#view')).to_be_focused()
        # Past the search, the filters and the headings that sort.
        for _ in range(20):
            self.page.keyboard.press('Tab')
            if self.page.locator('tbody a:focus').count():
                break
        self.page.keyboard.press('Enter')
        self.page.get_by_role('heading', name='$20.00').wait_for()

    def test_keys_search_go_and_walk(self):
        self.pay(1000)
        self.pay(2000)
        self.open()
        self.page.keyboard.press('/')
        expect(self.page.get_by_label('Search or go to an id')).to_be_focused()
        # What is typed is typed.
        self.page.keyboard.type('gp')
        expect(self.page.get_by_label('Search or go to an id')).to_have_value('gp')
        self.page.locator('#view').focus()
        self.page.keyboard.press('g')
        self.page.keyboard.press('p')
        self.shown('payment_intent')
        expect(self.rows()).to_have_count(2)
        self.page.keyboard.press('j')
        self.page.keyboard.press('j')
        expect(self.page.get_by_role('link', name='$10.00')).to_be_focused()
        self.page.keyboard.press('k')
        self.page.keyboard.press('Enter')
        self.page.get_by_role('heading', name='$20.00').wait_for()
        self.page.keyboard.press('?')
        expect(self.page.get_by_role('dialog', name='Keyboard')).to_be_visible()
        self.page.keyboard.press('Escape')
        expect(self.page.get_by_role('dialog')).to_have_count(0)
