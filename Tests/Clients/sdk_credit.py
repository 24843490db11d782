import io
import urllib.request

import pypdf
import stripe

from story import Story

START = 1767225600  # 1 January 2026
DAY = 86400


def pages(content):
    """The text of each page, by a reader that knows nothing of how the file was made."""
    return [page.extract_text() for page in pypdf.PdfReader(io.BytesIO(content), strict=True).pages]


def download(url):
    with urllib.request.urlopen(url, timeout=10) as answer:
        return answer.headers["Content-Type"], answer.read()


class Credit(Story):
    def setUp(self):
        super().setUp()
        self.jenny = self.customer(name="Jenny Rosen", email="jenny@example.com")

    def invoice(self, *amounts, **more):
        invoice = self.client.v1.invoices.create({"customer": self.jenny.id, **more})
        for number, amount in enumerate(amounts):
            self.client.v1.invoice_items.create(
                {"customer": self.jenny.id, "invoice": invoice.id, "amount": amount, "description": "Part %d" % number})
        return self.client.v1.invoices.finalize_invoice(invoice.id)

    def test_an_invoice_is_a_pdf(self):
        invoice = self.invoice(2000, 550, collection_method="send_invoice", days_until_due=30)
        kind, content = download(invoice.invoice_pdf)
        self.assertEqual(kind, "application/pdf")
        [text] = pages(content)
        for word in ["Invoice", invoice.number, "Jenny Rosen", "Part 0", "Part 1", "$20.00", "$5.50", "$25.50"]:
            self.assertIn(word, text)

    def test_a_long_invoice_has_pages(self):
        texts = pages(download(self.invoice(*range(100, 180)).invoice_pdf)[1])
        self.assertGreater(len(texts), 1)
        self.assertEqual(sum(text.count("Part ") for text in texts), 80)
        self.assertEqual(sum(text.count("Description") for text in texts), 1)

    def test_a_credit_note_is_a_pdf(self):
        invoice = self.invoice(2000, collection_method="send_invoice", days_until_due=30)
        note = self.client.v1.credit_notes.create({"invoice": invoice.id, "amount": 700, "memo": "(Sorry)"})
        [text] = pages(download(note.pdf)[1])
        for word in ["Credit note", note.number, "$7.00", "(Sorry)"]:
            self.assertIn(word, text)

    def test_a_quote_is_a_pdf(self):
        price = self.client.v1.prices.create(
            {"currency": "eur", "unit_amount": 1234, "product_data": {"name": "Ünïcode – shirt"}})
        quote = self.client.v1.quotes.create(
            {"customer": self.jenny.id, "line_items": [{"price": price.id, "quantity": 3}], "header": "Offer"})
        quote = self.client.v1.quotes.finalize_quote(quote.id)
        content = b"".join(self.client.v1.quotes.pdf(quote.id).io)
        [text] = pages(content)
        for word in ["Offer", quote.number, "Ünïcode – shirt", "€37.02"]:
            self.assertIn(word, text)

    def test_metered_usage_is_billed(self):
        clock = self.client.v1.test_helpers.test_clocks.create({"frozen_time": START})
        customer = self.customer(test_clock=clock.id)
        method = self.attached(customer, "tok_visa")
        self.client.v1.customers.update(
            customer.id, {"invoice_settings": {"default_payment_method": method.id}})
        meter = self.client.v1.billing.meters.create(
            {"display_name": "Calls", "event_name": "calls", "default_aggregation": {"formula": "sum"}})
        price = self.client.v1.prices.create(
            {"currency": "usd", "unit_amount": 3, "product_data": {"name": "Calls"},
             "recurring": {"interval": "month", "usage_type": "metered", "meter": meter.id}})
        subscription = self.client.v1.subscriptions.create(
            {"customer": customer.id, "items": [{"price": price.id}]})
        for value in ["40", "60"]:
            self.client.v1.billing.meter_events.create(
                {"event_name": "calls", "payload": {"stripe_customer_id": customer.id, "value": value}})
        self.client.v1.test_helpers.test_clocks.advance(clock.id, {"frozen_time": START + 31 * DAY + 7200})
        self.client.v1.test_helpers.test_clocks.retrieve(clock.id)
        invoice = self.client.v1.invoices.list({"subscription": subscription.id}).data[0]
        self.assertEqual((invoice.status, invoice.total, invoice.lines.data[0].quantity), ("paid", 300, 100))

    def test_what_is_wrong_is_said(self):
        invoice = self.invoice(2000)
        with self.assertRaises(stripe.InvalidRequestError) as caught:
            self.client.v1.credit_notes.create({"invoice": invoice.id, "amount": 2001})
        self.assertEqual(caught.exception.param, "amount")
