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
    for open in run.open.prefix(20) {
      lines.append("\(style.yellow("open")) \(open.what)")
      lines.append("  \(style.cyan(open.place.description)) allows it")
    }
    if run.open.count > 20 { lines.append(style.dim("  … and \(run.open.count - 20) more that an expression allows")) }
    let rate = Int(Double(run.mutants) / max(run.seconds, 0.001))
    let outcome =
      run.survivors.isEmpty ? style.green("no mutant survived") : style.red("\(run.survivors.count) mutants survived")
    lines.append(
      "\(style.bold(outcome)): \(run.mutants) mutants of \(run.leaves) asserted values in \(TextReport.milliseconds(run.seconds)), \(rate) a second"
    )
    if !run.open.isEmpty {
      lines.append(
        style.dim("\(run.open.count) breaks are allowed by open expressions, which is no fault of an expectation"))
    }
    let loose = Set(run.loose.map(\.description)).count
    if loose > 0 { lines.append(style.dim("\(loose) assertions fix a type and leave the value open")) }
    return lines.joined(separator: "\n")
  }
}
