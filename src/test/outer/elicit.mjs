// node elicit.mjs <user> <index>: what the official TypeScript SDK does when a refund waits for its requester's own browser:
// with URL elicitation, with forms only, and with neither. The grant of the user must say confirmation: requester.
// Environment: MCP_URL.
import assert from 'node:assert/strict';
import { setTimeout as pause } from 'node:timers/promises';
import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { UnauthorizedError } from '@modelcontextprotocol/sdk/client/auth.js';
import { StreamableHTTPClientTransport } from '@modelcontextprotocol/sdk/client/streamableHttp.js';
import { ElicitRequestSchema } from '@modelcontextprotocol/sdk/types.js';
import { DemoSignIn } from './sign-in.mjs';

const [user, index] = process.argv.slice(2);
const url = new URL(process.env.MCP_URL);
const signIn = new DemoSignIn(user);
const said = (what) => console.log(`ok ${user}: ${what}`);

const first = new StreamableHTTPClientTransport(url, { authProvider: signIn });
await assert.rejects(new Client({ name: 'outer', version: '1' }).connect(first), UnauthorizedError);
await first.finishAuth(signIn.code);

// A client with what it was asked, what its replies were answered with, and what went wrong in it.
async function connected(elicitation) {
  const seen = { asked: [], replied: [], types: [], errors: [] };
  const client = new Client({ name: 'outer', version: '1' }, { capabilities: elicitation ? { elicitation } : {} });
  client.onerror = (error) => seen.errors.push(error);
  if (elicitation) {
    client.setRequestHandler(ElicitRequestSchema, async ({ params }) => {
      seen.asked.push(params);
      return { action: 'accept', content: { approve: true } };
    });
  }
  const watched = async (to, init) => {
    const answer = await fetch(to, init);
    const message = init?.method === 'POST' ? JSON.parse(init.body) : {};
    if (message.result) seen.replied.push(answer.status);
    if (message.params?.name === 'refund_order') seen.types.push(answer.headers.get('content-type'));
    return answer;
  };
  await client.connect(new StreamableHTTPClientTransport(url, { authProvider: signIn, fetch: watched }));
  return { client, seen };
}

async function call(client, name, args) {
  const answer = await client.callTool({ name, arguments: args });
  assert.deepEqual(JSON.parse(answer.content[0].text), answer.structuredContent);
  return answer.structuredContent;
}

async function until(what, holds) {
  for (let i = 0; !holds(); i++) {
    assert.ok(i < 200, what);
    await pause(25);
  }
}

const able = await connected({ form: {}, url: {} });
const { orders } = await call(able.client, 'find_orders', { payment_status: 'paid', limit: 50 });
const { order } = await call(able.client, 'get_order', { order_id: orders[Number(index)].id });
const line = order.lines.find((one) => Number(one.unit_price.amount) < 450);
const refund = {
  order_id: order.id,
  lines: [{ line_id: line.id, quantity: 1 }],
  reason: 'damaged',
  version: order.version,
  reasoning: `the customer sent a photo of the broken ${line.title}`,
};

const waiting = await call(able.client, 'refund_order', refund);
assert.equal(waiting.status, 'awaiting_approval', waiting.summary);
assert.match(waiting.summary, /^WAITING FOR A PERSON, NOT DONE: /);
await until('the reply of the client arrived', () => able.seen.replied.length === 1);
assert.equal(able.seen.asked.length, 1);
assert.equal(able.seen.asked[0].mode, 'url');
assert.equal(able.seen.asked[0].url, waiting.approval.url);
said('was asked to open the page, and got its answer without waiting for anybody');

assert.deepEqual(able.seen.replied, [202]);
assert.equal((await call(able.client, 'get_action', { action_id: waiting.action.id })).status, 'awaiting_approval');
const untouched = (await call(able.client, 'get_order', { order_id: order.id })).order;
assert.equal(untouched.version, order.version);
said('accepted with a form that says approve: nothing was decided');

const again = await call(able.client, 'refund_order', refund);
assert.equal(again.replayed, true);
assert.deepEqual({ ...again, replayed: false }, waiting);
await until('asked again', () => able.seen.replied.length === 2);
assert.equal(able.seen.asked[1].elicitationId, able.seen.asked[0].elicitationId);
assert.deepEqual(able.seen.types, ['text/event-stream', 'text/event-stream']);
assert.deepEqual(able.seen.errors, []);
said('asked again for what still waits');

for (const elicitation of [{}, { form: {} }, undefined]) {
  const unable = await connected(elicitation);
  assert.deepEqual(await call(unable.client, 'refund_order', refund), again);
  assert.deepEqual(unable.seen.types, ['application/json']);
  assert.deepEqual(unable.seen.asked, []);
  assert.deepEqual(unable.seen.errors, []);
  await unable.client.close();
}
said('without URL elicitation the answer is the plain one');
await able.client.close();
