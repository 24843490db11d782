// What a CustomerSession lets the Payment Element do: show saved cards, change and remove them, and offer to save another.

export class SavedMethods {
  /** @param {(name: 'savedpaymentmethodupdate' | 'savedpaymentmethodremove', outcome: object) => void} tell */
  constructor(api, secret, tell) {
    this.api = api;
    this.secret = secret;
    this.tell = tell;
    this.methods = [];
    this.features = {};
  }

  get parameters() { return { customer_session_client_secret: this.secret }; }

  async load() {
    const { value, error } = await this.api.get('/v1/elements/sessions', this.parameters);
    if (error) return { error };
    this.features = value.features || {};
    this.methods = value.payment_methods;
    this.chosen = (this.methods[0] || {}).id;
    return {};
  }

  get mayRemove() { return this.features.payment_method_remove === 'enabled'; }
  get offersSaving() { return this.features.payment_method_save === 'enabled'; }
  get usage() { return this.features.payment_method_save_usage || undefined; }
  get method() { return this.methods.find(({ id }) => id === this.chosen); }

  async change(id, changes) {
    const { value, error } = await this.api.post(`/v1/elements/payment_methods/${id}`, { ...this.parameters, ...changes });
    if (value) this.methods = this.methods.map((each) => (each.id === id ? value : each));
    this.told('savedpaymentmethodupdate', id, error);
  }

  async remove(id) {
    const { value, error } = await this.api.post(`/v1/elements/payment_methods/${id}/detach`, this.parameters);
    const removed = value || this.methods.find((each) => each.id === id);
    if (value) {
      this.methods = this.methods.filter((each) => each.id !== id);
      if (this.chosen === id) this.chosen = (this.methods[0] || {}).id;
    }
    this.told('savedpaymentmethodremove', id, error, removed);
  }

  told(name, id, error, method = this.methods.find((each) => each.id === id)) {
    this.tell(name, error ? { success: false, error: error.message, payment_method: method } : { success: true, payment_method: method });
  }
}
