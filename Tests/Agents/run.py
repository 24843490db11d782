"""`nestbox mcp` with the official client: python3 Tests/Agents/run.py .build/release/nestbox (needs `mcp` from PyPI)"""
import asyncio
import json
import pathlib
import subprocess
import sys
import unittest

from mcp import ClientSession, StdioServerParameters
from mcp.client.stdio import stdio_client

ROOT = pathlib.Path(__file__).resolve().parents[2]
BINARY = str(pathlib.Path(sys.argv.pop(1)).resolve())


class Agent(unittest.IsolatedAsyncioTestCase):
    async def use(self, story):
        server = StdioServerParameters(command=BINARY, args=["mcp", "--start"], cwd=str(ROOT))
        async with stdio_client(server) as (read, write), ClientSession(read, write) as session:
            self.begun = await session.initialize()
            self.session = session
            await asyncio.wait_for(story(), 60)

    async def call(self, name, /, **arguments):
        result = await self.session.call_tool(name, arguments)
        text = result.content[0].text
        self.assertFalse(self.is_error(result), text)
        return json.loads(text)

    async def refusal(self, name, /, **arguments):
        result = await self.session.call_tool(name, arguments)
        self.assertTrue(self.is_error(result))
        return result.content[0].text

    @staticmethod
    def is_error(result):
        return result.is_error if hasattr(result, "is_error") else result.isError

    async def test_tools_are_named_as_stripes_own(self):
        async def story():
            await self.session.send_ping()
            tools = {tool.name: tool for tool in (await self.session.list_tools()).tools}
            for name in (
                    "create_customer", "list_customers", "create_product", "create_price", "create_invoice",
                    "list_payment_intents", "create_refund", "retrieve_balance", "list_subscriptions",
                    "cancel_subscription", "list_disputes", "search_stripe_resources", "fetch_stripe_resources",
                    "advance_clock", "add_fault", "trigger_event", "list_requests", "verify_contracts"):
                self.assertIn(name, tools)
            # The client checks the schemas when it reads them; these say what has to be there.
            schema = json.loads(tools["create_price"].model_dump_json(by_alias=True))["inputSchema"]
            self.assertEqual(schema["required"], ["product", "unit_amount", "currency"])

        await self.use(story)

    async def test_a_shop_and_a_year(self):
        async def story():
            customer = await self.call("create_customer", name="Jenny", email="jenny@example.com")
            product = await self.call("create_product", name="Gold")
            price = await self.call(
                "create_price", product=product["id"], unit_amount=900, currency="usd", recurring={"interval": "month"})
            self.assertEqual(price["recurring"]["interval"], "month")
            found = await self.call("list_customers", email="jenny@example.com")
            self.assertEqual([each["id"] for each in found["data"]], [customer["id"]])
            found = await self.call("search_stripe_resources", query='customers:email:"jenny@example.com"')
            self.assertEqual(found["data"][0]["id"], customer["id"])
            self.assertEqual((await self.call("fetch_stripe_resources", id=customer["id"]))["name"], "Jenny")
            before = (await self.call("get_clock"))["now"]
            self.assertGreaterEqual((await self.call("advance_clock", duration="30d"))["now"], before + 30 * 86400)
            invoice = await self.call("create_invoice", customer=customer["id"], days_until_due=30)
            self.assertEqual(invoice["collection_method"], "send_invoice")
            once = await self.call("create_price", product=product["id"], unit_amount=500, currency="usd")
            item = await self.call(
                "create_invoice_item", customer=customer["id"], price=once["id"], invoice=invoice["id"])
            self.assertEqual(item["amount"], 500)
            self.assertEqual((await self.call("finalize_invoice", invoice=invoice["id"]))["amount_due"], 500)

        await self.use(story)

    async def test_money_goes_back(self):
        async def story():
            made = await self.call("trigger_event", event="payment_intent.succeeded")
            refund = await self.call("create_refund", payment_intent=made["object"]["id"])
            self.assertEqual(refund["status"], "succeeded")
            asked = await self.call("list_requests", path="/v1/refunds", method="POST")
            self.assertEqual(asked["count"], 1)
            self.assertEqual((await self.call("retrieve_balance"))["object"], "balance")

        await self.use(story)

    async def test_what_goes_wrong_is_said(self):
        async def story():
            self.assertIn("No such payment_intent", await self.refusal("create_refund", payment_intent="pi_none"))
            self.assertIn("needs “name”", await self.refusal("create_customer"))
            self.assertIn("did you mean “email”", await self.refusal("list_customers", emial="x"))
            self.assertIn("has to be of type integer", await self.refusal("list_customers", limit="x"))
            self.assertIn("did you mean customers", await self.refusal("search_stripe_resources", query="custmers:x"))
            await self.call("add_fault", path="/v1/customers", status=500)
            self.assertIn("api_error", await self.refusal("list_customers"))
            await self.call("clear_faults")
            with self.assertRaisesRegex(Exception, "did you mean “create_refund”"):
                await self.session.call_tool("create_refnud", {})

        await self.use(story)

    async def test_contracts_are_verified(self):
        async def story():
            result = await self.session.call_tool("verify_contracts", {"contracts": ["Contracts/stripe/customer-lifecycle.json"]})
            self.assertIn("passed", result.content[0].text)
            self.assertNotIn("failed", result.content[0].text)

        await self.use(story)

    def test_nonsense_is_answered_with_the_codes_of_json_rpc(self):
        lines = ["{", "[]", '{"jsonrpc":"2.0","id":1,"method":"nonsense"}', '{"jsonrpc":"2.0","method":"notifications/x"}',
                 '{"jsonrpc":"2.0","id":"a","method":"tools/call","params":{"name":"nonsense"}}',
                 '{"jsonrpc":"2.0","id":2,"method":"ping"}', ""]
        done = subprocess.run(
            [BINARY, "mcp", "--start"], input="\n".join(lines) + "\n", capture_output=True, text=True, timeout=30)
        answers = [json.loads(line) for line in done.stdout.splitlines()]
        self.assertEqual(
            [answer.get("error", {}).get("code") for answer in answers], [-32700, -32600, -32601, -32602, None])
        self.assertEqual([answer["id"] for answer in answers], [None, None, 1, "a", 2])
        self.assertEqual(done.returncode, 0)


if __name__ == "__main__":
    unittest.main()
