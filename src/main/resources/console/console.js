'use strict';
// Keeps what is marked data-live as it is now: docs/console.md, "Live". Without it every page works as it was answered.
(() => {
  const EVERY = 5_000, SLOWEST = 60_000, LATE = 20_000, UNUSED = 300_000, FRAME = '/console/pulse';
  const line = document.getElementById('live');
  const sections = [...document.querySelectorAll('[data-live][id]')];
  if (!line || !sections.length) return;
  const known = new Map(sections.map(each => [each.id, each.innerHTML]));
  const now = () => new Date().toISOString().slice(11, 19) + ' UTC';
  let address = document.querySelector('main [data-live]') ? location.pathname + location.search : FRAME;
  let state = 'live', wait = EVERY, used = Date.now(), fresh = now(), pressed = false, timer, asking;

  const stop = (after, text) => { state = after; line.textContent = text + ' What you see is of ' + fresh + '. '; };
  const isBusy = section => section.contains(document.activeElement)
    || (!getSelection().isCollapsed && getSelection().containsNode(section, true));

  function swap(section, content) {
    const open = [...section.querySelectorAll('details')].map(each => each.open);
    const aside = [...section.querySelectorAll('.wide')].map(each => each.scrollLeft);
    section.replaceChildren(...content);
    section.querySelectorAll('details').forEach((each, n) => { each.open ||= !!open[n]; });
    section.querySelectorAll('.wide').forEach((each, n) => { each.scrollLeft = aside[n] ?? 0; });
  }
  function show(html) {
    const page = new DOMParser().parseFromString(html, 'text/html');
    const said = fresh = now(), before = wait;
    wait = EVERY;
    for (const section of sections) {
      const next = page.getElementById(section.id), text = next ? next.innerHTML : '';
      const foreign = !next && address === FRAME;
      if (foreign || text === known.get(section.id) || isBusy(section)) continue;
      known.set(section.id, text);
      swap(section, next ? next.childNodes : []);
      line.textContent = 'Updated at ' + said;
    }
    if (before > EVERY) line.textContent = 'Up to date again, at ' + said;
  }
  function failed() {
    wait = Math.min(wait * 2, SLOWEST);
    if (wait > 2 * EVERY) line.textContent = 'Not up to date, trying again. What you see is of ' + fresh + '.';
  }
  async function ask() {
    if (Date.now() - used > UNUSED) {
      stop('paused', 'Paused.');
      line.append(Object.assign(document.createElement('button'), { type: 'button', textContent: 'Go on' }));
      return;
    }
    const mine = asking = new AbortController(), late = setTimeout(() => mine.abort(), LATE);
    try {
      const answer = await fetch(address, { redirect: 'manual', cache: 'no-store', signal: mine.signal });
      const html = answer.ok ? await answer.text() : '';
      if (asking !== mine) return;
      if (answer.ok) pressed || show(html);
      else if (answer.type === 'opaqueredirect' || answer.status === 401) stop('over', 'You are signed out.');
      else if (answer.status === 403) stop('over', 'This page is not open to you any more.');
      else if (address !== FRAME && [404, 405].includes(answer.status)) address = FRAME;
      else failed();
    } catch {
      if (asking === mine) failed();
    } finally {
      clearTimeout(late);
      if (asking === mine) next(wait);
    }
  }
  function next(after) {
    clearTimeout(timer);
    if (state === 'live' && !document.hidden) timer = setTimeout(ask, after);
  }
  function use() {
    used = Date.now();
    if (state !== 'paused') return;
    state = 'live';
    line.textContent = 'Going on.';
    next(0);
  }
  function rest() {
    clearTimeout(timer);
    asking?.abort();
    asking = undefined;
  }
  for (const sign of ['keydown', 'pointerdown', 'pointermove', 'scroll', 'click']) addEventListener(sign, use, { passive: true });
  for (const sign of ['pointerdown', 'pointerup', 'pointercancel']) addEventListener(sign, each => { pressed = each.type === 'pointerdown'; });
  document.addEventListener('visibilitychange', () => { rest(); if (!document.hidden) { use(); next(0); } });
  addEventListener('pagehide', rest);
  addEventListener('pageshow', each => { if (each.persisted) next(0); });
  next(EVERY);
})();
