@main struct Nestbox { static func main() {} }
