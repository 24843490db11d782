import Wire

extension NestPayments {
  /// A kind of body, as the API's description shows it.
  struct Schema {
    struct Field {
      let name: String
      var type = "string"
      var example: JSON?
      let description: String
      var isRequired = true
    }

    let name: String
    let fields: [Field]

    static let all: [Schema] = [
      createUser, user, updateUser, grant, login, payment, createPayment, createdPayment, confirmPayment,
    ]

    private static let userName = Field(name: "userName", example: "Alan Turing", description: "The user's name.")
    private static let email = Field(
      name: "email", example: "aturing@gmail.com", description: "The user's email address.")
    private static let password = Field(
      name: "password", example: "password", description: "The user's password, eight characters or more.")

    static let createUser = Schema(name: "CreateUserDto", fields: [userName, email, password])
    static let login = Schema(name: "LoginUserDto", fields: [email, password])
    static let user = Schema(
      name: "ReturnUserDto",
      fields: [
        Field(name: "userId", example: "5f9f1c9b9c9c9c9c9c9c9c9c", description: "The user's id."),
        userName, email,
        Field(
          name: "customerId", example: "cus_1234567890",
          description: "The user's Stripe customer, which is made with the first payment.", isRequired: false),
      ])
    static let updateUser = Schema(
      name: "UpdateUserDto",
      fields: [
        userName.optional, email.optional,
        Field(
          name: "customerId", example: "cus_1234567890", description: "The user's Stripe customer.", isRequired: false),
      ])
    static let grant = Schema(
      name: "AuthGrantDto", fields: [Field(name: "access_token", description: "The token for the secured operations.")])

    private static let cuid = Field(
      name: "cuid", example: "cjld2cjxh0000qzrmn831i7rn",
      description: "A collision-resistant id of the payment: the same for every retry, another for another payment.")
    private static let paymentFields = [
      Field(name: "id", example: "pi_1H7jg1CZ6F7J6I8jW2Q2c2jG", description: "The PaymentIntent's id."),
      Field(name: "amount", type: "number", example: 2000, description: "The amount in cents."),
      Field(name: "currency", example: "usd", description: "The currency's code."),
      Field(name: "status", example: "requires_payment_method", description: "The PaymentIntent's status."),
      Field(
        name: "paymentMethod", example: "pm_1H7jg1CZ6F7J6I8jW2Q2c2jG",
        description: "The Stripe payment method; null until there is one."),
    ]

    static let payment = Schema(name: "ReturnPaymentDto", fields: paymentFields)
    static let createPayment = Schema(name: "CreatePaymentDto", fields: [cuid])
    static let createdPayment = Schema(
      name: "PaymentCreatedDto",
      fields: paymentFields + [
        Field(
          name: "clientSecret", example: "pi_1H7jg1CZ6F7J6I8jW2Q2c2jG_secret_V3lv6gTg9yEkYdyvE8t9OxmTd",
          description: "The PaymentIntent's client secret, for Stripe.js.")
      ])
    static let confirmPayment = Schema(
      name: "ConfirmPaymentDto",
      fields: [
        cuid,
        Field(name: "paymentId", example: "pi_1H4Q2cKZ4Z4Z4Z4Z4Z4Z4Z4Z", description: "The payment's id."),
        Field(
          name: "paymentMethodId", example: "pm_1H7jg1CZ6F7J6I8jW2Q2c2jG", description: "The Stripe payment method."),
      ])
  }
}

extension NestPayments.Schema.Field {
  fileprivate var optional: Self {
    var field = self
    field.isRequired = false
    return field
  }
}
