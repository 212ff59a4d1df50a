// node sdk.mjs <user> <index>: what a person with this role can do with the official TypeScript SDK, from the first 401
// to a replayed refund. <index> chooses the order, so that several people do not meet at one.
// Environment: MCP_URL, TOOLS (comma separated, what this role must see).
import assert from 'node:assert/strict';
import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { UnauthorizedError } from '@modelcontextprotocol/sdk/client/auth.js';
import { StreamableHTTPClientTransport } from '@modelcontextprotocol/sdk/client/streamableHttp.js';
import { DemoSignIn } from './sign-in.mjs';

const [user, index] = process.argv.slice(2);
const url = new URL(process.env.MCP_URL);
const expected = process.env.TOOLS.split(',').filter(Boolean);
const signIn = new DemoSignIn(user);

const said = (what) => console.log(`ok ${user}: ${what}`);

async function connected() {
  const client = new Client({ name: 'outer', version: '1' });
  await client.connect(new StreamableHTTPClientTransport(url, { authProvider: signIn }));
  return client;
}

async function call(client, name, args) {
  const answer = await client.callTool({ name, arguments: args });
  assert.deepEqual(JSON.parse(answer.content[0].text), answer.structuredContent, 'the text is the structured content');
  assert.equal(Object.keys(answer.structuredContent)[0], 'summary');
  return { ...answer.structuredContent, isError: answer.isError === true };
}

// 401 → metadata → registration → code with PKCE and resource → token
const first = new StreamableHTTPClientTransport(url, { authProvider: signIn });
await assert.rejects(new Client({ name: 'outer', version: '1' }).connect(first), UnauthorizedError);
assert.equal(signIn.authorizationUrl.searchParams.get('resource'), url.href);
assert.equal(signIn.authorizationUrl.searchParams.get('code_challenge_method'), 'S256');
assert.equal(signIn.authorizationUrl.searchParams.get('scope'), 'commerce:read commerce:write');
await first.finishAuth(signIn.code);
const claims = JSON.parse(Buffer.from(signIn.tokens().access_token.split('.')[1], 'base64url'));
assert.equal(claims.aud, url.href);
said('signed in as a new client does');

const client = await connected();
assert.ok(client.getInstructions().length <= 1500);
const tools = (await client.listTools()).tools.map((tool) => tool.name);
assert.deepEqual(tools, expected);
said(`sees ${tools.length} tools`);

await assert.rejects(client.callTool({ name: 'refund_ordr', arguments: {} }), (error) => error.code === -32602);
said('an unknown tool is a protocol error');

if (tools.includes('get_order')) {
  const found = await call(client, 'find_orders', { payment_status: 'paid', limit: 50 });
  assert.equal(found.isError, false);
  const id = found.orders[Number(index)].id;
  const { order } = await call(client, 'get_order', { order_id: `#${id}` });
  assert.equal(order.id, id);
  said(`read ${id}`);
  const wrong = await call(client, 'get_order', { order_id: id, oder: 1 });
  assert.equal(wrong.error.code, 'invalid_arguments');
  if (tools.includes('refund_order')) await refund(client, order);
}

async function refund(client, order) {
  const line = order.lines.find((one) => Number(one.unit_price.amount) < 450);
  const args = {
    order_id: order.id,
    lines: [{ line_id: line.id, quantity: 1 }],
    reason: 'damaged',
    version: order.version,
    reasoning: `the customer sent a photo of the broken ${line.title}`,
    confidence: 0.95,
    note: null,
  };
  const planned = await call(client, 'refund_order', { ...args, dry_run: true });
  assert.equal(planned.status, 'planned', planned.summary);
  const done = await call(client, 'refund_order', args);
  assert.equal(done.status, 'done', done.summary);
  assert.match(done.summary, /^DONE: /);
  assert.equal(done.verification, 'verified');
  assert.equal(done.replayed, false);
  said(done.summary);

  const again = await call(await connected(), 'refund_order', args);
  assert.equal(again.status, 'done');
  assert.equal(again.replayed, true);
  assert.equal(again.action.id, done.action.id);
  const after = (await call(client, 'get_order', { order_id: order.id })).order;
  assert.equal(after.lines.find((one) => one.id === line.id).refunded_quantity, 1);
  said('the same again, over a new connection, changed nothing');

  const stale = await call(client, 'refund_order', { ...args, reason: 'defective' });
  assert.equal(stale.isError, true);
  assert.match(stale.summary, /^NOT DONE: /);
  assert.equal(stale.error.code, 'stale');
  assert.equal(stale.next.tool, 'get_order');
  const tooMany = await call(client, 'refund_order', {
    ...args,
    version: after.version,
    lines: [{ line_id: line.id, quantity: 99 }],
  });
  assert.equal(tooMany.isError, true);
  said(`a refusal can be read: ${tooMany.error.code}: ${tooMany.error.message}`);
}
await client.close();
