"""The pages for customers as a screen reader meets them: no rule of axe is broken, light or dark, on a phone or a desk, and
nothing is wider than the screen."""

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from browser import BrowserCase
from test_portal import PortalCase


class AccessibleCase(BrowserCase):
    def assert_accessible(self, name):
        for width in (390, 1280):
            self.page.set_viewport_size({'width': width, 'height': 900})
            for scheme in ('light', 'dark'):
                self.page.emulate_media(color_scheme=scheme)
                self.screenshot(f'{name}-{width}-{scheme}')
                overflow = self.page.evaluate('document.documentElement.scrollWidth - document.documentElement.clientWidth')
                found = Axe().run(self.page).response['violations']
                with self.subTest(f'{name} {width} {scheme}'):
                    self.assertLessEqual(overflow, 0)
                    self.assertEqual([], [(each['id'], [node['html'] for node in each['nodes']]) for each in found])


class AccessiblePortalTests(AccessibleCase, PortalCase):
    def test_the_portal(self):
        self.visit(self.configure(**{
            'features[payment_method_update][enabled]': 'true', 'features[customer_update][enabled]': 'true',
            **{f'features[customer_update][allowed_updates][{index}]': name for index, name in enumerate(['email', 'name', 'phone', 'address', 'tax_id'])}}))
        expect(self.page.get_by_test_id('subscription')).to_be_visible()
        self.assert_accessible('axe-portal')
        self.page.get_by_test_id('edit-billing-details').click()
        self.page.get_by_test_id('add-payment-method').click()
        self.page.get_by_test_id('update-subscription').click()
        expect(self.page.get_by_test_id('confirm-update')).to_be_visible()
        self.assert_accessible('axe-portal-update')
        self.visit(self.configure(), **self.flow('subscription_cancel'))
        expect(self.page.get_by_test_id('confirm-cancel')).to_be_visible()
        self.assert_accessible('axe-portal-cancel')

    def test_the_login_page(self):
        self.page.goto(self.configure(**{'login_page[enabled]': 'true'})['login_page']['url'])
        expect(self.page.get_by_test_id('log-in')).to_be_visible()
        self.assert_accessible('axe-portal-login')


class AccessiblePageTests(AccessibleCase):
    def test_an_invoice_and_a_receipt(self):
        customer = self.sandbox.stripe('POST', '/v1/customers', {'email': 'jenny@example.com', 'payment_method': 'pm_card_visa'})['id']
        invoice = self.sandbox.stripe('POST', '/v1/invoices', {'customer': customer, 'collection_method': 'send_invoice', 'days_until_due': 30})['id']
        self.sandbox.stripe('POST', '/v1/invoiceitems', {'customer': customer, 'invoice': invoice, 'amount': 12500, 'currency': 'usd'})
        self.page.goto(self.sandbox.stripe('POST', f'/v1/invoices/{invoice}/finalize')['hosted_invoice_url'])
        expect(self.page.get_by_test_id('pay-invoice')).to_be_visible()
        self.assert_accessible('axe-invoice')
        charge = self.sandbox.stripe('POST', '/v1/charges', {'amount': 2000, 'currency': 'usd', 'source': 'tok_visa'})
        self.page.goto(charge['receipt_url'])
        expect(self.page.get_by_test_id('receipt-amount')).to_be_visible()
        self.assert_accessible('axe-receipt')

    def test_a_payment_link(self):
        link = self.sandbox.stripe('POST', '/v1/payment_links', {
            'line_items[0][quantity]': 1, 'line_items[0][price_data][currency]': 'usd', 'line_items[0][price_data][unit_amount]': 4500,
            'line_items[0][price_data][product_data][name]': 'Rain jacket', 'automatic_tax[enabled]': 'true'})
        self.page.goto(link['url'])
        expect(self.page.get_by_test_id('hosted-payment-submit-button')).to_be_visible()
        self.assert_accessible('axe-link')
        self.page.goto(f'{self.sandbox.address}/pay/test_missing')
        expect(self.page.get_by_test_id('link-missing')).to_be_visible()
        self.assert_accessible('axe-link-missing')

    def test_the_page_of_a_bank(self):
        intent = self.sandbox.payment_intent(**{
            'allowed_payment_method_types[]': 'ideal', 'currency': 'eur', 'payment_method_data[type]': 'ideal',
            'payment_method_data[billing_details][name]': 'Jenny Rosen', 'confirm': 'true', 'return_url': 'https://example.com/done'})
        self.page.goto(intent['next_action']['redirect_to_url']['url'])
        expect(self.page.get_by_role('button', name='Authorize test payment')).to_be_enabled()
        self.assert_accessible('axe-bank')
