/// A state whose changes can be written down.
protocol JournaledState: Sendable {
  associatedtype Entry: Codable, Sendable
  /// Whether changes are taken note of; if not, what is written down next is all of it.
  var isFollowed: Bool { get set }
  var whole: Entry { get }
  mutating func takeChanges() -> Entry
  mutating func apply(_ entry: Entry)
}

extension NestPayments.State: JournaledState {
  struct Entry: Codable, Sendable {
    var users: [RecordEntry<NestPayments.User>]
    var payments: [RecordEntry<NestPayments.Payment>]
    var issued: Int
  }

  var isFollowed: Bool {
    get { users.isFollowed && payments.isFollowed }
    set {
      users.isFollowed = newValue
      payments.isFollowed = newValue
    }
  }

  var whole: Entry { Entry(users: users.entries, payments: payments.entries, issued: issuer.count) }

  mutating func takeChanges() -> Entry {
    Entry(users: users.takeChanges(), payments: payments.takeChanges(), issued: issuer.count)
  }

  mutating func apply(_ entry: Entry) {
    users.put(entry.users)
    payments.put(entry.payments)
    issuer.count = entry.issued
  }
}

extension ShipPayments.State: JournaledState {
  struct Entry: Codable, Sendable {
    var users: [RecordEntry<ShipPayments.User>]
    var issued: Int
  }

  var isFollowed: Bool {
    get { users.isFollowed }
    set { users.isFollowed = newValue }
  }

  var whole: Entry { Entry(users: users.entries, issued: issuer.count) }

  mutating func takeChanges() -> Entry { Entry(users: users.takeChanges(), issued: issuer.count) }

  mutating func apply(_ entry: Entry) {
    users.put(entry.users)
    issuer.count = entry.issued
  }
}

extension RechatPayments.State: JournaledState {
  struct Entry: Codable, Sendable {
    var users: [RecordEntry<RechatPayments.User>]
    var customers: [RecordEntry<RechatPayments.StripeCustomer>]
    var issued: Int
  }

  var isFollowed: Bool {
    get { users.isFollowed && customers.isFollowed }
    set {
      users.isFollowed = newValue
      customers.isFollowed = newValue
    }
  }

  var whole: Entry { Entry(users: users.entries, customers: customers.entries, issued: issuer.count) }

  mutating func takeChanges() -> Entry {
    Entry(users: users.takeChanges(), customers: customers.takeChanges(), issued: issuer.count)
  }

  mutating func apply(_ entry: Entry) {
    users.put(entry.users)
    customers.put(entry.customers)
    issuer.count = entry.issued
  }
}
