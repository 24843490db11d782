import Testing

@testable import Wire

@Suite struct FormTests {
  @Test(arguments: [
    ("", "{}"), ("a=1", #"{"a":"1"}"#), ("a=1&b=2&c=", #"{"a":"1","b":"2","c":""}"#), ("a", #"{"a":""}"#),
    ("&&a=1&&", #"{"a":"1"}"#), ("a=1&a=2", #"{"a":"2"}"#), ("a=b=c", #"{"a":"b=c"}"#), ("=1", #"{"":"1"}"#),
    ("a[b]=1", #"{"a":{"b":"1"}}"#), ("a[b][c]=1&a[b][d]=2&a[e]=3", #"{"a":{"b":{"c":"1","d":"2"},"e":"3"}}"#),
    ("a[]=x&a[]=y", #"{"a":["x","y"]}"#), ("a[b][]=x&a[b][]=y", #"{"a":{"b":["x","y"]}}"#),
    ("a[0]=x&a[1]=y", #"{"a":{"0":"x","1":"y"}}"#), ("a[1][b]=x&a[0][b]=y", #"{"a":{"1":{"b":"x"},"0":{"b":"y"}}}"#),
    ("a[][b]=1&a[][c]=2&a[][b]=3", #"{"a":[{"b":"1","c":"2"},{"b":"3"}]}"#),
    ("a[][b][c]=1&a[][b][d]=2", #"{"a":[{"b":{"c":"1"}},{"b":{"d":"2"}}]}"#), ("a[][]=1", #"{"a":[["1"]]}"#),
    ("a=1&a[b]=2", #"{"a":{"b":"2"}}"#), ("a[b]=2&a=1", #"{"a":"1"}"#), ("a[b]=1&a[]=2", #"{"a":["2"]}"#),
    ("a%5Bb%5D=1", #"{"a":{"b":"1"}}"#), ("a[b%5Bc]=1", #"{"a":{"b[c":"1"}}"#),
    ("a[=1", #"{"a[":"1"}"#), ("a[b=1", #"{"a[b":"1"}"#), ("a]=1", #"{"a]":"1"}"#), ("[a]=1", #"{"[a]":"1"}"#),
    ("a[b]c=1", #"{"a[b]c":"1"}"#), ("a[b]c[d]=1", #"{"a[b]c[d]":"1"}"#), ("a[]b=1", #"{"a[]b":"1"}"#),
    ("a+b=c+d", #"{"a b":"c d"}"#), ("a=%2B%20%26%3D", #"{"a":"+ &="}"#), ("a=%C3%A9%F0%9F%98%80é", #"{"a":"é😀é"}"#),
    ("a=100%&b=%4", #"{"a":"100%","b":"%4"}"#), ("a=%zz", #"{"a":"%zz"}"#), ("a=%0D%0A%00", #"{"a":"\r\n\u0000"}"#),
    ("metadata[a.b]=1&metadata[a b]=2", #"{"metadata":{"a.b":"1","a b":"2"}}"#), ("é[ü]=1", #"{"é":{"ü":"1"}}"#),
  ])
  func bracketsMakeATree(form: String, tree: String) throws {
    #expect(try JSON.object(Form.parse(form)).text == tree)
  }

  @Test(arguments: ["a=%FF", "%C3=1", "a=%ED%A0%80", "a=b&c[%80]=1"])
  func refusesWhatIsNotUTF8(form: String) {
    #expect(throws: Form.Failure(reason: "Invalid UTF-8 in the request's parameters")) { try Form.parse(form) }
  }

  @Test func refusesMoreThanItsLimits() throws {
    let many = (0..<1024).map { "a\($0)=1" }.joined(separator: "&")
    #expect(try Form.parse(many).count == 1024)
    #expect(throws: Form.Failure(reason: "Too many parameters (at most 1024)")) { try Form.parse(many + "&b=1") }
    let deep = "a" + String(repeating: "[b]", count: 63)
    #expect(try Form.parse(deep + "=1").count == 1)
    #expect(throws: Form.Failure(reason: "Parameters are nested too deeply (at most 64)")) {
      try Form.parse(deep + "[b]=1")
    }
  }

  @Test func encodesWhatItCanReadAgain() throws {
    let pairs = [("a[b]", "1 & 2=3"), ("ü", "é+%"), ("list[]", "x"), ("list[]", "y")]
    let text = Form.encode(pairs)
    #expect(text == "a[b]=1%20%26%202%3D3&%C3%BC=%C3%A9%2B%25&list[]=x&list[]=y")
    #expect(try JSON.object(Form.parse(text)) == ["a": ["b": "1 & 2=3"], "ü": "é+%", "list": ["x", "y"]])
  }

  @Test(
    arguments: [
      (["x", "y"], ["x", "y"]), (["1": "y", "0": "x"], ["x", "y"]), (["1": "b"], nil), ([:], []),
      (["a": "x"], nil), (["0": "x", "a": "y"], nil), ("x", nil),
    ] as [(JSON, [JSON]?)])
  func listsMayHaveNumbers(value: JSON, items: [JSON]?) {
    #expect(Form.listValues(value) == items)
  }
}

@Suite struct MultipartTests {
  private func parse(_ text: String) throws -> Multipart { try Multipart(Array(text.utf8), boundary: "B") }

  @Test func partsAreAFormAndFiles() throws {
    let form = try parse(
      """
      preamble, to be ignored\r
      --B\r
      Content-Disposition: form-data; name="purpose"\r
      \r
      dispute_evidence\r
      --B\r
      Content-Disposition: form-data; name="link[create]"\r
      \r
      true\r
      --B\r
      content-disposition: form-data; name="file"; filename="a \\"b\\"; c.png"\r
      Content-Type: image/png\r
      \r
      \r\n--A\r\n-- B\r
      --B\r
      Content-Disposition: form-data; name="link[list][]"\r
      \r
      \r
      --B--\r
      epilogue
      """)
    #expect(JSON.object(form.fields) == ["purpose": "dispute_evidence", "link": ["create": "true", "list": [""]]])
    let file = Multipart.File(
      name: "file", filename: "a \"b\"; c.png", contentType: "image/png", bytes: Array("\r\n--A\r\n-- B".utf8))
    #expect(form.files == [file])
  }

  @Test func filesMayHoldAnyBytes() throws {
    let bytes = (0...255).map { UInt8($0) }
    let head = "--B\r\nContent-Disposition: form-data; name=f; filename=\"\"\r\n\r\n"
    let form = try Multipart(Array(head.utf8) + bytes + Array("\r\n--B--\r\n".utf8), boundary: "B")
    #expect(form.files.map(\.bytes) == [bytes])
    #expect(form.files.map(\.contentType) == ["application/octet-stream"])
  }

  @Test(arguments: [
    "", "--B", "--B\r\n", "--C\r\n\r\n--C--", "--B\r\nno colon\r\n\r\nx\r\n--B--",
    "--B\r\nContent-Disposition: form-data\r\n\r\nx\r\n--B--", "--B\r\n\r\nx\r\n--B--",
    "--B\r\nContent-Disposition: attachment; name=\"a\"\r\n\r\nx\r\n--B--",
    "--B\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\nx", "--Bx\r\n\r\n--B--",
  ])
  func refusesWhatIsMalformed(text: String) {
    #expect(throws: Form.Failure(reason: "The multipart body is malformed")) { try parse(text) }
  }

  @Test(arguments: [
    ("multipart/form-data; boundary=abc", "abc"), ("Multipart/Form-Data; charset=x; Boundary=\"a b;c\"", "a b;c"),
    ("multipart/form-data", nil), ("multipart/form-data; boundary=", nil), ("multipart/mixed; boundary=abc", nil),
    ("application/json", nil), ("multipart/form-data; boundary=\(String(repeating: "a", count: 71))", nil),
  ])
  func findsTheBoundary(contentType: String, boundary: String?) {
    #expect(Multipart.boundary(of: contentType) == boundary)
  }
}
