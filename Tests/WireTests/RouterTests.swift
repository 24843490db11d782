import Testing
import Wire

@Suite struct RouterTests {
  private static var router: Router<String> {
    var router = Router<String>()
    router.add(.post, "/user/register", "register")
    router.add(.get, "/user/{id}", "show")
    router.add(.delete, "/user/{id}", "remove")
    return router
  }

  @Test(arguments: [
    (Method.post, "/user/register", "register", [String]()),
    (.get, "/user/register", "show", ["register"]),
    (.get, "/user/a%20b", "show", ["a b"]),
  ])
  func aLiteralWinsWhereItHasTheMethod(method: Wire.Method, path: String, endpoint: String, values: [String]) {
    guard case .found(let found, let foundValues) = Self.router.match(method, path) else {
      Issue.record("nothing found")
      return
    }
    #expect(found == endpoint)
    #expect(foundValues == values)
  }

  @Test func aMethodThatNobodyHasIsNotAllowed() {
    guard case .methodNotAllowed(let methods) = Self.router.match(.put, "/user/5") else {
      Issue.record("found or not found")
      return
    }
    #expect(methods == [.get, .delete])
  }
}
