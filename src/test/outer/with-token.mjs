// node with-token.mjs <program> <arguments>: runs a program that cannot sign in against a proxy of MCP_URL that adds
// MCP_TOKEN. The program gets the proxy's address as --url. The proxy says the server's own name in Host and Origin where
// the program says the proxy's, and hands everything else through.
import { spawn } from 'node:child_process';
import http from 'node:http';

const upstream = new URL(process.env.MCP_URL);

const proxy = http.createServer((request, response) => {
  const here = `localhost:${proxy.address().port}`;
  const headers = { ...request.headers, authorization: `Bearer ${process.env.MCP_TOKEN}` };
  if (headers.host === here) headers.host = upstream.host;
  if (headers.origin === `http://${here}`) headers.origin = upstream.origin;
  const forwarded = http.request(upstream, { method: request.method, headers }, (answer) => {
    response.writeHead(answer.statusCode, answer.headers);
    answer.pipe(response);
  });
  forwarded.on('error', (error) => response.writeHead(502).end(String(error)));
  request.pipe(forwarded);
});

proxy.listen(0, 'localhost', () => {
  const [program, ...rest] = process.argv.slice(2);
  const url = `http://localhost:${proxy.address().port}/mcp`;
  const child = spawn(process.execPath, [program, ...rest, '--url', url], { stdio: 'inherit' });
  child.on('exit', (code) => {
    proxy.close();
    process.exit(code ?? 1);
  });
});
