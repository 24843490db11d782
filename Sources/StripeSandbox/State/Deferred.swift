/// What happens by itself once an answer is out: at once or after a while of the sandbox's clock.
package enum Deferred: Codable, Equatable, Sendable {
  /// A charge made with `automatic_async` gets its balance transaction.
  case settleCharge(String)
  /// The bank answers for a debit that a PaymentIntent waits for.
  case concludeDebit(paymentIntent: String)
  /// The customer has been told of a payment under a card's mandate.
  case chargeUnderMandate(paymentIntent: String)
  /// A bank says yes to a debit.
  case concludeCharge(String)
  /// A card's owner complains.
  case disputeCharge(String)
  case judgeDispute(String)
  /// A bank takes a refund, or sends it back.
  case concludeRefund(String)
  /// A bank's own number for a refund arrives.
  case referenceRefund(String)
}

package struct Appointment: Codable, Equatable, Sendable {
  let due: Int
  /// The number of the request before which it is kept at the latest.
  let request: Int
  let job: Deferred

  fileprivate func isDue(_ now: Int, _ requests: Int) -> Bool { due <= now || request <= requests }
}

extension Store {
  /// Takes what is to be done now off the list.
  fileprivate mutating func takeDue(now: Int, requests: Int) -> [Appointment] {
    let due = appointments.filter { $0.isDue(now, requests) }
    if !due.isEmpty { appointments.removeAll { $0.isDue(now, requests) } }
    return due
  }
}

extension Sandbox {
  /// Has something done after the present request, or so many seconds later.
  ///
  /// A request takes Stripe about a third of a second. So what takes it a second has happened three requests later,
  /// whatever the clock says: for a client that does not wait, and on a frozen clock, too.
  func later(_ seconds: Int = 0, _ job: Deferred) {
    let due = now.addingReportingOverflow(seconds).partialValue
    store.appointments.append(Appointment(due: due, request: requests + 3 * seconds, job: job))
  }

  /// A request has come: what was to happen before it happens.
  func countRequest() {
    requests += 1
    settle()
  }

  /// Does what is due. Called before and after every request, and by whoever moves the clock.
  package func settle() {
    if !store.appointments.isEmpty { keepAppointments() }
    if !news.isEmpty { tellObservers() }
  }

  private func keepAppointments() {
    let due = store.takeDue(now: now, requests: requests)
    guard !due.isEmpty else { return }
    let call = Call(in: self)
    for appointment in due { perform(appointment.job, call) }
  }

  private func perform(_ job: Deferred, _ call: Call) {
    switch job {
    case .concludeDebit(let id): call.concludeDebit(id)
    case .chargeUnderMandate(let id): call.chargeUnderMandate(id)
    case .settleCharge(let id): call.settleCharge(id)
    case .concludeCharge(let id): call.concludeCharge(id)
    case .disputeCharge(let id): call.disputeCharge(id)
    case .judgeDispute(let id): call.judgeDispute(id)
    case .concludeRefund(let id): call.concludeRefund(id)
    case .referenceRefund(let id): call.referenceRefund(id)
    }
  }
}
