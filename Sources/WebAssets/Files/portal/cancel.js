// Canceling a plan: with an offer to stay where the app makes one, and a reason where the business asks for one.

import { business } from '../hosted/data.js';
import { voice } from '../hosted/voice.js';
import { h } from '../shared/dom.js';

export async function cancelPanel(portal, subscription) {
  const { coupon_offer: offer } = (portal.subject.retention || {});
  const reasons = await reasonsOf(portal.features.subscription_cancel.cancellation_reason);
  if (!offer) return form(portal, subscription, reasons);
  const { value: coupon } = await business.get(`/v1/coupons/${offer.coupon}`);
  return coupon ? offerPanel(portal, subscription, reasons, coupon) : form(portal, subscription, reasons);
}

/** What a customer may choose from: Stripe's reasons, then those of the business. */
async function reasonsOf({ options, feedback_options: ids }) {
  const answers = await Promise.all((ids || []).map((id) => business.get(`/v1/billing/feedback_options/${id}`)));
  const own = answers.map(({ value }) => value).filter((option) => option && option.status === 'active');
  return [
    ...options.map((feedback) => ({ text: voice.words.reasons[feedback] || feedback, details: { feedback } })),
    ...own.map(({ id, description }) => ({ text: description, details: { feedback_option: id } })),
  ];
}

function offerPanel(portal, subscription, reasons, coupon) {
  const { words } = voice;
  const off = coupon.percent_off ? `${coupon.percent_off} %` : voice.money(coupon.currency)(coupon.amount_off);
  const problem = h('p', { class: 'Notice', role: 'alert' });
  const accept = async () => {
    const { error } = await business.post(`/v1/subscriptions/${subscription.id}`, { discounts: [{ coupon: coupon.id }] });
    if (error) problem.textContent = error.message;
    else await portal.finished();
  };
  const panel = h('div', { class: 'Panel' }, h('strong', {}, words.offerTitle(off)), problem, h('div', { class: 'Buttons' },
    h('button', { class: 'Button Button--primary', type: 'button', onclick: accept, 'data-testid': 'accept-offer' }, words.acceptOffer),
    h('button', { class: 'Button', type: 'button', onclick: () => panel.replaceWith(form(portal, subscription, reasons)), 'data-testid': 'refuse-offer' }, words.noOffer)));
  return panel;
}

function form(portal, subscription, reasons) {
  const { words } = voice;
  const { mode, cancellation_reason: asks, proration_behavior: proration } = portal.features.subscription_cancel;
  const atOnce = mode === 'immediately';
  const problem = h('p', { class: 'Notice', role: 'alert' });
  const confirm = async (event) => {
    event.preventDefault();
    const { reason, comment } = Object.fromEntries(new FormData(event.target));
    const details = { ...reasons[reason]?.details, comment: comment || undefined };
    const path = `/v1/subscriptions/${subscription.id}`;
    const { error } = await (atOnce
      ? business.delete(path, { cancellation_details: details, prorate: proration !== 'none', invoice_now: proration === 'always_invoice' })
      : business.post(path, { cancel_at_period_end: true, cancellation_details: details }));
    if (error) problem.textContent = error.message;
    else await portal.finished();
  };
  return h('form', { class: 'Panel', onsubmit: confirm, 'aria-label': words.cancelPlan }, h('strong', {}, words.cancelTitle),
    h('p', { class: 'Soft' }, atOnce ? words.cancelNow : words.cancelAtEnd),
    asks.enabled ? [
      h('div', { class: 'Choices', role: 'radiogroup', 'aria-label': words.whyCancel }, reasons.map(({ text }, index) => (
        h('label', {}, h('input', { type: 'radio', name: 'reason', value: index }), h('span', {}, text))))),
      h('div', { class: 'Field' }, h('label', { class: 'Label', for: 'comment' }, words.comment), h('textarea', { class: 'Input', id: 'comment', name: 'comment', rows: 2 })),
    ] : null,
    problem, h('div', { class: 'Buttons' },
      h('button', { class: 'Button Button--danger', type: 'submit', 'data-testid': 'confirm-cancel' }, words.cancelPlan),
      portal.flow ? null : h('button', { class: 'Button', type: 'button', onclick: () => portal.show() }, words.goBack)));
}
