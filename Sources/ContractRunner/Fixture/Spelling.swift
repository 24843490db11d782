import Wire

/// The suggestion that a diagnostic adds where a name was probably mistyped.
func didYouMean(_ word: String, _ candidates: some Sequence<String>) -> String {
  suggestion(for: word, among: candidates).map { "; did you mean “\($0)”?" } ?? ""
}
