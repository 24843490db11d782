/// The mutation run for people.
package struct MutationText: Sendable {
  private let style: Style

  package init(colour: Bool) { style = Style(colour) }

  package func text(_ run: MutationRun) -> String {
    var lines: [String] = []
    for survivor in run.survivors {
      lines.append("\(style.red("survived")) \(style.bold(survivor.what))")
      lines.append("  \(survivor.contract.name): \(survivor.step)")
      lines.append("  \(style.cyan(survivor.place.description)) should have noticed")
      lines.append(Diagnostic("", at: survivor.place).excerpt)
    }
    let rate = Int(Double(run.mutants) / max(run.seconds, 0.001))
    let outcome =
      run.survivors.isEmpty ? style.green("no mutant survived") : style.red("\(run.survivors.count) mutants survived")
    lines.append("\(style.bold(outcome)): \(run.mutants) mutants of \(run.leaves) asserted values, \(rate) a second")
    let loose = Set(run.loose.map(\.description)).count
    if loose > 0 { lines.append(style.dim("\(loose) assertions fix a type and leave the value open")) }
    return lines.joined(separator: "\n")
  }
}
