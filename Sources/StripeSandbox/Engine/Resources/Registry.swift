import Wire

/// Every part of Stripe's API that the sandbox has. A new resource is one line here; what works across resources looks
/// them up in the tables that are derived from the list.
package struct Registry: Sendable {
  static let declarations: [any Declaration.Type] = [
    Customer.self, PaymentSource.self, PaymentMethod.self, CustomerBalanceTransaction.self, TaxID.self,
    CashBalance.self, Token.self, ConfirmationToken.self, PaymentIntent.self, SetupIntent.self, SetupAttempt.self,
    Mandate.self, Charge.self, Refund.self, Dispute.self, EarlyFraudWarning.self, Review.self,
    ValueList.self, ValueListItem.self, BalanceTransaction.self, Event.self,
    WebhookEndpoint.self, Balance.self, BalanceSettings.self, TestClock.self, Account.self, Person.self,
    ExternalAccount.self, Transfer.self, TransferReversal.self, ApplicationFee.self, ApplicationFeeRefund.self,
    Payout.self, TopUp.self, File.self, FileLink.self, PaymentMethodDomain.self, ApplePayDomain.self,
    ConnectEndpoints.self,
    CashTransaction.self, FundingInstructions.self, CustomerSession.self, ElementsSession.self, EphemeralKey.self,
    EventDestination.self, ThinEvent.self, SourceTransaction.self,
    SourceMandateNotification.self,
    // Billing
    TaxCode.self, Product.self, Price.self, Plan.self, Coupon.self, PromotionCode.self, Discount.self, TaxRate.self,
    ShippingRate.self, Feature.self, ProductFeature.self, Meter.self, MeterEvent.self, MeterEventSession.self,
    MeterEventSummary.self,
    LineItem.self, CheckoutSession.self, PaymentPage.self, PaymentLink.self, PaymentLinkPage.self,
    PerformanceLocation.self, TaxSettings.self, TaxRegistration.self, TaxCalculation.self, TaxCalculationLine.self,
    TaxTransaction.self,
    TaxTransactionLine.self, TaxAssociation.self,
    FeedbackOption.self, PortalConfiguration.self, PortalSession.self, PortalPage.self,
    // At one time, phases come before the renewals that they change.
    SubscriptionSchedule.self, Subscription.self, SubscriptionItem.self, Invoice.self, InvoicePage.self,
    InvoiceItem.self, InvoicePayment.self, CreditNote.self, CreditNoteLine.self, Quote.self, UsageRecord.self,
    UsageRecordSummary.self, CreditGrant.self, CreditTransaction.self, BillingAlert.self, ActiveEntitlement.self,
    InvoiceTemplate.self,
    // Apps
    AppSecret.self,
  ]

  package static let shared = Registry(declarations)
  private static let slots = SlotTable(shared.kinds)

  /// The kinds of object that are kept, by their slots in a `Store`.
  package let kinds: [any Resource.Type]
  package let endpoints: [RoutedEndpoint]
  package let events: [EventRecipe]
  let examples: [Script]
  /// Slots of the kinds that have due jobs.
  let timedSlots: [Int]
  private let byPrefix: [String: [any Resource.Type]]
  private let byName: [String: [any Resource.Type]]
  private let followUps: [String: FollowUp]

  private init(_ declarations: [any Declaration.Type]) {
    let kinds = declarations.compactMap { $0.resource }
    self.kinds = kinds
    endpoints = declarations.flatMap { $0.endpoints }
    events = declarations.flatMap { $0.events }
    examples = declarations.compactMap { $0.example }
    timedSlots = kinds.indices.filter { kinds[$0].hasJobs }
    var byPrefix: [String: [any Resource.Type]] = [:]
    for kind in kinds {
      for prefix in kind.idPrefixes { byPrefix[prefix, default: []].append(kind) }
    }
    self.byPrefix = byPrefix
    byName = Dictionary(grouping: kinds) { $0.object.description }
    followUps = Dictionary(declarations.flatMap { $0.followUps }.map { ($0.name, $0) }) { first, _ in first }
  }

  /// Where an object is read, by the first endpoint that answers with its kind and has one id in its path.
  func url(of id: String, _ object: String) -> String {
    for kind in kinds(named: object) {
      for (method, endpoint) in kind.endpoints where method == .get {
        guard case .object(let result) = endpoint.result, result == kind else { continue }
        let parts = endpoint.pattern.split(separator: "{", omittingEmptySubsequences: false)
        if parts.count == 2, endpoint.pattern.hasSuffix("}") { return parts[0] + id }
      }
    }
    return "/v1/\(object)s/\(id)"
  }

  /// The place of a kind's table in a `Store`.
  @inline(__always)
  static func slot<T: Resource>(_ type: T.Type) -> Int { slots[ObjectIdentifier(type)] }

  /// Where one object of a kind is read: `/v1/refunds`. Nil: nowhere by its id alone.
  package func path(of kind: any Resource.Type) -> String? {
    let pattern = endpoints.first { method, endpoint in
      guard method == .get, case .object(let type) = endpoint.result, type == kind else { return false }
      return endpoint.pattern.hasSuffix("}") && endpoint.pattern.count(where: { $0 == "{" }) == 1
    }?.1.pattern
    return pattern.map { String($0[..<($0.lastIndex(of: "/") ?? $0.endIndex)]) }
  }

  func kinds(named name: String) -> [any Resource.Type] { byName[name] ?? [] }

  func followUp(_ name: String) -> FollowUp? { followUps[name] }

  /// The kinds that an id may be of, by the longest prefix that a kind declares: `sub_sched_1` is no `sub_`. A legacy
  /// card is also a payment method.
  func kinds(ofID id: String) -> [any Resource.Type] {
    var found: [any Resource.Type] = []
    for end in id.utf8.indices where id.utf8[end] == UInt8(ascii: "_") {
      if let kinds = byPrefix[String(id[...end])] { found = kinds }
    }
    return found
  }
}

extension Resource {
  fileprivate static var hasJobs: Bool { !jobs.isEmpty }
}

/// Slots by type: an open-addressing table in memory that is never freed, because every access to a `Store` asks it.
/// Unchecked: it does not change.
private struct SlotTable: @unchecked Sendable {
  private let entries: UnsafeMutableBufferPointer<(key: UInt, slot: Int)>
  private let mask: UInt

  init(_ kinds: [any Resource.Type]) {
    var size = 16
    while size < 4 * kinds.count { size *= 2 }
    mask = UInt(size) - 1
    entries = .allocate(capacity: size)
    entries.initialize(repeating: (0, 0))
    for (slot, kind) in kinds.enumerated() {
      let key = UInt(bitPattern: ObjectIdentifier(kind))
      var index = Self.hash(key) & mask
      while entries[Int(index)].key != 0 { index = (index + 1) & mask }
      entries[Int(index)] = (key, slot)
    }
  }

  @inline(__always)
  subscript(type: ObjectIdentifier) -> Int {
    let key = UInt(bitPattern: type)
    var index = Self.hash(key) & mask
    while entries[Int(index)].key != key {
      precondition(entries[Int(index)].key != 0, "a resource is missing in Registry.declarations")
      index = (index + 1) & mask
    }
    return entries[Int(index)].slot
  }

  private static func hash(_ key: UInt) -> UInt { (key >> 4) &* 0x9E37_79B9_7F4A_7C15 >> 40 }
}
