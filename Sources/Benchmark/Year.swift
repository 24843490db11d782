import Wire

/// A year of monthly subscriptions that passes at once.
package struct Year: Sendable {
  package let subscriptions: Int
  package let seconds: Double
  package let invoices: Int
  package let bytesPerInvoice: Int

  var text: String {
    """
    A year of \(Figures.grouped(subscriptions)) monthly subscriptions, \(Figures.grouped(invoices)) paid invoices, in \
    \(Figures.time(seconds: seconds)); \(Figures.grouped(bytesPerInvoice)) bytes a paid invoice
    """
  }

  var json: JSON {
    [
      "subscriptions": .integer(subscriptions), "seconds": .double(seconds), "invoices": .integer(invoices),
      "bytes_per_invoice": .integer(bytesPerInvoice),
    ]
  }
}

extension Subject {
  /// Fills an empty sandbox with subscriptions, and lets a year pass.
  func year(of subscriptions: Int) throws -> Year? {
    try makePlan()
    try freeze()
    let making = Workload.subscribing(address(token: nil))
    _ = try ClosedLoop(loop, url, making, stock, connections: 16).run(requests: subscriptions * making.steps.count)
    let before = account?.residentBytes ?? 0
    let start = Loop.clock()
    try advance(days: 366)
    let seconds = Loop.clock() - start
    // Twelve renewals each.
    let invoices = subscriptions * 12
    return Year(
      subscriptions: subscriptions, seconds: seconds, invoices: invoices,
      bytesPerInvoice: ((account?.residentBytes ?? 0) - before) / max(invoices, 1))
  }
}
