import Wire

extension MutationRun {
  /// The mutation run for programs.
  package var json: JSON {
    [
      "mutants": .integer(mutants), "assertedValues": .integer(leaves), "seconds": .double(seconds),
      "survivors": .array(survivors.map(\.json)), "open": .array(open.map(\.json)),
      "loose": .array(Set(loose.map(\.description)).sorted().map(JSON.string)),
    ]
  }
}

extension MutationRun.Survivor {
  fileprivate var json: JSON {
    [
      "contract": .string(contract.name), "step": .string(step), "what": .string(what),
      "file": .string(place.path), "line": .integer(place.line), "column": .integer(place.column),
    ]
  }
}
