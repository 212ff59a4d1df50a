// What a client needs to sign in with the MCP SDK at a real Keycloak, without a browser: its login and consent pages' forms
// are sent by us. Cookies are kept as browsers keep them for localhost, where Secure needs no https.
export class KeycloakSignIn {
  redirectUrl = 'http://localhost:9/callback';
  #user;
  #password;
  #cookies = new Map();
  #client;
  #tokens;
  #verifier;
  clientMetadataUrl;
  registrations = 0;
  consents = [];

  // clientMetadataUrl: of a client id metadata document; without it the client registers itself
  constructor(user, password, clientMetadataUrl) {
    this.#user = user;
    this.#password = password;
    this.clientMetadataUrl = clientMetadataUrl;
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
    this.registrations++;
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

  async redirectToAuthorization(url) {
    this.authorizationUrl = url;
    this.code = (await this.decide(url)).get('code');
  }

  // Goes through Keycloak's pages; answers what the redirect back to the client says.
  async decide(url) {
    let answer = await this.#ask(url);
    for (let pages = 0; pages < 8; pages++) {
      const place = answer.headers.get('location');
      if (place?.startsWith(this.redirectUrl)) return new URL(place).searchParams;
      answer = place ? await this.#ask(new URL(place, answer.url)) : await this.#fillIn(answer);
    }
    throw new Error(`it goes round in circles: ${answer.url}`);
  }

  async #fillIn(page) {
    const html = await page.text();
    const action = html.match(/<form[^>]*action="([^"]+)"/)?.[1];
    if (!action) throw new Error(`${page.status}: ${html.replace(/<[^>]*>/g, ' ').replace(/\s+/g, ' ')}`);
    const form = new URLSearchParams();
    if (html.includes('name="password"')) {
      form.set('username', this.#user);
      form.set('password', this.#password);
    } else {
      this.consents.push(html.replace(/<[^>]*>/g, ' ').replace(/\s+/g, ' '));
      form.set('code', html.match(/name="code"[^>]*value="([^"]*)"/)?.[1] ?? '');
      form.set('accept', 'Yes');
    }
    return this.#ask(new URL(action.replaceAll('&amp;', '&'), page.url), { method: 'POST', body: form });
  }

  async #ask(url, more = {}) {
    const cookie = [...this.#cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const answer = await fetch(url, { ...more, headers: { cookie }, redirect: 'manual' });
    for (const line of answer.headers.getSetCookie()) {
      const [name, value] = line.split(';', 1)[0].split(/=(.*)/s);
      this.#cookies.set(name, value);
    }
    return answer;
  }
}
