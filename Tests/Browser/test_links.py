"""Payment links: each customer who follows one gets a Checkout Session."""

from playwright.sync_api import expect

from browser import BrowserCase
from test_checkout import card


class LinkTests(BrowserCase):
    def link(self, **more):
        return self.sandbox.stripe('POST', '/v1/payment_links', {
            'line_items[0][quantity]': 2, 'line_items[0][price_data][currency]': 'usd', 'line_items[0][price_data][unit_amount]': 4500,
            'line_items[0][price_data][product_data][name]': 'Rain jacket', **more})

    def pay(self):
        card(self.page)
        self.page.get_by_test_id('hosted-payment-submit-button').click()

    def test_a_link_is_paid_and_confirmed_on_its_page(self):
        link = self.link(**{'after_completion[type]': 'hosted_confirmation', 'after_completion[hosted_confirmation][custom_message]': 'See you soon'})
        self.page.goto(f'{link["url"]}?prefilled_email=jenny%40example.com&client_reference_id=order-7')
        expect(self.page.locator('#email')).to_have_value('jenny@example.com')
        expect(self.page.get_by_test_id('business-link')).to_have_count(0)
        self.pay()
        expect(self.page.get_by_test_id('checkout-paid')).to_contain_text('See you soon')
        self.screenshot('link-paid')
        [session] = self.sandbox.stripe('GET', f'/v1/checkout/sessions?payment_link={link["id"]}')['data']
        self.assertEqual(('order-7', 'paid'), (session['client_reference_id'], session['payment_status']))

    def test_a_link_leads_on(self):
        link = self.link(**{'after_completion[type]': 'redirect', 'after_completion[redirect][url]': f'{self.app}/thanks?session={{CHECKOUT_SESSION_ID}}'})
        self.page.goto(link['url'])
        self.page.locator('#email').fill('jenny@example.com')
        self.pay()
        self.page.wait_for_url(f'{self.app}/thanks?session=cs_test_*')

    def test_a_closed_link_says_so(self):
        link = self.link(inactive_message='Sold out until spring')
        self.sandbox.stripe('POST', f'/v1/payment_links/{link["id"]}', {'active': 'false'})
        self.page.goto(link['url'])
        expect(self.page.get_by_test_id('link-inactive')).to_be_visible()
        expect(self.page.get_by_text('Sold out until spring')).to_be_visible()
        self.screenshot('link-inactive')
        self.page.goto(f'{self.sandbox.address}/pay/test_missing')
        expect(self.page.get_by_test_id('link-missing')).to_be_visible()

    def test_tax_is_added_where_the_customer_is(self):
        self.page.goto(self.link(**{'automatic_tax[enabled]': 'true'})['url'])
        for name, text in {'email': 'jenny@example.com', 'billingAddressLine1': '1 Nest Lane', 'billingLocality': 'New York', 'billingPostalCode': '10001'}.items():
            self.page.locator(f'#{name}').fill(text)
        self.page.locator('#billingAdministrativeArea').select_option('NY')
        expect(self.page.get_by_test_id('hosted-payment-submit-button')).to_have_text('Pay $93.60')
        for name, text in {'cardNumber': '4242424242424242', 'cardExpiry': '12/34', 'cardCvc': '123', 'billingName': 'Jenny Rosen'}.items():
            self.page.locator(f'#{name}').press_sequentially(text)
        self.page.get_by_test_id('hosted-payment-submit-button').click()
        expect(self.page.get_by_test_id('checkout-paid')).to_be_visible()
