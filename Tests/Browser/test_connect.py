"""Connect.js through its loader, the Express dashboard, and the page at which an owner lets a platform act."""

import re

from playwright.sync_api import Error, expect

from browser import BrowserCase

PARTS = ['account_management', 'account_onboarding', 'balances', 'disputes_list', 'documents', 'notification_banner', 'payment_details', 'payments', 'payouts']
COMPLETE = {
    'business_type': 'individual', 'business_profile[url]': 'https://shop.example.com', 'business_profile[mcc]': '5734',
    'individual[first_name]': 'Jenny', 'individual[last_name]': 'Rosen', 'individual[email]': 'jenny@example.com', 'individual[phone]': '+16505550123',
    'individual[dob][day]': '1', 'individual[dob][month]': '1', 'individual[dob][year]': '1901', 'individual[id_number]': '000000000',
    'individual[address][line1]': 'address_full_match', 'individual[address][city]': 'San Francisco', 'individual[address][state]': 'CA',
    'individual[address][postal_code]': '94107', 'external_account[object]': 'bank_account', 'external_account[country]': 'US',
    'external_account[currency]': 'usd', 'external_account[routing_number]': '110000000', 'external_account[account_number]': '000123456789',
    'tos_acceptance[date]': '1700000000', 'tos_acceptance[ip]': '127.0.0.1',
}


class ConnectCase(BrowserCase):
    played_hosts = ('https://connect-js.stripe.com/',)
    is_over = False

    def setUp(self):
        super().setUp()
        self.context.route('https://connect-js.stripe.com/**', self.relay)

    def relay(self, route):
        """Stripe's name leads to the sandbox, as with an entry in /etc/hosts and the sandbox's own certificate."""
        address = 'https://connect-js.stripe.com'
        headers = {name: value.replace(address, self.sandbox.address) for name, value in route.request.headers.items()}
        try:
            route.fulfill(response=route.fetch(url=route.request.url.replace(address, self.sandbox.address), headers=headers))
        except Error:
            # The test is over, and its page gone, while a part still reads something.
            self.assertTrue(self.page.is_closed() or self.is_over)

    def tearDown(self):
        self.is_over = True
        super().tearDown()

    def account(self, **more):
        return self.sandbox.stripe('POST', '/v1/accounts', {
            'country': 'US', 'type': 'express', 'capabilities[transfers][requested]': 'true', 'capabilities[card_payments][requested]': 'true',
            'settings[payouts][schedule][interval]': 'manual', **more})['id']

    def seller(self):
        account = self.account(**COMPLETE)
        self.assert_soon(True, lambda: self.sandbox.stripe('GET', f'/v1/accounts/{account}')['charges_enabled'])
        return account

    def pay(self, account, token='tok_bypassPending', **more):
        headers = {'Authorization': 'Bearer sk_test_nestbox', 'Stripe-Account': account}
        form = {'amount': 5000, 'currency': 'usd', 'source': token, 'description': 'A nest box', **more}
        return self.sandbox.request('POST', '/v1/charges', '&'.join(f'{k}={v}' for k, v in form.items()).encode(), headers)

    def secret(self, account, parts=PARTS, **features):
        form = {f'components[{part}][enabled]': 'true' for part in parts}
        form.update({f'components[{key}]': value for key, value in features.items()})
        return self.sandbox.stripe('POST', '/v1/account_sessions', {'account': account, **form})['client_secret']

    def open(self, account, secret=None, **options):
        """The platform's page, with an instance of Connect.js in `window.connect`."""
        self.page.goto(self.app + '/connect.html')
        self.page.evaluate('''([secret, options]) => {
            window.heard = [];
            window.connect = loadConnectAndInitialize({publishableKey: 'pk_test_nestbox', fetchClientSecret: async () => secret, ...options});
            window.show = (name, setters = {}) => {
                const element = connect.create(name);
                for (const event of ['LoaderStart', 'LoadError']) element[`setOn${event}`]((detail) => heard.push([event, detail]));
                for (const [setter, value] of Object.entries(setters)) {
                    element[setter](setter.startsWith('setOn') ? (detail) => heard.push([setter, detail]) : value);
                }
                document.getElementById('place').append(element);
                window.element = element;
            };
        }''', [self.secret(account) if secret is None else secret, options])

    def show(self, name, **setters):
        self.page.evaluate('([name, setters]) => show(name, setters)', [name, setters])
        return self.page.frame_locator(f'stripe-connect-{name} iframe')

    def await_heard(self, event, detail):
        self.assert_soon(True, lambda: [event, detail] in self.page.evaluate('heard'))


class ConnectTests(ConnectCase):
    def test_an_owner_is_onboarded_on_the_platforms_page(self):
        account = self.account()
        self.open(account)
        frame = self.show('account-onboarding', setOnExit=True, setOnStepChange=True, setFullTermsOfServiceUrl='https://example.com/terms')
        expect(frame.get_by_role('link', name='Terms of service')).to_be_visible()
        self.await_heard('LoaderStart', {'elementTagName': 'account-onboarding'})
        frame.get_by_test_id('business_profile.url').fill('https://shop.example.com')
        self.screenshot('connect-onboarding')
        frame.get_by_test_id('use-test-data').click()
        expect(frame.get_by_test_id('onboarding-done')).to_be_visible()
        self.await_heard('setOnStepChange', {'step': 'summary'})
        frame.get_by_test_id('exit').click()
        self.assert_soon(True, lambda: 'setOnExit' in [name for name, _ in self.page.evaluate('heard')])
        self.assert_soon(True, lambda: self.sandbox.stripe('GET', f'/v1/accounts/{account}')['charges_enabled'])

    def test_payments_are_listed_and_refunded(self):
        account = self.seller()
        charge = self.pay(account)
        self.open(account)
        frame = self.show('payments')
        self.screenshot('connect-payments')
        frame.get_by_test_id('payment').click()
        expect(frame.get_by_text('Visa •••• 0077')).to_be_visible()
        self.screenshot('connect-payment')
        frame.get_by_test_id('refund').click()
        expect(frame.get_by_text('refunded', exact=True)).to_be_visible()
        seen = self.sandbox.request('GET', f'/v1/charges/{charge["id"]}', headers={'Authorization': 'Bearer sk_test_nestbox', 'Stripe-Account': account})
        self.assertTrue(seen['refunded'])

    def test_filters_narrow_the_list(self):
        account = self.seller()
        self.pay(account, description='Small', amount=1000)
        self.pay(account, description='Large', amount=9000)
        self.open(account)
        frame = self.show('payments', setDefaultFilters={'amount': {'greaterThan': 50}})
        expect(frame.get_by_text('Large')).to_be_visible()
        expect(frame.get_by_text('Small')).to_have_count(0)

    def test_a_payment_alone_is_closed(self):
        account = self.seller()
        charge = self.pay(account)
        self.open(account)
        frame = self.show('payment-details', setPayment=charge['id'], setOnClose=True)
        expect(frame.get_by_text('$50.00')).to_be_visible()
        frame.get_by_test_id('close').click()
        self.assert_soon(True, lambda: 'setOnClose' in [name for name, _ in self.page.evaluate('heard')])

    def test_money_is_paid_out_where_the_session_allows_it(self):
        account = self.seller()
        self.pay(account)
        self.open(account, self.secret(account, ['payouts'], **{'payouts][features][standard_payouts': 'true', 'payouts][features][edit_payout_schedule': 'true'}))
        frame = self.show('payouts')
        expect(frame.get_by_test_id('available')).to_contain_text('$48.25')
        frame.get_by_test_id('schedule').select_option('daily')
        frame.get_by_test_id('pay-out').click()
        expect(frame.get_by_test_id('payouts').get_by_text('$48.25')).to_be_visible()
        self.screenshot('connect-payouts')
        interval = self.sandbox.stripe('GET', f'/v1/accounts/{account}')['settings']['payouts']['schedule']['interval']
        self.assertEqual('daily', interval)

    def test_without_permission_there_is_no_button(self):
        account = self.seller()
        self.pay(account)
        self.open(account)
        frame = self.show('payouts')
        expect(frame.get_by_test_id('payouts')).to_be_visible()
        expect(frame.get_by_test_id('pay-out')).to_have_count(0)

    def test_the_banner_tells_what_is_missing(self):
        account = self.account()
        self.open(account)
        frame = self.show('notification-banner', setOnNotificationsChange=True)
        self.await_heard('setOnNotificationsChange', {'total': 1, 'actionRequired': 1})
        self.screenshot('connect-banner')
        frame.get_by_test_id('add-information').click()
        frame.get_by_test_id('use-test-data').click()
        self.await_heard('setOnNotificationsChange', {'total': 1, 'actionRequired': 0})
        expect(frame.get_by_text('Your details are being checked.')).to_be_visible()

    def test_an_account_is_managed(self):
        account = self.seller()
        self.open(account)
        frame = self.show('account-management')
        frame.get_by_test_id('routing_number').fill('110000000')
        frame.get_by_test_id('account_number').fill('000333333335')
        frame.get_by_test_id('bank-form-save').click()
        expect(frame.get_by_text('•••• 3335')).to_be_visible()
        frame.get_by_test_id('url').fill('https://books.example.com')
        frame.get_by_test_id('business-form-save').click()
        self.assert_soon('https://books.example.com', lambda: self.sandbox.stripe('GET', f'/v1/accounts/{account}')['business_profile']['url'])
        self.screenshot('connect-management')

    def test_a_dispute_is_answered(self):
        account = self.seller()
        self.pay(account, 'tok_createDispute')
        self.open(account)
        frame = self.show('disputes-list')
        frame.get_by_test_id('evidence').fill('winning_evidence')
        frame.get_by_test_id('evidence-form-save').click()
        expect(frame.get_by_text(re.compile('under review|won'))).to_be_visible()

    def test_documents_are_listed(self):
        account = self.seller()
        self.open(account)
        frame = self.show('documents')
        expect(frame.get_by_test_id('nothing')).to_be_visible()

    def test_taxes_are_registered_for_and_settled(self):
        account = self.seller()
        self.open(account, self.secret(account, ['tax_settings', 'tax_registrations']))
        frame = self.show('tax-settings', setOnTaxSettingsUpdated=True, setHideProductTaxCodeSelector=True)
        expect(frame.get_by_test_id('tax_code')).to_have_count(0)
        for name, text in [('line1', '510 Townsend St'), ('city', 'San Francisco'), ('state', 'CA'), ('postal_code', '94103')]:
            frame.get_by_test_id(name).fill(text)
        frame.get_by_test_id('tax_behavior').select_option('exclusive')
        self.screenshot('connect-tax-settings')
        frame.get_by_test_id('tax-form-save').click()
        self.await_heard('setOnTaxSettingsUpdated', {'id': account})
        headers = {'Authorization': 'Bearer sk_test_nestbox', 'Stripe-Account': account}
        self.assertEqual('exclusive', self.sandbox.request('GET', '/v1/tax/settings', None, headers)['defaults']['tax_behavior'])
        frame = self.show('tax-registrations', setOnAfterTaxRegistrationAdded=True, setOnAfterTaxRegistrationExpired=True, setDisplayCountries=['US', 'DE'])
        frame.get_by_test_id('country').select_option('DE')
        frame.get_by_test_id('registration-form-save').click()
        expect(frame.get_by_role('cell', name='DE')).to_be_visible()
        self.screenshot('connect-tax-registrations')
        frame.get_by_test_id('expire').click()
        expect(frame.get_by_text('expired')).to_be_visible()
        heard = [name for name, _ in self.page.evaluate('heard')]
        self.assertIn('setOnAfterTaxRegistrationAdded', heard)
        self.assertIn('setOnAfterTaxRegistrationExpired', heard)

    def test_what_can_be_had_at_once_is_offered(self):
        account = self.seller()
        self.pay(account)
        self.open(account, self.secret(
            account, ['instant_payouts_promotion'], **{'instant_payouts_promotion][features][instant_payouts': 'true'}))
        frame = self.show('instant-payouts-promotion', setOnInstantPayoutsPromotionLoaded=True, setOnInstantPayoutCreated=True)
        expect(frame.get_by_test_id('promotion')).to_contain_text('$48.25')
        self.await_heard('setOnInstantPayoutsPromotionLoaded', {'promotionShown': True})
        frame.get_by_test_id('pay-instantly').click()
        self.await_heard('setOnInstantPayoutsPromotionLoaded', {'promotionShown': False})
        self.assertIn('setOnInstantPayoutCreated', [name for name, _ in self.page.evaluate('heard')])

    def test_looks_and_language_follow_the_platform(self):
        account = self.seller()
        self.open(account, appearance={'variables': {'colorPrimary': '#228403', 'colorBackground': '#fffbe6'}}, locale='de-DE')
        frame = self.show('payouts')
        expect(frame.get_by_role('heading', name='Auszahlungen')).to_be_visible()
        self.assertEqual('rgb(255, 251, 230)', frame.locator('body').evaluate('body => getComputedStyle(body).backgroundColor'))
        self.page.evaluate("connect.update({locale: 'fr-FR', appearance: {variables: {colorBackground: '#101010', colorText: '#fafafa'}}})")
        expect(frame.get_by_role('heading', name='Virements')).to_be_visible()
        self.assertEqual('rgb(16, 16, 16)', frame.locator('body').evaluate('body => getComputedStyle(body).backgroundColor'))

    def test_what_goes_wrong_is_told(self):
        account = self.seller()
        for secret, name, kind in [
            ('accs_secret__x', 'payments', 'authentication_error'), (self.secret(account, ['payments']), 'payouts', 'invalid_request_error'),
            (self.secret(account), 'issuing-cards-list', 'invalid_request_error'),
        ]:
            with self.subTest(kind, name=name):
                self.open(account, secret)
                self.show(name)
                self.assert_soon(kind, lambda: next((detail['error']['type'] for event, detail in self.page.evaluate('heard') if event == 'LoadError'), None))
        self.open(account)
        self.page.wait_for_function('() => Boolean(window.StripeConnect)')
        self.page.evaluate('''() => {
            connect = loadConnectAndInitialize({publishableKey: 'pk_test_nestbox', fetchClientSecret: async () => { throw new Error('The server is away'); }});
        }''')
        self.show('payments')
        self.assert_soon('account_session_create_error', lambda: next((detail['error']['type'] for event, detail in self.page.evaluate('heard') if event == 'LoadError'), None))

    def test_logging_out_empties_the_page(self):
        account = self.seller()
        self.open(account)
        frame = self.show('payments')
        expect(frame.get_by_test_id('payments')).to_be_visible()
        self.page.evaluate('connect.logout()')
        expect(self.page.locator('stripe-connect-payments iframe')).to_have_count(0)

    def test_without_the_loader(self):
        account = self.seller()
        self.page.goto(self.app + '/bare.html')
        self.page.evaluate('''([secret]) => {
            window.StripeConnect = {onLoad: () => {
                const instance = StripeConnect.init({publishableKey: 'pk_test_nestbox', fetchClientSecret: async () => secret});
                document.getElementById('first').append(instance.create('balances'));
            }};
        }''', [self.secret(account)])
        self.page.add_script_tag(url=self.sandbox.address + '/v1.0/connect.js')
        expect(self.page.frame_locator('stripe-connect-balances iframe').get_by_test_id('balances')).to_be_visible()


class DarkConnectTests(ConnectCase):
    viewport = {'width': 390, 'height': 800}
    color_scheme = 'dark'

    def test_parts_fit_a_small_screen(self):
        account = self.seller()
        self.pay(account)
        self.open(account)
        for name in ['payments', 'payouts', 'account-management', 'account-onboarding', 'documents']:
            with self.subTest(name):
                frame = self.show(name)
                expect(frame.locator('main:not([aria-busy])')).to_be_visible()
                width = frame.locator('html').evaluate('html => html.scrollWidth - html.clientWidth')
                self.assertLessEqual(width, 0)
        self.screenshot('connect-narrow')


class ExpressTests(ConnectCase):
    def test_a_login_link_leads_to_balance_payouts_and_settings(self):
        account = self.seller()
        self.pay(account)
        self.page.goto(self.sandbox.stripe('POST', f'/v1/accounts/{account}/login_links')['url'])
        expect(self.page.get_by_test_id('available')).to_contain_text('$48.25')
        self.page.get_by_test_id('pay-out').click()
        expect(self.page.get_by_test_id('payouts').get_by_text('$48.25')).to_be_visible()
        self.page.get_by_test_id('support_phone').fill('+16505550199')
        self.page.get_by_test_id('business-form-save').click()
        self.assert_soon('+16505550199', lambda: self.sandbox.stripe('GET', f'/v1/accounts/{account}')['business_profile']['support_phone'])
        self.screenshot('express')

    def test_an_account_that_is_not_there(self):
        self.page.goto(f'{self.sandbox.address}/express/acct_missing/x')
        expect(self.page.get_by_role('heading', name='There is no such account')).to_be_visible()


class NarrowExpressTests(ExpressTests):
    viewport = {'width': 390, 'height': 800}
    color_scheme = 'dark'


class AuthorizeTests(BrowserCase):
    def open(self, **more):
        query = {'response_type': 'code', 'client_id': 'ca_123', 'scope': 'read_write', 'state': 'xyz', 'redirect_uri': f'{self.sandbox.address}/demo', **more}
        self.page.goto(f'{self.sandbox.address}/oauth/authorize?' + '&'.join(f'{name}={value}' for name, value in query.items()))

    def test_an_owner_agrees(self):
        self.open()
        self.screenshot('authorize')
        self.page.get_by_test_id('authorize').click()
        self.page.wait_for_url('**/demo?*')
        told = dict(part.split('=') for part in self.page.url.split('?')[1].split('&'))
        self.assertEqual(('read_write', 'xyz'), (told['scope'], told['state']))
        token = self.sandbox.stripe('POST', '/oauth/token', {'grant_type': 'authorization_code', 'code': told['code']})
        own = self.sandbox.stripe('GET', '/v1/account', key=token['access_token'])
        self.assertEqual((token['stripe_user_id'], 'read_write'), (own['id'], token['scope']))

    def test_an_owner_refuses(self):
        self.open()
        self.page.get_by_test_id('deny').click()
        self.page.wait_for_url('**/demo?error=access_denied*')

    def test_a_link_that_is_not_complete(self):
        self.open(client_id='nothing')
        expect(self.page.get_by_role('heading', name='This link is not complete')).to_be_visible()
