/// A tax, and what it is a part of.
protocol TaxSum {
  var amount: Int { get set }
  var taxable: Int { get set }
}

extension Array where Element: TaxSum {
  /// One of each kind of tax, with what all of its kind come to.
  func summed(areAlike: (Element, Element) -> Bool) -> [Element] {
    var sums: [Element] = []
    for tax in self {
      if let index = sums.firstIndex(where: { areAlike($0, tax) }) {
        sums[index].amount += tax.amount
        sums[index].taxable += tax.taxable
      } else {
        sums.append(tax)
      }
    }
    return sums
  }
}
