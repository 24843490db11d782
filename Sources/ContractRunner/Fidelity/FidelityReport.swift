import Reporting
import Wire

/// Fidelity for people, for programs, and as a page.
package struct FidelityReport: Sendable {
  private let fidelity: Fidelity
  private let real: String
  private let fake: String

  package init(_ fidelity: Fidelity, real: String, fake: String) {
    self.fidelity = fidelity
    self.real = real
    self.fake = fake
  }

  package var summary: String {
    let total = fidelity.total
    let skipped = fidelity.skipped.isEmpty ? "" : "; \(fidelity.skipped.count) stories could not be told on both sides"
    return """
      \(Self.percent(total.share)) of \(total.compared) values in \(fidelity.answers) answers to \
      \(fidelity.stories) stories are the same\(skipped)
      """
  }

  package var text: String {
    var lines = ["\(fake) against \(real)", ""]
    for key in fidelity.ranking {
      let score = fidelity.score(key)
      lines.append("\(Self.percent(score.share))  \(key.resource) \(key.version)  \(score.same) of \(score.compared)")
      for (name, field) in fidelity.differences(key) {
        let example = field.example.map { "\($0.real)  ≠  \($0.fake)  (\($0.story))" } ?? ""
        lines.append("    \(name) \(field.score.different) × \(example)")
      }
    }
    return (lines + ["", summary]).joined(separator: "\n")
  }

  package var json: JSON {
    let resources = fidelity.ranking.map { key -> JSON in
      let fields = fidelity.fields[key, default: [:]].sorted { $0.key < $1.key }.map { name, field -> JSON in
        var object: JSON.Object = [
          "field": .string(name), "same": .integer(field.score.same), "different": .integer(field.score.different),
        ]
        if let example = field.example {
          object["example"] = [
            "real": .string(example.real), "fake": .string(example.fake), "story": .string(example.story),
          ]
        }
        return .object(object)
      }
      let score = fidelity.score(key)
      return [
        "resource": .string(key.resource), "version": .string(key.version), "same": .integer(score.same),
        "different": .integer(score.different), "fields": .array(fields),
      ]
    }
    let total = fidelity.total
    return [
      "real": .string(real), "fake": .string(fake), "stories": .integer(fidelity.stories),
      "answers": .integer(fidelity.answers), "same": .integer(total.same), "different": .integer(total.different),
      "skipped": .array(fidelity.skipped.map(JSON.string)), "resources": .array(resources),
    ]
  }

  package var html: String {
    let rows = fidelity.ranking.map { key in
      let score = fidelity.score(key)
      return """
        <tr><td><code>\(escapedMarkup(key.resource))</code></td><td>\(escapedMarkup(key.version))</td>
        <td class="number">\(Self.percent(score.share))</td><td class="number">\(score.same)</td>
        <td class="number">\(score.different)</td></tr>
        """
    }
    let differences = fidelity.ranking.flatMap { key in
      fidelity.differences(key).map { name, field in
        let example = field.example ?? ("", "", "")
        return """
          <tr><td><code>\(escapedMarkup(key.resource))</code> \(escapedMarkup(key.version))</td>
          <td><code>\(escapedMarkup(name))</code></td><td class="number">\(field.score.different)</td>
          <td><code>\(escapedMarkup(example.0))</code></td><td><code>\(escapedMarkup(example.1))</code></td>
          <td class="soft">\(escapedMarkup(example.2))</td></tr>
          """
      }
    }
    let body = """
      <h1>Fidelity</h1><p>\(escapedMarkup(fake)) against \(escapedMarkup(real)): \(escapedMarkup(summary)).</p>
      <h2>By resource and version</h2><div class="card"><table><tr><th>Resource</th><th>Version</th>
      <th class="number">Same</th><th class="number">Values the same</th><th class="number">Different</th></tr>
      \(rows.joined(separator: "\n"))</table></div>
      <h2>What differs</h2><div class="card"><table><tr><th>Resource</th><th>Field</th><th class="number">Times</th>
      <th>Real</th><th>Fake</th><th>Story</th></tr>\(differences.joined(separator: "\n"))</table></div>
      """
    return HTMLPage(title: "Fidelity", body: body).text
  }

  /// Never rounded up to 100 %.
  private static func percent(_ share: Double) -> String {
    let tenths = Int(share * 1000)
    return "\(tenths / 10).\(tenths % 10) %"
  }
}
