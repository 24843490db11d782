import Wire

/// A category of products, as Stripe Tax has them. A sandbox gets the table below when it first asks for one.
package struct TaxCode: Resource {
  package static let object: StaticString = "tax_code"
  package static let idPrefixes = ["txcd_"]
  package static let example: Script? = "code: GET tax_codes/txcd_10000000"

  package let id: String
  let name: String
  let description: String

  package var created: Int { 0 }
  package var isSelfContained: Bool { true }

  package func write(_ w: inout ObjectWriter) {
    w.field("description", description)
    w.field("name", name)
    w.null("requirements")
  }

  package static var endpoints: [RoutedEndpoint] { routes.endpoints }

  static let routes = Routes("/v1/tax_codes", of: TaxCode.self) {
    $0.list("") { call throws(StripeError) in
      call.supplyTaxCodes()
      return try Listing<TaxCode>(call).page()
    }
    $0.get("{id}") { call throws(StripeError) in
      call.supplyTaxCodes()
      return try call.answerFound(TaxCode.self)
    }
  }
}

extension Call {
  func supplyTaxCodes() {
    guard sandbox.store[TaxCode.self].count == 0 else { return }
    // Lists show the newest first; these are shown from the smallest code.
    for code in TaxCode.known.reversed() { sandbox.store[TaxCode.self].insert(code) }
  }

  /// The tax code that a parameter names.
  func taxCode(_ arguments: Arguments, _ name: String = "tax_code", param: String) throws(StripeError) -> String? {
    guard let id = arguments.string(name), !id.isEmpty else { return nil }
    supplyTaxCodes()
    guard sandbox.store[TaxCode.self].contains(id) else { throw .noSuch("tax code", id, param: param) }
    return id
  }
}

extension TaxCode {
  /// The codes that most accounts use, of some six hundred: id, name and description.
  static let known = table.split(separator: ";").compactMap { row -> TaxCode? in
    let cells = row.split(separator: "|").map { $0.split { " \n".contains($0) }.joined(separator: " ") }
    return cells.count == 3 ? TaxCode(id: cells[0], name: cells[1], description: cells[2]) : nil
  }

  private static let table = """
    txcd_00000000 | Nontaxable
      | Any nontaxable good or service which can be used to ensure no tax is applied, even for
      jurisdictions that impose a tax.;
    txcd_10000000 | General - Electronically Supplied Services
      | Services which are provided electronically and of a general nature; not falling into a more
      specific category.;
    txcd_10010001 | Infrastructure as a service (IaaS) - personal use
      | Access to computing infrastructure over the internet, for personal use.;
    txcd_10101000 | Infrastructure as a service (IaaS) - business use
      | Access to computing infrastructure over the internet, for business use.;
    txcd_10102000 | Platform as a service (PaaS) - business use
      | A platform to develop and run applications, reached over the internet, for business use.;
    txcd_10102001 | Platform as a service (PaaS) - personal use
      | A platform to develop and run applications, reached over the internet, for personal use.;
    txcd_10103000 | Software as a service (SaaS) - personal use
      | Pre-written software that is used over the internet and not downloaded, for personal use.;
    txcd_10103001 | Software as a service (SaaS) - business use
      | Pre-written software that is used over the internet and not downloaded, for business use.;
    txcd_10201000 | Video Games - downloaded - non subscription - with permanent rights
      | A video game that is downloaded and kept.;
    txcd_10202000 | Downloadable Software - personal use
      | Pre-written software that is downloaded, for personal use.;
    txcd_10202003 | Downloadable Software - business use
      | Pre-written software that is downloaded, for business use.;
    txcd_10301000 | Audio Books - downloaded - non subscription - with permanent rights
      | An audio book that is downloaded and kept.;
    txcd_10302000 | Digital Books - downloaded - non subscription - with permanent rights
      | A book that is downloaded and kept.;
    txcd_10401000 | Digital Audio Works - downloaded - non subscription - with permanent rights
      | Music or another recording that is downloaded and kept.;
    txcd_10402000 | Digital Audio Visual Works - downloaded - non subscription - with permanent rights
      | A film that is downloaded and kept.;
    txcd_10701000 | Website Hosting
      | Space for a website on a server that is connected to the internet.;
    txcd_10701100 | Website Design
      | The making of a website.;
    txcd_20010000 | Training Services - Live Virtual
      | Lessons over the internet with a teacher who is there.;
    txcd_20030000 | General - Services
      | A service that falls into no more specific category.;
    txcd_20060000 | Consulting Services
      | Advice by an expert.;
    txcd_30011000 | Clothing & Footwear
      | Clothes and shoes of everyday use.;
    txcd_31020001 | Laptop Computers
      | Portable computers.;
    txcd_35010000 | Books
      | Printed books.;
    txcd_40060003 | Food for Immediate Consumption
      | Meals that are ready to eat.;
    txcd_90020001 | Optional Gratuity
      | A gratuity that the customer may give or not.;
    txcd_92010001 | Shipping
      | A charge for bringing goods to the customer.;
    txcd_99999999 | General - Tangible Goods
      | A physical good that can be moved or touched. Also known as tangible personal property.;
    """
}
