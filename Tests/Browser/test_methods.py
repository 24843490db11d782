"""Other ways to pay than cards: their forms, their pages, and the methods that confirm each."""

import re

from playwright.sync_api import expect

from browser import BrowserCase
from fields import frame, type_card

CONFIRMATIONS = '''
AcssDebit Affirm AfterpayClearpay Alipay AuBecsDebit Bancontact Billie Blik Boleto Card Cashapp CustomerBalance Eps Fpx Giropay GrabPay
Ideal Klarna Konbini Mobilepay Multibanco Oxxo P24 PayNow PayPal Pix PromptPay SepaDebit Sofort Twint UsBankAccount WechatPay
'''.split()
SETUPS = 'AcssDebit AmazonPay AuBecsDebit BacsDebit Bancontact Card Cashapp Ideal PayPal SepaDebit Sofort UsBankAccount'.split()


class MethodTests(BrowserCase):
    def open(self, options, payment='{}'):
        self.page.goto(self.app)
        self.page.evaluate(f'''() => {{
            window.stripe = Stripe('pk_test_nestbox');
            window.group = stripe.elements({options});
            window.payment = group.create('payment', {payment});
            window.heard = [];
            payment.on('change', (event) => heard.push(event));
            payment.on('availablepaymentmethodschange', (event) => {{ window.available = event.paymentMethods; }});
            payment.mount('#first');
        }}''')
        self.form = frame(self.page, '#first')

    def intent(self, kind, currency='eur', **more):
        return self.sandbox.payment_intent(**{'allowed_payment_method_types[]': kind, 'currency': currency, **more})

    def test_every_method_of_the_intent_has_a_tab(self):
        intent = self.sandbox.stripe('POST', '/v1/payment_intents', {
            'amount': 2000, 'currency': 'eur', 'allowed_payment_method_types[0]': 'card', 'allowed_payment_method_types[1]': 'ideal',
            'allowed_payment_method_types[2]': 'sepa_debit', 'allowed_payment_method_types[3]': 'link'})
        self.open(f'{{clientSecret: "{intent["client_secret"]}"}}')
        for index, name in enumerate(['Card', 'iDEAL', 'SEPA Debit']):
            expect(self.form.get_by_role('tab').nth(index)).to_have_accessible_name(name)
        expect(self.form.get_by_role('tab')).to_have_count(3)
        self.assertEqual(
            {'card': {'available': True}, 'ideal': {'available': True}, 'sepa_debit': {'available': True}}, self.page.evaluate('available'))
        self.form.get_by_role('tab', name='iDEAL').click()
        expect(self.form.get_by_role('tab', name='iDEAL')).to_have_attribute('aria-selected', 'true')
        expect(self.form.get_by_label('Full name')).to_be_visible()
        expect(self.form.locator('[name=number]')).to_have_count(0)
        self.assertEqual('ideal', self.page.evaluate('heard.at(-1).value.type'))
        self.form.get_by_role('tab', name='iDEAL').press('ArrowRight')
        expect(self.form.get_by_role('tab', name='SEPA Debit')).to_be_focused()

    def test_what_does_not_fit_is_in_a_menu(self):
        self.page.set_viewport_size({'width': 420, 'height': 800})
        self.open('{mode: "payment", amount: 2000, currency: "eur", paymentMethodTypes: ["card", "ideal", "eps", "p24", "klarna"]}',
                  '{paymentMethodOrder: ["klarna", "ideal"]}')
        expect(self.form.get_by_role('tab').first).to_have_accessible_name('Klarna')
        self.form.get_by_test_id('more').select_option('eps')
        expect(self.form.get_by_role('tab', name='EPS')).to_have_attribute('aria-selected', 'true')

    def test_an_accordion_opens_one_at_a_time_and_layouts_can_change(self):
        self.open('{mode: "payment", amount: 2000, currency: "eur", paymentMethodTypes: ["card", "ideal", "eps", "p24"]}',
                  '{layout: {type: "accordion", visibleAccordionItemsCount: 2}}')
        expect(self.form.locator('.AccordionItem')).to_have_count(3)
        self.form.get_by_role('button', name='iDEAL').click()
        expect(self.form.get_by_role('button', name='iDEAL')).to_have_attribute('aria-expanded', 'true')
        expect(self.form.get_by_role('button', name='Card')).to_have_attribute('aria-expanded', 'false')
        self.form.get_by_test_id('more').click()
        expect(self.form.locator('.AccordionItem')).to_have_count(4)
        self.page.evaluate('payment.update({layout: "tabs"})')
        expect(self.form.get_by_role('tab', name='iDEAL')).to_have_attribute('aria-selected', 'true')

    def test_a_redirect_is_authorised_on_the_sandboxs_page(self):
        for outcome, button, status in [
                ('succeeded|processing', 'Authorize test payment', ['succeeded', 'processing']),
                ('failed', 'Fail test payment', ['requires_payment_method'])]:
            with self.subTest(outcome):
                intent = self.intent('ideal')
                self.open(f'{{clientSecret: "{intent["client_secret"]}"}}')
                self.form.get_by_label('Full name').fill('Jenny Rosen')
                self.page.evaluate('() => { stripe.confirmPayment({elements: group, confirmParams: {return_url: location.origin + "/done"}}); }')
                expect(self.page.get_by_role('heading', name='iDEAL test payment page')).to_be_visible()
                self.screenshot(f'redirect-{button}')
                challenge = self.page.url
                self.page.get_by_role('button', name=button).click()
                self.page.wait_for_url(re.compile(rf'/done\?payment_intent={intent["id"]}.*redirect_status=({outcome})'))
                self.assertIn(self.sandbox.stripe('GET', f'/v1/payment_intents/{intent["id"]}')['status'], status)
                self.page.goto(challenge)
                expect(self.page.get_by_role('status')).to_contain_text('This authentication has')
                expect(self.page.get_by_role('button', name=button)).to_be_hidden()

    def test_a_debit_takes_an_iban(self):
        intent = self.intent('sepa_debit')
        self.open(f'{{clientSecret: "{intent["client_secret"]}"}}')
        self.form.get_by_label('Full name').fill('Jenny Rosen')
        self.form.get_by_label('Email').fill('jenny@example.com')
        iban = self.form.get_by_label('IBAN')
        iban.press_sequentially('DE89370400440532013001')
        expect(self.form.get_by_role('alert').filter(has_text='Your IBAN is invalid.')).to_be_visible()
        self.form.get_by_label('Sandbox test values').select_option('0')
        expect(iban).to_have_value('DE89 3704 0044 0532 0130 00')
        answer = self.page.evaluate('stripe.confirmPayment({elements: group, redirect: "if_required"})')
        self.assertIn(answer['paymentIntent']['status'], ['processing', 'succeeded'], answer)

    def test_an_american_bank_account_is_connected_or_typed(self):
        for choice, status in [('0', ['processing', 'succeeded']), ('1', ['requires_action'])]:
            with self.subTest(choice):
                intent = self.intent('us_bank_account', 'usd')
                self.open(f'{{clientSecret: "{intent["client_secret"]}"}}')
                self.form.get_by_label('Sandbox test values').select_option(choice)
                expect(self.form.locator('[name=routing_number]')).to_have_count(int(choice))
                answer = self.page.evaluate('stripe.confirmPayment({elements: group, redirect: "if_required"})')
                self.assertIn(answer['paymentIntent']['status'], status, answer)

    def test_there_is_a_confirm_method_for_each(self):
        self.page.goto(self.app)
        names = [f'confirm{name}Payment' for name in CONFIRMATIONS] + [f'confirm{name}Setup' for name in SETUPS]
        missing = self.page.evaluate('names => names.filter((name) => typeof Stripe("pk_test_nestbox")[name] !== "function")', names)
        self.assertEqual([], missing)

    def test_a_debit_is_confirmed_by_its_own_method_and_element(self):
        self.page.goto(self.app)
        intent = self.intent('sepa_debit')
        self.page.evaluate('''() => {
            window.stripe = Stripe('pk_test_nestbox');
            window.iban = stripe.elements().create('iban', {supportedCountries: ['SEPA']});
            iban.mount('#first');
        }''')
        frame(self.page, '#first').get_by_label('IBAN').fill('DE89370400440532013000')
        answer = self.page.evaluate('''secret => stripe.confirmSepaDebitPayment(secret, {
            payment_method: {sepa_debit: iban, billing_details: {name: 'Jenny Rosen', email: 'jenny@example.com'}}})''', intent['client_secret'])
        self.assertIn(answer['paymentIntent']['status'], ['processing', 'succeeded'], answer)

    def test_a_redirect_is_confirmed_by_its_own_method(self):
        self.page.goto(self.app)
        intent = self.intent('bancontact')
        self.page.evaluate('''secret => { Stripe('pk_test_nestbox').confirmBancontactPayment(secret, {
            payment_method: {billing_details: {name: 'Jenny Rosen'}}, return_url: location.origin + '/done'}); }''', intent['client_secret'])
        self.page.get_by_role('button', name='Authorize test payment').click()
        self.page.wait_for_url(re.compile('/done.*redirect_status=(succeeded|processing)'))

    def test_a_source_leads_to_the_sandboxs_page(self):
        for button, status in [('Authorize test payment', 'chargeable'), ('Fail test payment', 'failed')]:
            with self.subTest(status):
                source = self.sandbox.stripe('POST', '/v1/sources', {
                    'type': 'ideal', 'amount': '2000', 'currency': 'eur', 'redirect[return_url]': f'{self.app}?done=1'})
                page = source['redirect']['url']
                self.page.goto(page)
                expect(self.page.get_by_role('heading', name='iDEAL test payment page')).to_be_visible()
                self.page.get_by_role('button', name=button).click()
                self.page.wait_for_url(re.compile(rf'done=1&client_secret={source["client_secret"]}&livemode=false&source={source["id"]}'))
                self.assertEqual(status, self.sandbox.stripe('GET', f'/v1/sources/{source["id"]}')['status'])
                self.page.goto(page)
                expect(self.page.get_by_role('status')).to_contain_text('This authentication has')


class CorrectnessTests(BrowserCase):
    def open(self, options='{mode: "payment", amount: 2000, currency: "usd"}'):
        self.page.goto(self.app)
        self.page.evaluate(f'''() => {{
            window.stripe = Stripe('pk_test_nestbox');
            window.group = stripe.elements({options});
            group.create('payment').mount('#first');
        }}''')

    def test_a_deferred_intent_must_be_what_was_said(self):
        cases = [
            ({'amount': 1099}, 'The provided amount (2000) does not match the expected amount (1099).'),
            ({'currency': 'eur'}, 'The provided currency (usd) does not match the expected currency (eur).'),
            ({'setup_future_usage': 'off_session'},
             'The provided setup_future_usage (null) does not match the expected setup_future_usage (off_session).'),
            ({'capture_method': 'manual'}, None),
        ]
        for more, message in cases:
            with self.subTest(more):
                self.open()
                type_card(self.page, '#first')
                answer = self.page.evaluate('''async (clientSecret) => {
                    await group.submit();
                    return stripe.confirmPayment({elements: group, clientSecret, redirect: 'if_required'});
                }''', self.sandbox.payment_intent(**more)['client_secret'])
                self.assertEqual(message, (answer.get('error') or {}).get('message'), answer)

    def test_a_return_url_is_checked(self):
        intent = self.sandbox.payment_intent()
        self.open(f'{{clientSecret: "{intent["client_secret"]}"}}')
        for url in ['javascript:alert(1)', 'data:text/html,x', 'not a url', '/relative']:
            with self.subTest(url):
                error = self.page.evaluate('''(url) => {
                    try { stripe.confirmPayment({elements: group, confirmParams: {return_url: url}}); } catch (error) { return [error.name, error.message]; }
                }''', url)
                self.assertEqual('IntegrationError', error[0])
                self.assertIn('return_url should be', error[1])

    def test_unknown_options_are_named_on_the_console(self):
        warnings = []
        self.page.on('console', lambda message: warnings.append(message.text) if message.type == 'warning' else None)
        self.page.goto(self.app)
        self.page.evaluate('''() => {
            const group = Stripe('pk_test_nestbox').elements({mode: 'payment', amount: 2000, currency: 'usd', apearance: {},
                appearance: {variables: {colourPrimary: 'red', spacingTab: '3px'}}});
            group.create('payment', {layout: {type: 'tabs', spaced: true}, hidePostalCode: true}).mount('#first');
        }''')
        frame(self.page, '#first').locator('[name=number]').wait_for()
        for expected in ['elements() parameter: apearance', "elements.create('payment') parameter: hidePostalCode",
                         "elements.create('payment') layout parameter: spaced", 'appearance.variables.colourPrimary']:
            with self.subTest(expected):
                self.assertEqual(1, sum(expected in warning for warning in warnings), warnings)
        self.assertEqual(4, len(warnings), warnings)

    def test_an_element_that_does_not_load_says_so_on_the_console(self):
        self.open('{clientSecret: "pi_missing_secret_x"}')
        self.assert_soon(True, lambda: any('could not be loaded: No such payment_intent' in problem for problem in self.problems))
        self.problems.clear()

    def test_an_address_takes_no_po_box_and_offers_contacts(self):
        self.page.goto(self.app)
        self.page.evaluate('''() => {
            window.address = Stripe('pk_test_nestbox').elements().create('address', {mode: 'shipping', blockPoBox: true, contacts: [
                {name: 'Ada Byron', address: {line1: '12 Main St', city: 'Nestville', state: 'CA', postal_code: '94111', country: 'US'}}]});
            address.mount('#first');
        }''')
        form = frame(self.page, '#first')
        form.get_by_label('Saved address').select_option('0')
        expect(form.get_by_label('Full name')).to_have_value('Ada Byron')
        value = self.page.evaluate('address.getValue()')
        self.assertEqual((True, False, '12 Main St'), (value['complete'], value['isNewAddress'], value['value']['address']['line1']))
        form.get_by_label('Address line 1').fill('PO Box 12')
        expect(form.get_by_text('PO boxes are not accepted')).to_be_visible()

    def test_a_billing_address_can_be_that_of_shipping(self):
        self.page.goto(self.app)
        self.page.evaluate('''() => {
            const group = Stripe('pk_test_nestbox').elements({mode: 'payment', amount: 2000, currency: 'usd', syncAddressCheckbox: 'billing'});
            group.create('address', {mode: 'shipping', defaultValues: {name: 'Ada Byron',
                address: {line1: '12 Main St', city: 'Nestville', state: 'CA', postal_code: '94111', country: 'US'}}}).mount('#first');
            window.billing = group.create('address', {mode: 'billing'});
            billing.mount('#second');
        }''')
        frame(self.page, '#second').get_by_label('Billing and shipping address are the same').check()
        value = self.page.evaluate('billing.getValue()')
        self.assertEqual((True, '12 Main St'), (value['complete'], value['value']['address']['line1']))

    def test_an_app_brings_its_own_way_to_pay(self):
        self.open('''{mode: 'payment', amount: 2000, currency: 'usd',
            customPaymentMethods: [{id: 'cpmt_123', options: {type: 'static', subtitle: 'Pay at the counter'}}]}''')
        form = frame(self.page, '#first')
        form.get_by_role('tab', name='Custom payment method').click()
        expect(form.get_by_text('Pay at the counter')).to_be_visible()
        self.assertEqual({'selectedPaymentMethod': 'cpmt_123'}, self.page.evaluate('group.submit()'))
