import Wire

extension NestPayments {
  /// One of the API's operations, with all that its description says of it.
  struct Operation {
    enum Action {
      case open((NestPayments) -> (Call) throws(NestError) -> Void)
      /// Needs a token.
      case secured((NestPayments) -> (Call, User) throws(NestError) -> Void)
    }

    enum Tag: String, CaseIterable { case user = "User", payment = "Payment" }

    let id: String
    let method: Method
    let path: String
    let tag: Tag
    let summary: String
    var body: Schema?
    let status: Int
    let answer: Schema
    var isList = false
    let action: Action

    var isSecured: Bool { if case .secured = action { true } else { false } }

    static var all: [Operation] { users + payments }

    private static var users: [Operation] {
      [
        Operation(
          id: "UserController_create", method: .post, path: "/user", tag: .user, summary: "Makes a user.",
          body: .createUser, status: 201, answer: .user, action: .secured(NestPayments.createUser)),
        Operation(
          id: "UserController_findAll", method: .get, path: "/user", tag: .user, summary: "Lists all users.",
          status: 200, answer: .user, isList: true, action: .secured(NestPayments.listUsers)),
        Operation(
          id: "UserController_findOne", method: .get, path: "/user/{id}", tag: .user, summary: "Shows a user.",
          status: 200, answer: .user, action: .secured(NestPayments.showUser)),
        Operation(
          id: "UserController_update", method: .patch, path: "/user/{id}", tag: .user,
          summary: "Changes the given fields of a user.", body: .updateUser, status: 200, answer: .user,
          action: .secured(NestPayments.updateUser)),
        Operation(
          id: "UserController_remove", method: .delete, path: "/user/{id}", tag: .user,
          summary: "Removes a user and shows it a last time.", status: 200, answer: .user,
          action: .secured(NestPayments.removeUser)),
        Operation(
          id: "UserController_register", method: .post, path: "/user/register", tag: .user,
          summary: "Makes a user and grants access to it.", body: .createUser, status: 201, answer: .grant,
          action: .open(NestPayments.register)),
        Operation(
          id: "UserController_login", method: .post, path: "/user/login", tag: .user,
          summary: "Grants access to a user for two hours.", body: .login, status: 201, answer: .grant,
          action: .open(NestPayments.login)),
      ]
    }

    private static var payments: [Operation] {
      [
        Operation(
          id: "PaymentController_getPayments", method: .get, path: "/payment", tag: .payment,
          summary: "Lists all payments of the user, the newest first.", status: 200, answer: .payment, isList: true,
          action: .secured(NestPayments.listPayments)),
        Operation(
          id: "PaymentController_createPayment", method: .post, path: "/payment", tag: .payment,
          summary: "Makes a payment of 20 dollars, or shows the one that was made with the same cuid.",
          body: .createPayment, status: 201, answer: .createdPayment, action: .secured(NestPayments.createPayment)),
        Operation(
          id: "PaymentController_getPayment", method: .get, path: "/payment/{id}", tag: .payment,
          summary: "Shows a payment of the user.", status: 200, answer: .payment,
          action: .secured(NestPayments.showPayment)),
        Operation(
          id: "PaymentController_confirmPayment", method: .post, path: "/payment/confirm", tag: .payment,
          summary: "Pays with a payment method.", body: .confirmPayment, status: 201, answer: .payment,
          action: .secured(NestPayments.confirmPayment)),
      ]
    }
  }
}
