// The provider's own pages: plain HTML in the visitor's language, nothing fetched, nothing that runs but one line that signs out.

import { readFileSync } from "node:fs";

const WORDS = JSON.parse(readFileSync(new URL("./words.json", import.meta.url), "utf8"));

export function wordsFor(request) {
  const wanted = String(request.headers["accept-language"] ?? "").slice(0, 2).toLowerCase();
  const language = wanted in WORDS ? wanted : "en";
  return { ...WORDS[language], language };
}

const escaped = (text) => String(text).replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`);
const filled = (text, told) => text.replace(/\{(\w+)\}/g, (_, name) => told[name]);

function page(words, title, content) {
  return `<!DOCTYPE html>
<html lang="${words.language}">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>${escaped(title)}</title>
<style>
  :root { color-scheme: light dark; }
  body { font: 1rem/1.5 system-ui, sans-serif; max-width: 34rem; margin: 2rem auto; padding: 0 1rem; }
  ul { list-style: none; padding: 0; display: grid; gap: .5rem; }
  button, input { font: inherit; padding: .5rem .75rem; box-sizing: border-box; }
  li button { width: 100%; text-align: left; }
  label { display: block; margin: .75rem 0; } label input { display: block; width: 100%; }
</style></head>
<body><main><h1>${escaped(title)}</h1>${content}</main></body>
</html>`;
}

// `told`: people ({email, name, role}), host, word, unverified.
export function loginPage(words, told, uid, wrong = false) {
  const action = `/interaction/${encodeURIComponent(uid)}`;
  const said = (person) => `${person.name}, ${words.roles[person.role]} – ${person.email}`;
  const people = told.people.map(
    (person) => `<li><button name="email" value="${escaped(person.email)}">${escaped(said(person))}</button></li>`,
  );
  return page(words, words.title, `
    ${wrong ? `<p role="alert">${escaped(filled(words.wrong, told))}</p>` : ""}
    <p>${escaped(words.who)}</p>
    <form method="post" action="${action}"><input type="hidden" name="word" value="${escaped(told.word)}"><ul>${people.join("")}</ul></form>
    <h2>${escaped(words.typed)}</h2>
    <form method="post" action="${action}">
      <label>${escaped(words.address)}<input name="email" type="email" required autocomplete="off"></label>
      <label>${escaped(words.word)}<input name="word" required autocomplete="off"></label>
      <p><button>${escaped(words.enter)}</button></p>
    </form>
    <p>${escaped(filled(words.hint, told))}</p>`);
}

// `form` is the provider's own: it holds what proves that the question was asked here.
export function leavePage(words, form) {
  const id = /id="([^"]+)"/.exec(form)[1];
  return page(words, words.leave_title, `${form}
    <p><button form="${id}" name="logout" value="yes" autofocus>${escaped(words.leave)}</button>
    <button form="${id}">${escaped(words.stay)}</button></p>
    <script>document.querySelector("button[name=logout]").click()</script>`);
}

export const gonePage = (words) => page(words, words.gone, "");
export const lostPage = (words) => page(words, words.title, `<p>${escaped(words.lost)}</p>`);
