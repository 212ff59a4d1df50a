// What a client needs to sign in with the MCP SDK as one of the demo people, without a browser: the login page's form is
// sent by us. Keeps everything in memory, as a client that starts for the first time.
export class DemoSignIn {
  redirectUrl = 'http://localhost:9/callback';
  #user;
  #client;
  #tokens;
  #verifier;
  code;

  constructor(user) {
    this.#user = user;
  }

  get clientMetadata() {
    return {
      client_name: 'outer test',
      redirect_uris: [this.redirectUrl],
      grant_types: ['authorization_code', 'refresh_token'],
      response_types: ['code'],
      token_endpoint_auth_method: 'none',
    };
  }

  clientInformation() {
    return this.#client;
  }

  saveClientInformation(client) {
    this.#client = client;
  }

  tokens() {
    return this.#tokens;
  }

  saveTokens(tokens) {
    this.#tokens = tokens;
  }

  saveCodeVerifier(verifier) {
    this.#verifier = verifier;
  }

  codeVerifier() {
    return this.#verifier;
  }

  // the SDK has prepared everything and wants a browser to be opened
  async redirectToAuthorization(url) {
    this.authorizationUrl = url;
    this.code = (await decide(url, this.#user)).get('code');
  }
}

// Shows the login page and sends its form; answers what the redirect back to the client says.
export async function decide(url, user) {
  const page = await fetch(url, { redirect: 'manual' });
  if (page.status === 302) return new URL(page.headers.get('location')).searchParams;
  const html = await page.text();
  if (!html.includes(`value="${user}"`)) throw new Error(`no ${user} on the login page (${page.status}): ${html}`);
  const form = new URLSearchParams(url.search);
  form.set('user', user);
  const answer = await fetch(new URL('/authorize/decide', url), { method: 'POST', body: form, redirect: 'manual' });
  if (answer.status !== 302) throw new Error(`${answer.status}: ${await answer.text()}`);
  return new URL(answer.headers.get('location')).searchParams;
}
