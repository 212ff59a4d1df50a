// node oauth.mjs: what the sign-in refuses, asked with the SDK's own OAuth functions.
import assert from 'node:assert/strict';
import {
  discoverAuthorizationServerMetadata,
  discoverOAuthProtectedResourceMetadata,
  exchangeAuthorization,
  extractWWWAuthenticateParams,
  refreshAuthorization,
  registerClient,
  startAuthorization,
} from '@modelcontextprotocol/sdk/client/auth.js';
import { DemoSignIn, decide } from './sign-in.mjs';

const url = new URL(process.env.MCP_URL);
const ping = { method: 'POST', body: '{"jsonrpc":"2.0","id":"a","method":"ping"}' };
const headers = { 'content-type': 'application/json', accept: 'application/json, text/event-stream' };

const refused = await fetch(url, { ...ping, headers });
assert.equal(refused.status, 401);
const challenge = extractWWWAuthenticateParams(refused);
assert.equal(challenge.scope, 'commerce:read commerce:write');
const resource = await discoverOAuthProtectedResourceMetadata(url, {
  resourceMetadataUrl: challenge.resourceMetadataUrl,
});
assert.equal(resource.resource, url.href);
assert.deepEqual(resource.scopes_supported, ['commerce:read', 'commerce:write']);
const [issuer] = resource.authorization_servers;
const metadata = await discoverAuthorizationServerMetadata(issuer);
console.log('ok metadata leads from the 401 to the issuer');

const { clientMetadata, redirectUrl } = new DemoSignIn('ada');
const clientInformation = await registerClient(issuer, { metadata, clientMetadata });

async function authorize(resource, scope = challenge.scope) {
  const asked = { metadata, clientInformation, redirectUrl, scope, resource };
  const { authorizationUrl, codeVerifier } = await startAuthorization(issuer, asked);
  return { codeVerifier, answer: await decide(authorizationUrl, 'ada') };
}

const exchange = (authorizationCode, codeVerifier, resource = url) =>
  exchangeAuthorization(issuer, {
    metadata, clientInformation, authorizationCode, codeVerifier, redirectUri: redirectUrl, resource,
  });

const call = async (token) =>
  (await fetch(url, { ...ping, headers: { ...headers, authorization: `Bearer ${token}` } })).status;

const wrong = await authorize(new URL('https://other.example/mcp'));
assert.equal(wrong.answer.get('error'), 'invalid_target');
assert.equal(wrong.answer.get('code'), null);
console.log('ok a wrong resource is refused');

const stolen = await authorize(url);
await assert.rejects(exchange(stolen.answer.get('code'), 'x'.repeat(43)), /invalid_grant|verifier/i);
console.log('ok a wrong verifier is refused');

const changed = await authorize(url);
const admin = new URL('/api/admin', url);
await assert.rejects(exchange(changed.answer.get('code'), changed.codeVerifier, admin), /invalid_target|sign-in/i);
console.log('ok a resource changed on the way is refused');

const good = await authorize(url);
const tokens = await exchange(good.answer.get('code'), good.codeVerifier);
assert.equal(await call(tokens.access_token), 200);
await assert.rejects(exchange(good.answer.get('code'), good.codeVerifier));
console.log('ok a code is good once');

const again = await authorize(url);
const session = await exchange(again.answer.get('code'), again.codeVerifier);
const refreshed = await refreshAuthorization(issuer, {
  metadata, clientInformation, refreshToken: session.refresh_token, resource: url,
});
assert.equal(await call(refreshed.access_token), 200);
console.log('ok a refreshed token works');

const other = await authorize(admin, 'countersign:admin');
const adminTokens = await exchange(other.answer.get('code'), other.codeVerifier, admin);
assert.equal(await call(adminTokens.access_token), 401);
console.log('ok a token for /api/admin is a 401 at /mcp');
