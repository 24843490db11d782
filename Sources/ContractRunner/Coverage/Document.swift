import Wire

/// What a document promises about an API, each with the line where it says so.
package struct Document: Sendable {
  package struct Operation: Sendable {
    package let operation: ContractRunner.Operation
    package let heading: String?
    package let line: Int
    package var statuses: [Status] = []
    package var requestSchema: String?
    /// Names in the parameter tables below its heading.
    package var parameters: [Name] = []
    /// Fields of an answer that is described in place.
    package var fields: [Name] = []
  }

  package struct Status: Sendable {
    package let code: Int
    package let schema: String?
    package let line: Int
  }

  package struct Schema: Sendable {
    package let name: String
    package let line: Int
    package var properties: [Name] = []
  }

  package struct Name: Sendable {
    package let name: String
    package let line: Int
  }

  package struct Example: Sendable {
    package let json: JSON
    package let heading: String?
    package let line: Int
  }

  package let path: String
  package internal(set) var headings: [Name] = []
  package internal(set) var operations: [Operation] = []
  package internal(set) var schemas: [Schema] = []
  package internal(set) var examples: [Example] = []

  package var name: String { path.split(separator: "/").last.map(String.init) ?? path }
}
