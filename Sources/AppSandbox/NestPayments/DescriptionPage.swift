import Wire

/// The same description for people: one page, nothing fetched from elsewhere.
enum DescriptionPage {
  static let html = """
    <!doctype html>
    <html lang="en">
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <title>\(NestPayments.title)</title>
    <style>\(style)</style>
    <header>
    <h1>\(NestPayments.title) <small>\(NestPayments.version)</small></h1>
    <p>\(NestPayments.about)</p>
    <p>\(code(NestPayments.authentication)). Send it as <code>Authorization: Bearer …</code>.</p>
    <p><a href="api-json">The OpenAPI description</a></p>
    </header>
    <main>
    \(NestPayments.Operation.Tag.allCases.map(section).joined(separator: "\n"))
    <h2>Bodies</h2>
    \(NestPayments.Schema.all.map(schema).joined(separator: "\n"))
    </main>
    </html>
    """

  private static func section(_ tag: NestPayments.Operation.Tag) -> String {
    let operations = NestPayments.Operation.all.filter { $0.tag == tag }
    return "<h2>\(tag.rawValue)</h2>\n" + operations.map(operation).joined(separator: "\n")
  }

  private static func operation(_ operation: NestPayments.Operation) -> String {
    let method = operation.method.rawValue
    let example = operation.isList ? JSON.array([operation.answer.example]) : operation.answer.example
    let request = operation.body.map { body in
      "<h3>Request · \(link(body))</h3>\n<pre>\(escaped(body.example.prettyText))</pre>"
    }
    return """
      <details id="\(operation.id)">
      <summary>
      <b class="\(method.lowercased())">\(method)</b> <code>\(operation.path)</code> <span>\(operation.summary)</span>
      \(operation.isSecured ? "<i title=\"Needs a token\">token</i>" : "")
      </summary>
      \(request ?? "")
      <h3>\(operation.status) \(StatusLine.reason(operation.status)) · \(link(operation.answer))</h3>
      <pre>\(escaped(example.prettyText))</pre>
      </details>
      """
  }

  private static func schema(_ schema: NestPayments.Schema) -> String {
    let rows = schema.fields.map { field in
      """
      <tr><td><code>\(field.name)</code><td>\(field.type)<td>\(field.isRequired ? "required" : "optional")\
      <td>\(escaped(field.description))
      """
    }
    return """
      <h3 id="\(schema.name)">\(schema.name)</h3>
      <div class="table"><table>
      \(rows.joined(separator: "\n"))
      </table></div>
      """
  }

  private static func link(_ schema: NestPayments.Schema) -> String {
    "<a href=\"#\(schema.name)\">\(schema.name)</a>"
  }

  private static func escaped(_ text: String) -> String {
    text.replacing("&", with: "&amp;").replacing("<", with: "&lt;").replacing(">", with: "&gt;")
  }

  /// Renders text between backticks as code.
  private static func code(_ text: String) -> String {
    escaped(text).split(separator: "`", omittingEmptySubsequences: false).enumerated()
      .map { $0.offset % 2 == 0 ? String($0.element) : "<code>\($0.element)</code>" }.joined()
  }

  private static let style = """
    :root { color-scheme: light dark; --line: light-dark(#d9dee6, #333b47); --soft: light-dark(#f5f7fa, #1a2029);
      --text: light-dark(#1b2430, #e4e9f0); --faint: light-dark(#5b6675, #97a3b4); --link: light-dark(#2458c5, #8fb4ff) }
    * { box-sizing: border-box }
    body { margin: 0 auto; max-width: 56rem; padding: 2rem 1rem 4rem; font: 16px/1.5 system-ui, sans-serif;
      color: var(--text); background: light-dark(#fff, #11161d) }
    h1 { margin: 0; font-size: 1.8rem } h1 small { color: var(--faint); font-weight: 400; font-size: 1rem }
    h2 { margin: 2.5rem 0 .75rem; font-size: 1.25rem } h3 { margin: 1rem 0 .25rem; font-size: .95rem }
    a { color: var(--link) } code, pre { font: .875em/1.5 ui-monospace, monospace }
    pre { margin: 0; padding: .75rem; overflow: auto; background: var(--soft); border-radius: 6px }
    details { border: 1px solid var(--line); border-radius: 8px; margin: .5rem 0; padding: 0 .75rem }
    details[open] { padding-bottom: .75rem }
    summary { display: flex; flex-wrap: wrap; gap: .25rem .75rem; align-items: baseline; padding: .6rem 0; cursor: pointer }
    summary::marker { content: "" } summary span { color: var(--faint); font-size: .9rem }
    summary b { min-width: 4.5rem; text-align: center; border-radius: 4px; padding: .1rem 0; color: #fff; font-size: .75rem }
    summary i { margin-left: auto; color: var(--faint); font-size: .8rem }
    .get { background: #2a62b8 } .post { background: #1d7a46 } .patch { background: #96600a } .delete { background: #b3372f }
    .table { overflow-x: auto } table { border-collapse: collapse; width: 100%; font-size: .9rem }
    td { border-top: 1px solid var(--line); padding: .4rem .75rem .4rem 0; vertical-align: top }
    td:nth-child(2), td:nth-child(3) { color: var(--faint); white-space: nowrap }
    """
}
