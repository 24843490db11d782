import Wire

extension NestPayments {
  private static let tokenLifetime = 2 * 60 * 60

  func register(_ call: Call) throws(NestError) { grant(try makeUser(call), call) }

  func login(_ call: Call) throws(NestError) {
    guard let email = call.body["email"]?.string, let password = call.body["password"]?.string else {
      throw .unauthorized
    }
    let user = states[call.sandbox].users[.email(email)]
    // An unknown address takes as much work, so that the time of an answer tells nothing.
    let isRight = (user?.password ?? .placeholder).matches(password)
    guard let user, isRight else { throw .unauthorized }
    grant(user, call)
  }

  func createUser(_ call: Call, _: User) throws(NestError) { call.answer(201, try makeUser(call).json) }

  func listUsers(_ call: Call, _: User) { call.answer(200, .array(states[call.sandbox].users.all.map(\.json))) }

  func showUser(_ call: Call, _: User) throws(NestError) { call.answer(200, try find(call).json) }

  func updateUser(_ call: Call, _: User) throws(NestError) {
    var user = try find(call)
    try BodyRules.updateUser.check(call.body)
    user.userName = call.body["userName"]?.string ?? user.userName
    user.email = call.body["email"]?.string ?? user.email
    user.customerID = call.body["customerId"]?.string ?? user.customerID
    try checkUnique(user, call)
    states[call.sandbox].users.update(.id(user.id)) { $0 = user }
    call.answer(200, user.json)
  }

  func removeUser(_ call: Call, _: User) throws(NestError) {
    let user = try find(call)
    states[call.sandbox].users.remove(.id(user.id))
    call.answer(200, user.json)
  }

  private func find(_ call: Call) throws(NestError) -> User {
    guard let user = states[call.sandbox].users[.id(call.id)] else { throw .userNotFound(call.id) }
    return user
  }

  private func makeUser(_ call: Call) throws(NestError) -> User {
    try BodyRules.createUser.check(call.body)
    var issuer = states[call.sandbox].issuer
    let user = User(
      id: issuer.objectID(now: dependencies.now(in: call.sandbox)),
      userName: call.body["userName"]?.string ?? "", email: call.body["email"]?.string ?? "",
      password: PasswordHash(call.body["password"]?.string ?? "", salt: issuer.bytes(16)))
    try checkUnique(user, call)
    states[call.sandbox].issuer = issuer
    states[call.sandbox].users.insert(user)
    return user
  }

  private func checkUnique(_ user: User, _ call: Call) throws(NestError) {
    let users = states[call.sandbox].users
    if let other = users[.email(user.email)], other.id != user.id { throw .emailTaken }
    if let other = users[.userName(user.userName)], other.id != user.id { throw .userNameTaken }
  }

  private func grant(_ user: User, _ call: Call) {
    let now = dependencies.now(in: call.sandbox)
    let token = tokens.sign([
      "email": .string(user.email), "sub": .string(user.id), "iat": .integer(now),
      "exp": .integer(now &+ Self.tokenLifetime),
    ])
    call.answer(201, ["access_token": .string(token)])
  }
}
