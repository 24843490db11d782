"""The forms speak ten languages, one of them from right to left."""

from playwright.sync_api import expect

from browser import BrowserCase
from fields import frame

LABELS = {
    'en': ('Card number', 'Your card number is incomplete.', 'Your card has insufficient funds.'),
    'de': ('Kartennummer', 'Ihre Kartennummer ist unvollständig.', 'Ihre Karte ist nicht ausreichend gedeckt.'),
    'fr': ('Numéro de carte', 'Le numéro de votre carte est incomplet.', 'Les fonds de votre carte sont insuffisants.'),
    'es': ('Número de tarjeta', 'El número de tu tarjeta está incompleto.', 'Tu tarjeta no tiene fondos suficientes.'),
    'it': ('Numero della carta', 'Il numero della carta è incompleto.', 'La carta non ha fondi sufficienti.'),
    'nl': ('Kaartnummer', 'Uw kaartnummer is onvolledig.', 'Uw kaart heeft onvoldoende saldo.'),
    'pt-BR': ('Número do cartão', 'O número do seu cartão está incompleto.', 'Seu cartão não tem saldo suficiente.'),
    'ja': ('カード番号', 'カード番号に不備があります。', 'カードの残高が不足しています。'),
    'ar': ('رقم البطاقة', 'رقم بطاقتك غير مكتمل.', 'رصيد بطاقتك غير كافٍ.'),
    'zh': ('卡号', '您的卡号不完整。', '您的卡余额不足。'),
}


class LocaleTests(BrowserCase):
    def open(self, locale):
        self.page.goto(self.app)
        self.page.evaluate('''(locale) => {
            window.stripe = Stripe('pk_test_nestbox', {locale});
            window.group = stripe.elements({mode: 'payment', amount: 2000, currency: 'usd'});
            group.create('payment').mount('#first');
        }''', locale)
        return frame(self.page, '#first')

    def test_labels_and_errors(self):
        for locale, (label, incomplete, declined) in LABELS.items():
            with self.subTest(locale):
                form = self.open(locale)
                number = form.get_by_label(label)
                number.press_sequentially('4242')
                number.blur()
                expect(form.get_by_text(incomplete)).to_be_visible()
                expect(form.locator('html')).to_have_attribute('dir', 'rtl' if locale == 'ar' else 'ltr')
                form.get_by_label('Sandbox test cards').select_option('4000000000009995')
                answer = self.page.evaluate('''async (clientSecret) => {
                    await group.submit();
                    return stripe.confirmPayment({elements: group, clientSecret, redirect: 'if_required'});
                }''', self.sandbox.payment_intent()['client_secret'])
                self.assertEqual(declined, answer['error']['message'])
                self.screenshot(f'locale-{locale}')

    def test_a_group_changes_its_language(self):
        form = self.open('en')
        form.get_by_label('Card number').fill('4242')
        self.page.evaluate('group.update({locale: "ar"})')
        expect(form.get_by_label('رقم البطاقة')).to_have_value('4242')
        expect(form.locator('html')).to_have_attribute('dir', 'rtl')

    def test_others_are_english_and_say_so(self):
        notes = []
        self.page.on('console', lambda message: notes.append(message.text))
        form = self.open('fi')
        expect(form.get_by_label('Card number')).to_be_visible()
        self.assertEqual(['The sandbox has no texts for the locale fi. Its forms are in English.'], notes)


class BrowserLanguageTests(BrowserCase):
    locale = 'fr-FR'

    def test_auto_is_the_browsers(self):
        self.page.goto(self.app)
        self.page.evaluate("Stripe('pk_test_nestbox').elements().create('linkAuthentication').mount('#first')")
        expect(frame(self.page, '#first').get_by_label('E-mail')).to_be_visible()
