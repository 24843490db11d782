// An address that the sandbox does not know, as a person meets it.

document.getElementById('path').textContent = location.pathname;

const hints = [
  [/^(\/s\/[^/]+)?\/v[12]\//, "This is an address of Stripe's API. A client with a key gets a JSON error in its place."],
  [/^(\/s\/[^/]+)?\/_sandbox\//, 'This is an address of the control API. GET /_sandbox lists those that there are.'],
];
const hint = hints.find(([pattern]) => pattern.test(location.pathname));
document.getElementById('hint').textContent = hint ? hint[1] : 'Check the address, or start from one of these pages.';
