/// The table of test cards, found by number and by the names of their tokens and payment methods.
struct TestCardTable: Sendable {
  private(set) var byNumber: [String: TestCard.Row] = [:]
  private(set) var byName: [String: TestCard.Row] = [:]
  /// Those that no token is named after.
  private var nameless: [String: TestCard.Row] = [:]
  /// Words that mean nothing: a test finds there are none.
  private(set) var misread: [String] = []

  init(_ text: String = Self.text + "\n" + Self.debitCards) {
    for line in text.split(separator: "\n") {
      let words = line.split(separator: " ").map(String.init)
      guard words.count >= 2 else { continue }
      let names = words[1].split(separator: ",").map(String.init).filter { $0 != "-" }
      let name = names.first ?? "\(CardBrand(number: words[0]).name) \(words[0].suffix(4))"
      let row = read(name: name, number: words[0], words[2...])
      if names.isEmpty { nameless[name] = row }
      if byNumber[row.number] == nil { byNumber[row.number] = row }
      for name in names { byName[name] = row }
    }
  }

  /// Files of earlier versions have numbers for names.
  func row(writtenAs name: String) -> TestCard.Row? { byName[name] ?? nameless[name] ?? byNumber[name] }

  private mutating func read(name: String, number: String, _ words: ArraySlice<String>) -> TestCard.Row {
    var line = TestCardLine()
    for word in words where !line.apply(word) { misread.append(word) }
    let brand = CardBrand(number: number)
    return TestCard.Row(
      name: name, number: number, brand: brand, funding: line.funding,
      country: line.country ?? CardNumber.country(number) ?? "US",
      networks: ([brand.name] + line.networks).sorted(), behaviour: line.behaviour)
  }

  /// Number, names (as in `pm_card_…` and `tok_…`), then what is special about it: funding, a country that the number
  /// does not tell, and what the card does. Of several rows of one number the first is that of the bare number.
  private static let text = """
    4242424242424242 visa,us
    4000056655665556 visa_debit debit
    5555555555554444 mastercard
    2223003122003222 -
    5200828282828210 mastercard_debit debit
    5105105105105100 mastercard_prepaid prepaid
    378282246310005 amex_threeDSecureNotSupported 3ds=notSupported
    371449635398431 amex
    6011111111111117 -
    6011000990139424 discover
    6011981111111113 - debit
    3056930009020004 diners
    36227206271667 -
    6555900000604105 -
    3566002020360505 jcb
    3530111333300000 -
    6200000000000005 unionpay
    6200000000000047 - debit
    6205500000000000004 -
    5062210000000009 - MX
    4000002500001001 visa_cartesBancaires network=cartes_bancaires
    5555552500001001 mastercard_cartesBancaires network=cartes_bancaires
    4000050360000001 visa_debit_eftposAuCoBranded debit network=eftpos_au
    5555050360000080 mastercard_debit_eftposAuCoBranded debit network=eftpos_au
    4000000320000021 ar
    4000000760000002 br
    4000001240000000 ca
    4000001520000001 cl
    4000001700000003 co
    4000001880000005 cr
    4000002180000000 ec
    4000004840008001 mx
    4000005910000000 pa
    4000006000000066 py
    4000006040000068 pe
    4000008580000003 uy
    4000007840000001 ae
    4000000400000008 at
    4000000560000004 be
    4000001000000000 bg
    4000001120000005 by
    4000001910000009 hr
    4000001960000008 cy
    4000002030000002 cz
    4000002080000001 dk
    4000002330000009 ee
    4000002460000001 fi
    4000002500000003 fr
    4000002760000016 de
    4000002920000005 gi
    4000003000000030 gr
    4000003480000005 hu
    4000003720000005 ie
    4000003800000008 it
    4000004280000005 lv
    4000004380000004 li
    4000004400000000 lt
    4000004420000006 lu
    4000004700000007 mt
    4000005280000002 nl
    4000005780000007 no
    4000006160000005 pl
    4000006200000007 pt
    4000006420000001 ro
    4000007050000006 si
    4000007030000001 sk
    4000007240000007 es
    4000007520000008 se
    4000007560000009 ch
    4000008260000000 gb
    4000058260000005 gb_debit debit
    5555558265554449 gb_mastercard
    4000000360000006 au
    4000001560000002 cn
    4000003440000004 hk
    4000003560000008 in
    4000003920000003 jp
    4000004580000002 my
    4000005540000008 nz
    4000007020000003 sg
    4000001580000008 tw
    4000006820000007 -
    5200007840000022 ae_mastercard
    4000007640000003 th_credit
    4000057640000008 th_debit debit
    4000003560000123 indiaRecurringMandateSetupAndRenewalsSuccess 3ds=optional
    4000003560000263 indiaRecurringPaymentFailureCanceledMandate 3ds=optional mandateCanceled
    4000003560000297 indiaRecurringPaymentFailureAfterPreDebitNotification 3ds=optional mandate=generic_decline
    4000003560000248 indiaRecurringPaymentFailureUndeliveredDebitNotification 3ds=optional mandate=generic_decline
    4000051230000072 debit_visaFsaProductCode,debit_visaHsaProductCode debit
    5200828282828897 mastercard_debit_mastercardFsaProductCode debit
    4000000000000002 visa_chargeDeclined,chargeDeclined decline=generic_decline
    4000000000009995 visa_chargeDeclinedInsufficientFunds,chargeDeclinedInsufficientFunds decline=insufficient_funds
    4000000000009995 visa_debit_chargeDeclinedInsufficientFunds debit decline=insufficient_funds
    4000000000009987 visa_chargeDeclinedLostCard,chargeDeclinedLostCard decline=lost_card
    4000000000009979 visa_chargeDeclinedStolenCard,chargeDeclinedStolenCard decline=stolen_card
    4000000000000069 chargeDeclinedExpiredCard,visa_chargeDeclinedExpiredCard decline=expired_card
    4000000000000127 chargeDeclinedIncorrectCvc,visa_chargeDeclinedIncorrectCvc decline=incorrect_cvc
    4000000000000119 chargeDeclinedProcessingError,visa_chargeDeclinedProcessingError decline=processing_error
    4000000000006975 visa_chargeDeclinedVelocityLimitExceeded decline=card_velocity_exceeded
    4000000000000341 chargeCustomerFail,visa_chargeCustomerFail later=generic_decline
    4000000000000341 visa_chargeCustomerFailLostCard later=lost_card
    4000000000000341 visa_chargeCustomerFailStolenCard later=stolen_card
    4100000000000019 radarBlock,visa_chargeDeclinedFraudulent,chargeDeclinedFraudulent risk=highest
    4000000000004954 riskLevelHighest risk=highest
    4000000000009235 riskLevelElevated risk=elevated
    4000000000004202 visa_triggerNextRequirements trigger=nextRequirements
    4000000000004210 visa_triggerChargeBlock trigger=chargeBlock
    4000000000004236 visa_triggerPayoutBlock trigger=payoutBlock
    4000000000000101 cvcCheckFail wrong=cvc
    4000000000000036 avsZipFail wrong=zip
    4000058400307872 cvcCheckFailElevatedRisk wrong=cvc risk=elevated
    4000058400306072 avsZipFailElevatedRisk wrong=zip risk=elevated
    4000000000000028 avsLine1Fail wrong=line1
    4000000000000010 avsFail wrong=address
    4000000000000044 avsUnchecked wrong=unchecked
    4000008400000407 highFraudDisputeScore
    4000008400000159 highEfwScore
    4000008400001017 radarDynamicRiskThreshold
    4001858821843804 freeTrialAbuseBlock US
    4000008405600003 adaptive3dsChallenge
    4000000000000259 createDispute,visa_createDispute dispute=fraudulent
    4000000000002685 createDisputeProductNotReceived,visa_createDisputeProductNotReceived dispute=productNotReceived
    4000000000001976 createDisputeInquiry,visa_createDisputeInquiry dispute=inquiry
    4000000000005423 createIssuerFraudRecord dispute=earlyWarning
    4000000404000079 createMultipleDisputes US dispute=multiple
    4000000404000038 createCe3EligibleDispute US dispute=compellingEvidence
    4000008400000779 createComplianceDispute dispute=compliance
    5105008400000002 createMastercardComplianceDispute dispute=mastercardCompliance
    4000000001000043 createAutoRepresentmentEligibleDispute dispute=autoRepresentment
    4000000000007726 pendingRefund refund=pending
    4000000000005126 refundFail refund=fails
    4000000000000077 bypassPending bypassesPending
    4000003720000278 bypassPendingInternational bypassesPending
    4000002500003155 authenticationRequiredOnSetup 3ds=requiredUnlessSetUp
    4000002760003184 authenticationRequired 3ds=required
    4000003800000446 authenticationRequiredSetupForOffSession 3ds=alreadySetUpOffSession
    4000008260003178 authenticationRequiredChargeDeclinedInsufficientFunds 3ds=required after=insufficient_funds
    4000000000003220 threeDSecure2Required IE 3ds=required stripeAsks
    4000000000003063 threeDSecureRequired 3ds=required
    4000008400000027 - 3ds=required
    4000008400001629 threeDSecureRequiredChargeDeclined 3ds=required after=generic_decline
    4000008400001280 threeDSecureRequiredProcessingError 3ds=requiredButFails
    4000000000003055 threeDSecureOptional 3ds=optional
    4000000000003097 threeDSecureOptionalProcessingError 3ds=optionalButFails
    4000000032200000 - 3ds=frictionless
    4000582600000094 - GB 3ds=required
    4000582600000045 - GB 3ds=required
    4000582600000102 - GB 3ds=required
    4000582600000110 - GB 3ds=required
    4000000000001208 -
    4000000000003725 -
    """
}

/// A parsed line of the table.
private struct TestCardLine {
  var funding = "credit"
  var country: String?
  var networks: [String] = []
  var behaviour = TestCard.Behaviour()

  /// False: the word means nothing.
  mutating func apply(_ word: String) -> Bool {
    let parts = word.split(separator: "=", maxSplits: 1).map(String.init)
    guard parts.count == 2 else { return mark(word) }
    let value = parts[1]
    switch parts[0] {
    case "network": networks.append(value)
    case "decline":
      behaviour.decline = .named(value)
      behaviour.declinesAttach = true
      if value == "incorrect_cvc" { behaviour.mistakes.insert(.cvc) }
    case "later": behaviour.decline = .named(value)
    case "mandate": behaviour.declineUnderMandate = .named(value)
    case "after": behaviour.declineAfterAuthentication = .named(value)
    case "3ds": return set(TestCard.Authentication(rawValue: value)) { $0.authentication = $1 }
    case "risk":
      return set(TestCard.Risk(rawValue: value)) {
        $0.risk = $1
        $0.isBlocked = $1 == .highest
        if $0.isBlocked { $0.decline = .blocked }
      }
    case "wrong": return behaviour.mistakes.insert(named: value)
    case "dispute": return set(TestCard.DisputeKind(rawValue: value)) { $0.dispute = $1 }
    case "trigger": return set(TestCard.AccountTrigger(rawValue: value)) { $0.trigger = $1 }
    case "refund": return set(TestCard.RefundBehaviour(rawValue: value)) { $0.refund = $1 }
    case "payout": return set(TestCard.PayoutBehaviour(rawValue: value)) { $0.payout = $1 }
    default: return false
    }
    return true
  }

  private mutating func mark(_ word: String) -> Bool {
    switch word {
    case "debit", "prepaid": funding = word
    case "stripeAsks": behaviour.isAuthenticationStripes = true
    case "bypassesPending": behaviour.bypassesPending = true
    case "mandateCanceled": behaviour.mandateIsCanceled = true
    case _ where word.utf8.count == 2 && word == word.uppercased(): country = word
    default: return false
    }
    return true
  }

  private mutating func set<T>(_ value: T?, _ change: (inout TestCard.Behaviour, T) -> Void) -> Bool {
    guard let value else { return false }
    change(&behaviour, value)
    return true
  }
}

extension TestCard.Mistakes {
  fileprivate mutating func insert(named name: String) -> Bool {
    switch name {
    case "cvc": insert(.cvc)
    case "zip": insert(.postalCode)
    case "line1": insert(.line1)
    case "address": formUnion([.postalCode, .line1])
    case "unchecked": insert(.addressUnchecked)
    default: return false
    }
    return true
  }
}
