// node keycloak.mjs <user> <index>: the whole way of a client of the official TypeScript SDK with a real Keycloak, from the first
// 401 to a replayed refund, a refreshed token and a step from reading to writing. <index> chooses the order.
// Environment: MCP_URL, PASSWORD, DOCUMENT (a client id metadata document; without it the client registers itself).
import assert from 'node:assert/strict';
import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import {
  discoverAuthorizationServerMetadata,
  discoverOAuthProtectedResourceMetadata,
  exchangeAuthorization,
  extractWWWAuthenticateParams,
  refreshAuthorization,
  startAuthorization,
  UnauthorizedError,
} from '@modelcontextprotocol/sdk/client/auth.js';
import { StreamableHTTPClientTransport } from '@modelcontextprotocol/sdk/client/streamableHttp.js';
import { KeycloakSignIn } from './keycloak-sign-in.mjs';

const [user, index] = process.argv.slice(2);
const url = new URL(process.env.MCP_URL);
const document = process.env.DOCUMENT || undefined;
const signIn = new KeycloakSignIn(user, process.env.PASSWORD, document);
const said = (what) => console.log(`ok ${user}: ${what}`);
const claims = (token) => JSON.parse(Buffer.from(token.split('.')[1], 'base64url'));

async function call(client, name, args) {
  const answer = await client.callTool({ name, arguments: args });
  return { ...answer.structuredContent, isError: answer.isError === true };
}

// 401 → metadata → who we are → code with PKCE and resource → login → consent → token
const first = new StreamableHTTPClientTransport(url, { authProvider: signIn });
await assert.rejects(new Client({ name: 'outer', version: '1' }).connect(first), UnauthorizedError);
const asked = signIn.authorizationUrl.searchParams;
assert.equal(asked.get('resource'), url.href);
assert.equal(asked.get('code_challenge_method'), 'S256');
assert.equal(asked.get('scope'), 'commerce:read commerce:write');
assert.equal(asked.get('client_id') === document, document !== undefined);
assert.equal(signIn.registrations, 1);
assert.equal(signIn.consents.length, 1);
assert.match(signIn.consents[0], /Look up orders/);
assert.match(signIn.consents[0], /Ask for refunds/);
assert.doesNotMatch(signIn.consents[0], /Administer/);
await first.finishAuth(signIn.code);
const token = claims(signIn.tokens().access_token);
assert.equal(token.aud, url.href);
assert.deepEqual(token.realm_access.roles.toSorted(), ['everybody', 'support_agent']);
said(document ? 'signed in as the client of a document' : 'signed in as a client that registered itself');

const client = new Client({ name: 'outer', version: '1' });
await client.connect(new StreamableHTTPClientTransport(url, { authProvider: signIn }));
const tools = (await client.listTools()).tools.map((tool) => tool.name);
assert.ok(tools.includes('refund_order') && !tools.includes('issue_store_credit'), tools.join());
const found = await call(client, 'find_orders', { payment_status: 'paid', limit: 50 });
const id = found.orders[Number(index)].id;
const { order } = await call(client, 'get_order', { order_id: id });
const line = order.lines.find((one) => Number(one.unit_price.amount) < 450);
const args = {
  order_id: id,
  lines: [{ line_id: line.id, quantity: 1 }],
  reason: 'damaged',
  version: order.version,
  reasoning: `the customer sent a photo of the broken ${line.title}`,
  confidence: 0.95,
};
const done = await call(client, 'refund_order', args);
assert.equal(done.status, 'done', done.summary);
assert.equal(done.verification, 'verified');
assert.equal((await call(client, 'refund_order', args)).replayed, true);
said(done.summary);
await client.close();

const ping = async (bearer, body = '{"jsonrpc":"2.0","id":"a","method":"ping"}') =>
  fetch(url, {
    method: 'POST',
    body,
    headers: {
      'content-type': 'application/json',
      accept: 'application/json, text/event-stream',
      authorization: `Bearer ${bearer}`,
    },
  });

const challenged = extractWWWAuthenticateParams(await ping('no.such.token'));
const resource = await discoverOAuthProtectedResourceMetadata(url, { resourceMetadataUrl: challenged.resourceMetadataUrl });
const [issuer] = resource.authorization_servers;
const metadata = await discoverAuthorizationServerMetadata(issuer);
const clientInformation = signIn.clientInformation();

const refreshed = await refreshAuthorization(issuer, {
  metadata, clientInformation, refreshToken: signIn.tokens().refresh_token, resource: url,
});
assert.equal((await ping(refreshed.access_token)).status, 200);
assert.equal(claims(refreshed.access_token).aud, url.href);
said('a refreshed token works');

// a client that began with reading only
async function authorized(scope) {
  const { authorizationUrl, codeVerifier } = await startAuthorization(issuer, {
    metadata, clientInformation, redirectUrl: signIn.redirectUrl, scope, resource: url,
  });
  const answer = await signIn.decide(authorizationUrl);
  return exchangeAuthorization(issuer, {
    metadata, clientInformation, authorizationCode: answer.get('code'), codeVerifier, redirectUri: signIn.redirectUrl, resource: url,
  });
}
const write = JSON.stringify({ jsonrpc: '2.0', id: 1, method: 'tools/call', params: { name: 'refund_order', arguments: args } });
const reading = await authorized('commerce:read');
const refused = await ping(reading.access_token, write);
assert.equal(refused.status, 403);
const { scope, error } = extractWWWAuthenticateParams(refused);
assert.equal(error, 'insufficient_scope');
assert.equal(scope, 'commerce:read commerce:write');
const writing = await authorized(scope);
const answer = await ping(writing.access_token, write);
assert.equal(answer.status, 200);
assert.equal((await answer.json()).result.structuredContent.replayed, true);
said('stepped up from reading to writing, asked for what the 403 names');
