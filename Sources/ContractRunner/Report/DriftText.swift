/// Drift for people, the most serious first.
package struct DriftText: Sendable {
  private let style: Style

  package init(colour: Bool) { style = Style(colour) }

  package func text(_ drift: Drift) -> String {
    var lines = ["", style.bold("\(drift.leftLabel) against \(drift.rightLabel)")]
    for rank in Drift.Rank.allCases {
      let items = drift.items.filter { $0.rank == rank }
      if items.isEmpty { continue }
      lines.append("  \(paint(rank, heading(rank))) \(style.dim("\(items.count)"))")
      for item in items {
        lines.append("    \(style.bold(item.subject.isEmpty ? "body" : item.subject))  \(item.left)  ≠  \(item.right)")
        lines.append("      " + style.dim("\(item.contract.name): \(item.step)"))
      }
    }
    let count = drift.items.isEmpty ? style.green("no difference") : counted(drift.items.count, "difference")
    lines.append("\(count) in \(counted(drift.compared, "pair")) of answers; ids and times are taken as equal")
    return lines.joined(separator: "\n")
  }

  private func heading(_ rank: Drift.Rank) -> String {
    switch rank {
    case .missing: "missing on one side, and read by the contract"
    case .type: "of another type"
    case .value: "of another value"
    case .extra: "on one side only, and read by no contract"
    }
  }

  private func paint(_ rank: Drift.Rank, _ text: String) -> String {
    rank <= .type ? style.red(text) : style.yellow(text)
  }
}
