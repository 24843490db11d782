import Wire

extension Dispute {
  /// The reason that the customer's bank gives.
  enum Kind: String, Codable, Sendable {
    case fraudulent, productNotReceived, compellingEvidence, compliance
    /// A bank debit that its account's owner has not allowed.
    case debitNotAuthorized

    init(_ behaviour: TestCard.DisputeKind) {
      self =
        switch behaviour {
        case .productNotReceived: .productNotReceived
        case .compellingEvidence: .compellingEvidence
        case .compliance, .mastercardCompliance: .compliance
        case .debit: .debitNotAuthorized
        case .fraudulent, .inquiry, .earlyWarning, .multiple, .autoRepresentment: .fraudulent
        }
    }

    var reason: StaticString {
      switch self {
      case .fraudulent, .compellingEvidence: "fraudulent"
      case .productNotReceived: "product_not_received"
      case .compliance: "noncompliant"
      case .debitNotAuthorized: "debit_not_authorized"
      }
    }

    var caseType: StaticString { self == .compliance ? "compliance" : "chargeback" }

    /// The networks count their reasons each in its own way.
    func networkReasonCode(_ brand: CardBrand, isInquiry: Bool) -> StaticString {
      if isInquiry { return "10" }
      let isMastercard = brand == .mastercard
      return switch self {
      // Recorded of the test card until the end of 2024: the number that Visa had for it before 2018.
      case .fraudulent: isMastercard ? "4837" : "83"
      case .compellingEvidence, .debitNotAuthorized: isMastercard ? "4837" : "10.4"
      case .productNotReceived: isMastercard ? "4853" : "13.1"
      case .compliance: isMastercard ? "4849" : "9"
      }
    }

    /// A network's special procedure that the dispute is open to.
    var eligibility: (type: String, details: JSON)? {
      switch self {
      case .fraudulent, .productNotReceived, .debitNotAuthorized: nil
      case .compellingEvidence:
        (
          "visa_compelling_evidence_3",
          [
            "required_actions": [
              "missing_disputed_transaction_description", "missing_merchandise_or_services",
              "missing_prior_undisputed_transactions",
            ],
            "status": "requires_action",
          ]
        )
      case .compliance: ("visa_compliance", ["status": "requires_fee_acknowledgement"])
      }
    }
  }
}
