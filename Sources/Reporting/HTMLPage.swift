/// A page that needs nothing but itself, in light and dark.
package struct HTMLPage {
  private let title: String
  private let body: String
  private let script: String

  package init(title: String, body: String, script: String = "") {
    self.title = title
    self.body = body
    self.script = script
  }

  package var text: String {
    """
    <!doctype html>
    <html lang="en">
    <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <meta name="color-scheme" content="light dark">
    <title>\(escapedMarkup(title))</title>
    <style>
    \(Self.style)
    </style>
    </head>
    <body>
    <main>
    \(body)
    </main>
    <script>\(script)</script>
    </body>
    </html>

    """
  }

  private static let style = """
    :root { --bg: #fbfaf8; --card: #fff; --ink: #24211d; --soft: #77706a; --line: #e6e1da; --good: #1f7a4d;
      --bad: #b3261e; --warn: #8a6100; --code: #f4f1ec; --accent: #33548a; }
    @media (prefers-color-scheme: dark) { :root { --bg: #171614; --card: #201f1c; --ink: #ece8e1; --soft: #9c958c;
      --line: #36332e; --good: #6fcf97; --bad: #ff8a80; --warn: #e7b84f; --code: #2a2824; --accent: #9dbdf0; } }
    * { box-sizing: border-box; }
    body { margin: 0; background: var(--bg); color: var(--ink); font: 15px/1.5 system-ui, sans-serif; }
    main { max-width: 68rem; margin: 0 auto; padding: 2.5rem 1.25rem 5rem; }
    h1 { font-size: 1.6rem; margin: 0 0 .25rem; letter-spacing: -.01em; }
    h2 { font-size: 1.1rem; margin: 2.25rem 0 .5rem; }
    p { margin: .25rem 0; } .soft { color: var(--soft); }
    .good { color: var(--good); } .bad { color: var(--bad); } .warn { color: var(--warn); }
    .bar { display: flex; height: 10px; border-radius: 5px; overflow: hidden; margin: 1.25rem 0; background: var(--line); }
    .bar i { display: block; min-width: 2px; } .bar .good { background: var(--good); } .bar .bad { background: var(--bad); }
    .bar .warn { background: var(--warn); }
    nav { display: flex; gap: .5rem; flex-wrap: wrap; margin: 1rem 0; }
    button { font: inherit; color: inherit; background: var(--card); border: 1px solid var(--line); border-radius: 999px;
      padding: .15rem .8rem; cursor: pointer; }
    button[aria-pressed=true] { border-color: var(--accent); color: var(--accent); }
    details, .card { background: var(--card); border: 1px solid var(--line); border-radius: 8px; margin: .35rem 0; }
    .card { padding: .6rem .9rem; overflow-x: auto; }
    summary { display: flex; gap: .75rem; align-items: baseline; padding: .45rem .9rem; cursor: pointer; }
    summary .name { flex: 1; } summary::-webkit-details-marker { display: none; } summary { list-style: none; }
    .inside { padding: .25rem .9rem .9rem; border-top: 1px solid var(--line); }
    .note { border-left: 3px solid var(--warn); padding-left: .75rem; margin: .6rem 0; }
    table { border-collapse: collapse; width: 100%; margin: .5rem 0; font-variant-numeric: tabular-nums; }
    th { text-align: left; font-weight: 600; color: var(--soft); font-size: .82rem; }
    th, td { padding: .28rem .6rem .28rem 0; border-bottom: 1px solid var(--line); vertical-align: top; }
    td.number, th.number { text-align: right; }
    code, pre { font: 13px/1.45 ui-monospace, monospace; }
    pre { background: var(--code); border-radius: 6px; padding: .6rem .8rem; overflow-x: auto; white-space: pre-wrap;
      overflow-wrap: anywhere; margin: .4rem 0; }
    dl { display: grid; grid-template-columns: max-content 1fr; gap: .1rem 1rem; margin: .4rem 0 .8rem; }
    dt { color: var(--soft); } dd { margin: 0; overflow-wrap: anywhere; }
    .chart { display: grid; grid-template-columns: max-content 1fr; gap: .1rem .9rem; align-items: center; }
    .chart .label { grid-row: span var(--rows); align-self: center; text-align: right; }
    .chart .track { display: flex; align-items: center; gap: .5rem; font-size: .82rem; min-width: 0; }
    .chart .track i { display: block; height: 13px; min-width: 2px; border-radius: 0 3px 3px 0;
      background: var(--accent); } .chart hr { grid-column: 1 / -1; border: 0; margin: .2rem 0; width: 100%; }
    .chart .track span { white-space: nowrap; font-variant-numeric: tabular-nums; }
    .legend { display: flex; gap: 1.2rem; flex-wrap: wrap; font-size: .85rem; margin: .4rem 0 .8rem; }
    .legend i { display: inline-block; width: 13px; height: 13px; border-radius: 3px; background: var(--accent);
      margin-right: .4rem; vertical-align: -1px; }
    .tone0 { opacity: .4; } .tone1 { opacity: .7; } .tone2 { opacity: 1; }
    """
}
