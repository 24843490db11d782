import Testing
import Wire

@Suite struct RouterTests {
  private static var router: Router<String> {
    var router = Router<String>()
    router.add(.post, "/user/register", "register")
    router.add(.get, "/user/{id}", "show")
    router.add(.delete, "/user/{id}", "remove")
    router.add(.get, "/user/{id}/cards/{card}", "card")
    router.add(.get, "/", "root")
    return router
  }

  @Test(arguments: [
    (Method.post, "/user/register", "register", [String]()),
    (.get, "/user/register", "show", ["register"]),
    (.get, "/user/a%20b", "show", ["a b"]),
    (.get, "/user/a%2Fb/cards/%C3%A9", "card", ["a/b", "é"]),
    (.get, "/user/register/cards/1", "card", ["register", "1"]),
    (.get, "/", "root", []),
  ])
  func aLiteralWinsWhereItHasTheMethod(method: Wire.Method, path: String, endpoint: String, values: [String]) {
    guard case .found(let found, let foundValues) = Self.router.match(method, path) else {
      Issue.record("nothing found")
      return
    }
    #expect(Self.router[found] == endpoint)
    #expect(foundValues == values)
  }

  @Test func aMethodThatNobodyHasIsNotAllowed() {
    guard case .methodNotAllowed(let methods) = Self.router.match(.put, "/user/5") else {
      Issue.record("found or not found")
      return
    }
    #expect(methods == [.get, .delete])
  }

  @Test(arguments: [
    "", "user/5", "/user", "/user/", "/user/5/", "//", "/user//cards/1", "/user/%zz", "/user/%FF", "/user/%",
    "/user/5/cards",
  ])
  func whatIsNotThereIsNotFound(path: String) {
    guard case .notFound = Self.router.match(.get, path) else {
      Issue.record("\(path) is found")
      return
    }
  }
}
