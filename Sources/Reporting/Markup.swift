/// For XML and HTML alike, in text and in quoted attributes. Characters that XML cannot have are left out.
package func escapedMarkup(_ text: String) -> String {
  text.unicodeScalars.map { scalar in
    switch scalar {
    case "&": "&amp;"
    case "<": "&lt;"
    case ">": "&gt;"
    case "\"": "&quot;"
    case "\n", "\t": String(scalar)
    case _ where scalar.value < 0x20: ""
    default: String(scalar)
    }
  }.joined()
}
