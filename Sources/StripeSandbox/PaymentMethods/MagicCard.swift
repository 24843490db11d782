/// A card of a magic payment method. The same one is mostly used again, so the latest card is shared.
struct MagicCard {
  let row: TestCard.Row
  let date: CivilDate
  let card: Shared<Card?>
}

extension Sandbox {
  /// The card of a magic payment method, as it is before its first use.
  func card(of row: TestCard.Row) -> Shared<Card?> {
    let date = CivilDate(now)
    if let magicCard, magicCard.row === row, magicCard.date == date { return magicCard.card }
    let card = Shared<Card?>(wrappedValue: Card(row, now: now, account: accountID))
    magicCard = MagicCard(row: row, date: date, card: card)
    return card
  }
}
