import Platform
import Redaction
import Testing

@Suite struct RedactionTests {
  @Test(arguments: [
    ("4242424242424242", "***4242"),
    ("card[number]=4242424242424242&card[cvc]=314", "card[number]=***4242&card[cvc]=***"),
    ("card%5Bnumber%5D=378282246310005&card%5Bcvc%5D=1234&x=1", "card%5Bnumber%5D=***0005&card%5Bcvc%5D=***&x=1"),
    ("pay with 4000 0027 6000 3184 please", "pay with ***3184 please"),
    ("4000-0027-6000-3184", "***3184"),
    ("n=4000+0027+6000+3184&m=4000%200027%206000%203184", "n=***3184&m=***3184"),
    ("x4242424242424242y", "x***4242y"),
    ("4242 4242 4242 4242 12 2034", "***4242 12 2034"),
    ("6304000000000000000", "***0000"),
    ("4242%2D4242%2D4242%2D4242", "***4242"),
    ("4242%2B4242%2B4242%2B4242", "***4242"),
    ("n=4242.4242.4242.4242&m=4242_4242_4242_4242", "n=***4242&m=***4242"),
    ("/v1/4242/4242/4242/4242", "/v1/***4242"),
    ("4242%094242%094242%094242", "***4242"),
    (
      #"{"description":"4242\t4242\t4242\t4242","url":"4242\/4242\/4242\/4242"}"#,
      #"{"description":"***4242","url":"***4242"}"#
    ),
    ("4242  4242  4242  4242", "***4242"),
    ("%34%32%34%32%34%32%34%32%34%32%34%32%34%32%34%32", "***%34%32%34%32"),
    (#"{"number":"\u0034242424242424242"}"#, #"{"number":"***4242"}"#),
    ("3782-822463-10005", "***0005"),
  ])
  func cardNumbersKeepTheirLastFourDigits(text: String, expected: String) {
    #expect(redacted(text) == expected)
  }

  @Test(arguments: [
    (#"{"cvc":"123","exp_month":12}"#, #"{"cvc":"***","exp_month":12}"#),
    (#"{"cvc": 123}"#, #"{"cvc": ***}"#),
    (#"{"CVV2" : "123"}"#, #"{"CVV2" : "***"}"#),
    (#"{"password":"two words, \"quoted\" & more","email":"a@b.c"}"#, #"{"password":"***","email":"a@b.c"}"#),
    (#""{\"password\":\"p\",\"a\":1}""#, #""{\"password\":\"***\",\"a\":1}""#),
    ("email=a%40b.c&password=hunter2&x=1", "email=a%40b.c&password=***&x=1"),
    ("client_secret=pi_1_secret_2", "client_secret=***"),
    ("payment_method_data%5Bcard%5D%5Bcvc%5D=123", "payment_method_data%5Bcard%5D%5Bcvc%5D=***"),
    ("api_key=abc; access_token=def", "api_key=***; access_token=***"),
    (#"{"id":"6b01","token":"ef-decFpkNG-Mr"}"#, #"{"id":"6b01","token":"***"}"#),
    (#"{"clientSecret":"anything"}"#, #"{"clientSecret":"***"}"#),
    (#"{"password":"never closed"#, #"{"password":"***"#),
    ("password[]=hunter2&password[0]=x", "password[]=***&password[0]=***"),
    ("password%5B%5D=hunter2", "password%5B%5D=***"),
    ("newPassword=hunter2&passwordConfirmation=x", "newPassword=***&passwordConfirmation=***"),
    (#"{"newPassword":"a","passwords":["b"]}"#, #"{"newPassword":"***","passwords":["***"]}"#),
    ("password=a%26b&x=1", "password=***&x=1"),
    ("body=%7B%22cvc%22%3A%22123%22%7D", "body=%7B%22cvc%22%3A%22***%22%7D"),
    (#"{"password":"never closed\"#, #"{"password":"***"#),
  ])
  func valuesWithASecretNameAreMasked(text: String, expected: String) {
    #expect(redacted(text) == expected)
  }

  @Test(arguments: [
    ("sk_test_nestbox", "sk_test_***"),
    ("/v1/customers?key=sk%5Ftest%5Fnestbox", "/v1/customers?key=sk%5Ftest%5F***"),
    ("Token ef-decFpkNG-Mr_x not found", "Token *** not found"),
    ("Invalid API Key provided: sk_live_abc123", "Invalid API Key provided: sk_live_***"),
    ("whsec_0123456789abcdef and rk_test_x", "whsec_*** and rk_test_***"),
    ("ek_test_YWNjdF8x", "ek_test_***"),
    ("/v1/payment_intents/pi_3Nx_secret_Yz", "/v1/payment_intents/pi_3Nx_secret_***"),
    ("seti_1_secret_2 cs_test_a1_secret_b2", "seti_1_secret_*** cs_test_a1_secret_***"),
    ("token eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.SflKxwRJ-SM_eK ok", "token *** ok"),
    ("Authorization: Bearer 6f1c-77ab.x_y~z+/==", "Authorization: Bearer ***"),
    ("authorization: basic c2tfdGVzdF9uZXN0Ym94Og==", "authorization: basic ***"),
  ])
  func keysAndTokensKeepTheirKind(text: String, expected: String) {
    #expect(redacted(text) == expected)
  }

  @Test(arguments: [
    "", "4242424242424241", "42424242424", "42424242424242424242", "pk_test_nestbox", "cvc_check=pass",
    "password must be longer than or equal to 6 characters", "/v1/customers/cus_9s6XKzkNRiz8i3?limit=10",
    #"{"client_secret":null}"#, "sk_test_", "eyJust a word", "Basic", "%", "%2", "%zz", "%5B", "créé 100 €", "cvc=",
    "client_secret", "card[token]=tok_visa", #"{"token":"btok_us"}"#, "1700000000", "2024-01-01 12",
    "using Bearer auth (e.g.", "1700000000.123456", "192.168.100.200 10.0.0.1",
  ])
  func whatIsNoSecretStays(text: String) {
    #expect(redacted(text) == text)
  }

  /// Each of these was once looked at again from every place in it.
  @Test(arguments: [
    "eyJ-", "eyJ", "password\"", "token='tok_ ", "1234 ", "1234-", "Bearer ", "_secret_", "%", "%34", "\\u0034",
    "token ",
    "password[", "a",
  ])
  func aLongTextTakesNoLongerThanItsLength(unit: String) {
    func time(_ count: Int) -> Double {
      let text = String(repeating: unit, count: count)
      return (0..<3).map { _ in processorTime { _ = redacted(text) } }.min() ?? 0
    }
    let short = time(500)
    // Twenty times as long, in not much more than twenty times the time; quadratic would be four hundred times.
    #expect(time(10_000) < short * 120 + 0.05)
  }
}

/// The seconds that this thread has spent on it, however busy the machine is.
private func processorTime(_ body: () -> Void) -> Double {
  func now() -> Double {
    var time = timespec()
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
  }
  let began = now()
  body()
  return now() - began
}
