"""The pages for customers that need no form, and the page for addresses that lead nowhere."""

from playwright.sync_api import expect

from browser import BrowserCase


class PageTests(BrowserCase):
    def test_a_receipt_tells_what_was_paid_and_what_came_back(self):
        charge = self.sandbox.stripe('POST', '/v1/charges', {
            'amount': 2000, 'currency': 'usd', 'source': 'tok_visa', 'description': 'Two rain jackets'})
        self.sandbox.stripe('POST', '/v1/refunds', {'charge': charge['id'], 'amount': 500})
        self.page.goto(f'{self.sandbox.address}/receipts/payment/{charge["id"]}')
        expect(self.page.get_by_test_id('receipt-amount')).to_have_text('$20.00')
        expect(self.page.get_by_test_id('receipt-status')).to_have_text('Partially refunded')
        expect(self.page.get_by_text('Visa •••• 4242')).to_be_visible()
        expect(self.page.get_by_role('row', name='Amount paid $15.00')).to_be_visible()
        self.screenshot('receipt')

    def test_a_receipt_that_is_not_there(self):
        self.page.goto(f'{self.sandbox.address}/receipts/payment/ch_missing')
        expect(self.page.get_by_role('heading', name='There is no such receipt')).to_be_visible()

    def test_an_unknown_address_is_a_page(self):
        for path in ['/nowhere', '/v1/nowhere', '/s/pr-42/nowhere']:
            with self.subTest(path):
                response = self.page.goto(self.sandbox.address + path)
                self.assertEqual(404, response.status)
                expect(self.page.get_by_role('heading', name='There is nothing at this address')).to_be_visible()
                expect(self.page.get_by_text(path, exact=True)).to_be_visible()
        self.screenshot('missing')


class NarrowPageTests(PageTests):
    viewport = {'width': 390, 'height': 800}
    color_scheme = 'dark'


class InstructionTests(BrowserCase):
    def test_small_deposits_are_told_on_a_page(self):
        intent = self.sandbox.payment_intent(**{
            'allowed_payment_method_types[]': 'us_bank_account', 'confirm': 'true', 'payment_method_data[type]': 'us_bank_account',
            'payment_method_data[us_bank_account][account_number]': '000123456789', 'payment_method_data[us_bank_account][routing_number]': '110000000',
            'payment_method_data[us_bank_account][account_holder_type]': 'individual', 'payment_method_data[billing_details][name]': 'Jenny Rosen'})
        self.page.goto(intent['next_action']['verify_with_microdeposits']['hosted_verification_url'])
        self.page.get_by_test_id('verify-amounts').click()
        expect(self.page.get_by_role('heading', name='Nothing is left to do')).to_be_visible()
        self.assertIn(self.sandbox.stripe('GET', f'/v1/payment_intents/{intent["id"]}')['status'], ['processing', 'succeeded'])
