/// The rules of what a bank statement shows (https://docs.stripe.com/get-started/account/statement-descriptors).
enum StatementDescriptor {
  private static let forbidden = Array("<>\\'\"*".utf8)

  /// Why a text cannot be shown. Nil: it can.
  static func problem(in text: String) -> String? {
    if text.utf8.contains(where: forbidden.contains) {
      return "The statement descriptor cannot contain any of the characters <, >, \\, ', \", or *."
    }
    guard text.utf8.contains(where: { (0x41...0x5A).contains($0 & 0xDF) }) else {
      return "The statement descriptor must contain at least one alphabetic character."
    }
    return nil
  }
}
