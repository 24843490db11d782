"""Filling in forms as a customer does."""


def frame(page, container):
    return page.frame_locator(f'{container} iframe')


def type_card(page, container, number='4242424242424242', expiry='12/34', cvc='123', postal='42424'):
    """The Payment Element and the Card Element alike; what a form lacks is left out."""
    inner = frame(page, container)
    names = {'number': number, 'cardnumber': number, 'expiry': expiry, 'exp-date': expiry, 'cvc': cvc,
             'postalCode': postal, 'postal': postal}
    inner.locator('input').first.wait_for()
    for name, text in names.items():
        field = inner.locator(f'input[name="{name}"]')
        if field.count():
            field.press_sequentially(text)


def challenge(page):
    """The challenge inside the dialog, where Stripe's own has it too."""
    return page.frame_locator('dialog iframe[name^="__privateStripeFrame"]').frame_locator('#challengeFrame')


def complete_challenge(page):
    challenge(page).get_by_role('button', name='Complete').click()


def fail_challenge(page):
    challenge(page).get_by_role('button', name='Fail').click()
