"""The page on which an invoice is read and paid."""

from playwright.sync_api import expect

from browser import BrowserCase


class InvoicePageTests(BrowserCase):
    def invoice(self, **customer):
        made = self.sandbox.stripe('POST', '/v1/customers', {'email': 'jenny@example.com', 'name': 'Jenny Rosen', **customer})['id']
        invoice = self.sandbox.stripe('POST', '/v1/invoices', {'customer': made, 'collection_method': 'send_invoice', 'days_until_due': 30})['id']
        self.sandbox.stripe('POST', '/v1/invoiceitems', {
            'customer': made, 'invoice': invoice, 'amount': 12500, 'currency': 'usd', 'description': 'Roof repair'})
        return self.sandbox.stripe('POST', f'/v1/invoices/{invoice}/finalize')

    def fill(self, number='4242424242424242'):
        for name, text in {'cardNumber': number, 'cardExpiry': '12/34', 'cardCvc': '123', 'billingPostalCode': '42424'}.items():
            self.page.locator(f'[name={name}]').press_sequentially(text)

    def test_an_invoice_is_paid_on_its_page(self):
        invoice = self.invoice()
        self.page.goto(invoice['hosted_invoice_url'])
        expect(self.page.get_by_test_id('invoice-amount')).to_have_text('$125.00')
        expect(self.page.get_by_test_id('invoice-line')).to_contain_text('Roof repair')
        self.screenshot(f'invoice-{self.viewport["width"]}-{self.color_scheme}')
        self.fill()
        self.page.get_by_test_id('pay-invoice').click()
        expect(self.page.get_by_test_id('invoice-status')).to_have_text('Paid')
        self.assertEqual('paid', self.sandbox.stripe('GET', f'/v1/invoices/{invoice["id"]}')['status'])

    def test_a_declined_card_is_told(self):
        self.page.goto(self.invoice()['hosted_invoice_url'])
        self.fill('4000000000000002')
        self.page.get_by_test_id('pay-invoice').click()
        expect(self.page.get_by_role('alert').filter(has_text='declined')).to_be_visible()

    def test_an_invoice_speaks_the_language_of_its_reader(self):
        self.page.goto(f'{self.invoice()["hosted_invoice_url"]}&locale=de')
        expect(self.page.get_by_text('Fälliger Betrag')).to_be_visible()
        expect(self.page.get_by_test_id('invoice-amount')).to_contain_text('125,00')


class NarrowInvoicePageTests(InvoicePageTests):
    viewport = {'width': 390, 'height': 800}
    color_scheme = 'dark'
