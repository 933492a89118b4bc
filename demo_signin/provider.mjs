// A real OpenID provider for trying the sign-in on one machine: ten ready people, no passwords, listening on loopback and nowhere else.
//
// Started by demo_signin/provider.py. Takes one line of JSON on standard input:
//   {"port": 8502, "address": "127.0.0.1", "site": "http://localhost:8501", "client_id": "…", "client_secret": "…",
//    "people": [{"email": "…", "name": "…", "role": "…"}], "host": "demo.example", "word": "…", "unverified": "…"}
// says {"issuer": "http://127.0.0.1:8502"} on standard output once it listens, and ends when standard input does.

import { createHash, generateKeyPairSync, randomBytes } from "node:crypto";
import { createServer } from "node:http";
import { createInterface } from "node:readline";

import { gonePage, leavePage, loginPage, lostPage, wordsFor } from "./pages.mjs";

// The library remarks on every start that it is used without a certificate and that memory forgets: both are meant here.
console.info = console.warn = () => {};
const { default: Provider } = await import("oidc-provider");

const LOOPBACK = "127.0.0.1";
const LONGEST_FORM = 10_000; // bytes
const HOUR = 3600; // seconds

function refuse(sentence) {
  process.stderr.write(`${sentence}\n`);
  process.exit(78);
}

function claimsOf(told, email) {
  const person = told.people.find((each) => each.email === email);
  return {
    sub: createHash("sha256").update(email).digest("hex").slice(0, 24),
    email,
    email_verified: email !== told.unverified,
    name: person?.name ?? email,
  };
}

function settings(told) {
  const { site, client_id, client_secret } = told;
  const { privateKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
  const back = `${site}/oauth2callback`;
  return {
    clients: [{ client_id, client_secret, redirect_uris: [back], post_logout_redirect_uris: [back] }],
    jwks: { keys: [{ ...privateKey.export({ format: "jwk" }), use: "sig", alg: "RS256" }] },
    cookies: { keys: [randomBytes(32).toString("hex")] },
    claims: { openid: ["sub"], email: ["email", "email_verified"], profile: ["name"] },
    conformIdTokenClaims: false, // the site reads the ID token and asks no further
    pkce: { required: () => true },
    ttl: { Interaction: HOUR, Session: 12 * HOUR, Grant: 12 * HOUR, AccessToken: HOUR, IdToken: HOUR, AuthorizationCode: 60 },
    findAccount: (_, email) => ({ accountId: email, claims: () => claimsOf(told, email) }),
    // Nobody is asked what the site may know: it is what they came for.
    async loadExistingGrant(context) {
      const { client, session, provider } = context.oidc;
      const grant = new provider.Grant({ clientId: client.clientId, accountId: session.accountId });
      grant.addOIDCScope("openid email profile");
      await grant.save();
      return grant;
    },
    interactions: { url: (_, interaction) => `/interaction/${interaction.uid}` },
    features: {
      devInteractions: { enabled: false },
      rpInitiatedLogout: {
        enabled: true,
        logoutSource: (context, form) => { context.body = leavePage(wordsFor(context.req), form); },
        postLogoutSuccessSource: (context) => { context.body = gonePage(wordsFor(context.req)); },
      },
    },
    renderError: (context) => { context.type = "html"; context.body = lostPage(wordsFor(context.req)); },
  };
}

async function form(request) {
  let text = "";
  for await (const part of request) {
    text += part;
    if (text.length > LONGEST_FORM) break;
  }
  return new URLSearchParams(text);
}

async function interact(provider, told, request, response) {
  const words = wordsFor(request);
  const send = (status, html) => response.writeHead(status, { "content-type": "text/html; charset=utf-8" }).end(html);
  let details;
  try {
    details = await provider.interactionDetails(request, response);
  } catch {
    return send(400, lostPage(words));
  }
  if (request.method !== "POST") return send(200, loginPage(words, told, details.uid));
  const sent = await form(request);
  const email = String(sent.get("email") ?? "").trim().toLowerCase();
  const known = sent.get("word")?.trim().toLowerCase() === told.word && /^[a-z0-9._-]+$/.test(email.split("@")[0]);
  if (!known || email !== `${email.split("@")[0]}@${told.host}`) return send(403, loginPage(words, told, details.uid, true));
  return provider.interactionFinished(request, response, { login: { accountId: email } }, { mergeWithLastSubmission: false });
}

async function start(told) {
  if ((told.address ?? LOOPBACK) !== LOOPBACK) {
    refuse(`The demonstration's sign-in lets anybody in as anybody: it listens on ${LOOPBACK} only, not on ${told.address}.`);
  }
  const server = createServer();
  server.on("error", (error) => refuse(`The demonstration's sign-in cannot listen on port ${told.port}: ${error.message}`));
  await new Promise((ready) => server.listen(told.port, LOOPBACK, ready));
  const issuer = `http://${LOOPBACK}:${server.address().port}`;
  const provider = new Provider(issuer, settings(told));
  const theirs = provider.callback();
  const policy = `default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'; form-action 'self' ${told.site}; frame-ancestors 'none'`;
  server.on("request", (request, response) => {
    response.setHeader("content-security-policy", policy);
    if (request.url.startsWith("/interaction/")) interact(provider, told, request, response).catch(() => response.destroy());
    else theirs(request, response);
  });
  process.stdout.write(`${JSON.stringify({ issuer })}\n`);
}

const lines = createInterface({ input: process.stdin });
lines.once("line", (line) => start(JSON.parse(line)));
lines.once("close", () => process.exit(0));
