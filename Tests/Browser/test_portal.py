"""The customer portal: what a customer may do there is what its configuration says."""

import itertools

from playwright.sync_api import expect

from browser import BrowserCase
from fields import complete_challenge

numbers = itertools.count(1)


class PortalCase(BrowserCase):
    def setUp(self):
        super().setUp()
        self.email = f'portal{next(numbers)}-{self.viewport["width"]}@example.com'
        self.product = self.stripe('/v1/products', {'name': 'Gold'})['id']
        self.small, self.large = (self.price(amount) for amount in (1000, 3000))
        self.customer = self.stripe('/v1/customers', {
            'email': self.email, 'name': 'Jenny Rosen', 'payment_method': 'pm_card_visa',
            'invoice_settings[default_payment_method]': 'pm_card_visa'})['id']
        self.subscription = self.stripe('/v1/subscriptions', {'customer': self.customer, 'items[0][price]': self.small})

    def stripe(self, path, parameters):
        return self.sandbox.stripe('POST', path, parameters)

    def price(self, amount, interval='month'):
        return self.stripe('/v1/prices', {
            'product': self.product, 'currency': 'usd', 'unit_amount': amount, 'recurring[interval]': interval})['id']

    def configure(self, **more):
        return self.stripe('/v1/billing_portal/configurations', {
            'features[invoice_history][enabled]': 'true',
            'features[payment_method_update][enabled]': 'true',
            'features[subscription_cancel][enabled]': 'true',
            'features[subscription_cancel][cancellation_reason][enabled]': 'true',
            'features[subscription_cancel][cancellation_reason][options][0]': 'too_expensive',
            'features[subscription_cancel][cancellation_reason][options][1]': 'unused',
            'features[subscription_update][enabled]': 'true',
            'features[subscription_update][default_allowed_updates][0]': 'price',
            'features[subscription_update][default_allowed_updates][1]': 'quantity',
            'features[subscription_update][proration_behavior]': 'always_invoice',
            'features[subscription_update][products][0][product]': self.product,
            'features[subscription_update][products][0][prices][0]': self.small,
            'features[subscription_update][products][0][prices][1]': self.large, **more})

    def visit(self, configuration=None, **more):
        session = self.stripe('/v1/billing_portal/sessions', {
            'customer': self.customer, 'return_url': f'{self.app}/account',
            **({'configuration': configuration['id']} if configuration else {}), **more})
        self.page.goto(session['url'])

    def flow(self, kind, **more):
        return {'flow_data[type]': kind, f'flow_data[{kind}][subscription]': self.subscription['id'], **more}

    def now(self):
        return self.sandbox.stripe('GET', f'/v1/subscriptions/{self.subscription["id"]}')


class PortalTests(PortalCase):
    def test_the_whole_portal(self):
        self.visit()
        expect(self.page.get_by_test_id('subscription')).to_contain_text('$10.00 / month')
        expect(self.page.get_by_test_id('payment-method')).to_contain_text('Visa •••• 4242')
        expect(self.page.get_by_test_id('billing-details')).to_contain_text(self.email)
        expect(self.page.get_by_test_id('invoices')).to_contain_text('$10.00')
        expect(self.page.get_by_test_id('update-subscription')).to_have_count(0)
        self.screenshot(f'portal-{self.viewport["width"]}-{self.color_scheme}')
        self.page.get_by_test_id('return-link').click()
        self.page.wait_for_url(f'{self.app}/account')

    def test_a_plan_is_canceled_with_a_reason_and_kept_after_all(self):
        self.visit(self.configure())
        self.page.get_by_test_id('cancel-subscription').click()
        self.page.get_by_label("It's too expensive").check()
        expect(self.page.get_by_label('I need more features')).to_have_count(0)
        self.screenshot(f'portal-cancel-{self.viewport["width"]}-{self.color_scheme}')
        self.page.get_by_test_id('confirm-cancel').click()
        expect(self.page.get_by_text('Your plan will be canceled on')).to_be_visible()
        self.assertEqual((True, 'too_expensive'), (self.now()['cancel_at_period_end'], self.now()['cancellation_details']['feedback']))
        self.page.get_by_test_id('renew-subscription').click()
        expect(self.page.get_by_text('Renews on')).to_be_visible()
        self.assertFalse(self.now()['cancel_at_period_end'])

    def test_a_business_has_reasons_of_its_own(self):
        option = self.stripe('/v1/billing/feedback_options', {'description': 'I am moving away'})['id']
        self.visit(self.configure(**{'features[subscription_cancel][cancellation_reason][feedback_options][0]': option}))
        self.page.get_by_test_id('cancel-subscription').click()
        self.page.get_by_label('I am moving away').check()
        self.page.get_by_test_id('confirm-cancel').click()
        expect(self.page.get_by_text('Your plan will be canceled on')).to_be_visible()
        details = self.now()['cancellation_details']
        self.assertEqual((None, option), (details['feedback'], details['feedback_option']))

    def test_a_change_is_shown_before_it_is_made(self):
        self.visit(self.configure())
        self.page.get_by_test_id('update-subscription').click()
        expect(self.page.get_by_test_id('confirm-update')).to_be_disabled()
        self.page.get_by_label('Gold$30.00 / month').check()
        expect(self.page.get_by_test_id('proration-preview')).to_contain_text('Due today: $20.00')
        self.screenshot(f'portal-update-{self.viewport["width"]}-{self.color_scheme}')
        self.page.get_by_test_id('confirm-update').click()
        expect(self.page.get_by_test_id('subscription')).to_contain_text('$30.00 / month')
        self.assertEqual(self.large, self.now()['items']['data'][0]['price']['id'])

    def test_a_bank_is_asked_before_a_change(self):
        method = self.stripe('/v1/payment_methods/pm_card_authenticationRequired/attach', {'customer': self.customer})['id']
        self.stripe(f'/v1/customers/{self.customer}', {'invoice_settings[default_payment_method]': method})
        self.visit(self.configure())
        self.page.get_by_test_id('update-subscription').click()
        self.page.get_by_label('Gold$30.00 / month').check()
        self.page.get_by_test_id('confirm-update').click()
        complete_challenge(self.page)
        expect(self.page.get_by_test_id('subscription')).to_contain_text('$30.00 / month')
        self.assertEqual((self.large, None), (self.now()['items']['data'][0]['price']['id'], self.now()['pending_update']))

    def test_a_smaller_plan_waits_for_the_end_of_the_period(self):
        self.subscription = self.stripe(f'/v1/subscriptions/{self.subscription["id"]}', {
            'items[0][id]': self.subscription['items']['data'][0]['id'], 'items[0][price]': self.large})
        self.visit(self.configure(**{'features[subscription_update][schedule_at_period_end][conditions][0][type]': 'decreasing_item_amount'}))
        self.page.get_by_test_id('update-subscription').click()
        self.page.get_by_label('Gold$10.00 / month').check()
        expect(self.page.get_by_test_id('proration-preview')).to_contain_text('at the end of the billing period')
        self.page.get_by_test_id('confirm-update').click()
        expect(self.page.get_by_test_id('subscription')).to_contain_text('$30.00 / month')
        self.assertTrue(self.now()['schedule'])

    def test_a_card_is_added_and_charged_from_then_on(self):
        self.visit()
        self.page.get_by_test_id('add-payment-method').click()
        for name, text in {'cardNumber': '5555555555554444', 'cardExpiry': '12/34', 'cardCvc': '123', 'billingPostalCode': '42424'}.items():
            self.page.locator(f'[name={name}]').press_sequentially(text)
        self.page.get_by_test_id('save-card').click()
        expect(self.page.get_by_test_id('payment-method').filter(has_text='Mastercard •••• 4444')).to_contain_text('Default')

    def test_an_address_is_changed(self):
        self.visit()
        self.page.get_by_test_id('edit-billing-details').click()
        for name, text in {'billingAddressLine1': '1 Nest Lane', 'billingLocality': 'San Francisco', 'billingPostalCode': '94111'}.items():
            self.page.locator(f'[name={name}]').fill(text)
        self.page.locator('[name=billingAdministrativeArea]').select_option('CA')
        self.page.locator('[name=taxId]').fill('DE123456789')
        self.screenshot(f'portal-details-{self.viewport["width"]}-{self.color_scheme}')
        self.page.get_by_test_id('save-billing-details').click()
        expect(self.page.get_by_test_id('billing-details')).to_contain_text('1 Nest Lane')
        expect(self.page.get_by_test_id('billing-details')).to_contain_text('DE123456789')
        self.assertEqual('CA', self.sandbox.stripe('GET', f'/v1/customers/{self.customer}')['address']['state'])

    def test_an_invoice_has_a_page(self):
        self.visit()
        self.page.get_by_test_id('invoices').get_by_role('link').click()
        expect(self.page.get_by_test_id('invoice-status')).to_have_text('Paid')
        expect(self.page.get_by_test_id('invoice-amount')).to_have_text('$10.00')

    def test_only_what_is_switched_on_is_there(self):
        self.visit(self.stripe('/v1/billing_portal/configurations', {'features[invoice_history][enabled]': 'true'}))
        expect(self.page.get_by_test_id('invoices')).to_be_visible()
        for part in ['payment-methods', 'billing-details', 'cancel-subscription', 'update-subscription']:
            expect(self.page.get_by_test_id(part)).to_have_count(0)

    def test_a_session_that_is_not_there(self):
        self.page.goto(f'{self.sandbox.address}/p/session/test_missing')
        expect(self.page.get_by_role('heading', name='There is no such portal session')).to_be_visible()

    def test_a_session_that_was_not_opened_in_time(self):
        try:
            for more in [{}, {'after_expiration[type]': 'customer_login'}]:
                with self.subTest(more):
                    session = self.stripe('/v1/billing_portal/sessions', {'customer': self.customer, **more})
                    self.sandbox.control('POST', '/_sandbox/clock', {'advance': 300})
                    self.page.goto(session['url'])
                    expect(self.page.get_by_role('heading', name='This session has expired')).to_be_visible()
            self.page.get_by_label('Email').fill(self.email)
            self.page.get_by_test_id('log-in').click()
            expect(self.page.get_by_test_id('subscription')).to_be_visible()
        finally:
            self.sandbox.control('POST', '/_sandbox/clock', {'mode': 'real'})


class FlowTests(PortalCase):
    def test_a_cancellation_leads_back_to_the_app(self):
        self.visit(self.configure(), **self.flow('subscription_cancel', **{
            'flow_data[after_completion][type]': 'redirect', 'flow_data[after_completion][redirect][return_url]': f'{self.app}/gone'}))
        self.page.get_by_test_id('confirm-cancel').click()
        self.page.wait_for_url(f'{self.app}/gone')

    def test_an_offer_keeps_a_customer(self):
        coupon = self.stripe('/v1/coupons', {'percent_off': 20, 'duration': 'forever'})['id']
        self.visit(self.configure(), **self.flow('subscription_cancel', **{
            'flow_data[subscription_cancel][retention][type]': 'coupon_offer',
            'flow_data[subscription_cancel][retention][coupon_offer][coupon]': coupon}))
        expect(self.page.get_by_text('Stay and get 20 % off')).to_be_visible()
        self.page.get_by_test_id('accept-offer').click()
        expect(self.page.get_by_test_id('cancel-subscription')).to_be_visible()
        self.assertEqual(1, len(self.now()['discounts']))

    def test_an_update_is_confirmed(self):
        item = self.subscription['items']['data'][0]['id']
        self.visit(self.configure(), **self.flow('subscription_update_confirm', **{
            'flow_data[subscription_update_confirm][items][0][id]': item,
            'flow_data[subscription_update_confirm][items][0][price]': self.large,
            'flow_data[after_completion][type]': 'hosted_confirmation',
            'flow_data[after_completion][hosted_confirmation][custom_message]': 'Enjoy Gold'}))
        expect(self.page.get_by_test_id('proration-preview')).to_contain_text('Due today: $20.00')
        self.page.get_by_test_id('confirm-update').click()
        expect(self.page.get_by_test_id('portal-done')).to_contain_text('Enjoy Gold')
        self.screenshot('portal-done')

    def test_a_pause(self):
        configuration = self.configure(**{
            'features[subscription_pause][enabled]': 'true', 'features[subscription_pause][duration][type]': 'indefinite'})
        self.visit(configuration, **self.flow('subscription_pause'))
        self.page.get_by_test_id('confirm-pause').click()
        expect(self.page.get_by_text('Your plan is paused.')).to_be_visible()
        self.page.get_by_test_id('resume-subscription').click()
        expect(self.page.get_by_text('Renews on')).to_be_visible()

    def test_a_customer_logs_in_with_an_email_address(self):
        configuration = self.configure(**{'login_page[enabled]': 'true'})
        self.page.goto(configuration['login_page']['url'])
        self.page.get_by_label('Email').fill('nobody@example.com')
        self.page.get_by_test_id('log-in').click()
        expect(self.page.get_by_role('alert')).to_contain_text('No customer')
        self.screenshot('portal-login')
        self.page.get_by_label('Email').fill(self.email)
        self.page.get_by_test_id('log-in').click()
        expect(self.page.get_by_test_id('subscription')).to_be_visible()

    def test_every_language(self):
        titles = {
            'ar': 'الخطة الحالية', 'de': 'Aktueller Tarif', 'es': 'Plan actual', 'fr': 'Abonnement actuel', 'it': 'Piano attuale',
            'ja': '現在のプラン', 'nl': 'Huidig abonnement', 'pt-BR': 'Plano atual', 'zh': '当前方案'}
        for locale, title in titles.items():
            with self.subTest(locale):
                self.visit(**({'locale': locale} if locale != 'ar' else {}))
                if locale == 'ar':
                    self.page.goto(f'{self.page.url}?locale=ar')
                    expect(self.page.locator('html')).to_have_attribute('dir', 'rtl')
                expect(self.page.get_by_role('heading', name=title)).to_be_visible()
        self.page.goto(f'{self.page.url.split("?")[0]}?locale=ar')
        expect(self.page.get_by_test_id('subscription')).to_be_visible()
        self.screenshot('portal-ar')


class NarrowPortalTests(PortalTests):
    viewport = {'width': 390, 'height': 800}
    color_scheme = 'dark'
