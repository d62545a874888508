/* Comfort only: keeps a draft on this device if the person asks for it, and tells what the queue sent. */
(() => {
  const body = document.body, form = document.querySelector('form[data-keep]'), say = document.getElementById('device');
  const tell = (words, code) => {
    const p = document.createElement('p');
    p.className = 'message';
    p.textContent = words + (code ? ' ' : '');
    if (code) { const b = document.createElement('strong'); b.dir = 'ltr'; b.textContent = code; p.append(b); }
    say.append(p);
  };
  if ('serviceWorker' in navigator && body.dataset.worker) {
    const ask = () => navigator.serviceWorker.ready.then((r) => r.active.postMessage('send')).catch(() => 0);
    navigator.serviceWorker.register(body.dataset.worker, {scope: '/'}).then(ask).catch(() => 0);
    navigator.serviceWorker.addEventListener('message', (e) => {
      if (e.data.sent) {
        tell(body.dataset.sent, e.data.sent);
        e.source.postMessage({seen: e.data.once});
        try { localStorage.removeItem('careloom ' + e.data.keep); } catch (x) { /* private mode */ }
      }
      if (e.data.stuck) {
        tell(body.dataset.stuck);
        const again = document.createElement('form'), look = document.createElement('button');
        again.method = 'post';
        again.action = e.data.stuck;
        for (const [k, v] of new URLSearchParams(e.data.body)) {
          const h = document.createElement('input');
          h.type = 'hidden'; h.name = k; h.value = k === 'go' ? 'check' : v;
          again.append(h);
        }
        look.textContent = body.dataset.look;
        again.append(look);
        say.append(again);
      }
    });
    addEventListener('online', ask);
  }
  let box = null;
  try { box = window.localStorage; } catch (x) { return; }
  const done = document.querySelector('[data-done]');
  if (done) box.removeItem('careloom ' + done.dataset.done);
  if (!form || !box) return;
  const name = 'careloom ' + form.dataset.keep;
  const typed = () => [...new FormData(form)].filter(([k, v]) => k.startsWith('q.') && typeof v === 'string');
  const label = document.createElement('label'), tick = document.createElement('input'), hint = document.createElement('p');
  tick.type = 'checkbox';
  label.className = 'inline';
  label.append(tick, form.dataset.keepWords);
  hint.className = 'hint';
  hint.textContent = form.dataset.keepLead;
  const part = document.createElement('div');
  part.className = 'keep';
  part.append(label, hint);
  form.append(part);
  const keep = () => { if (tick.checked) box.setItem(name, JSON.stringify(typed())); };
  const kept = JSON.parse(box.getItem(name) || 'null');
  if (kept) {
    tick.checked = true;
    const fresh = !typed().some(([, v]) => v);
    if (fresh) for (const [k, v] of kept) {
      const here = form.querySelectorAll(`[name="${CSS.escape(k)}"]`);
      if (!here.length) {
        const h = document.createElement('input');
        h.type = 'hidden'; h.name = k; h.value = v;
        form.append(h);
      }
      for (const c of here) {
        if (c.type === 'radio' || c.type === 'checkbox') { if (c.value === v) c.checked = true; }
        else if (c.type !== 'file') c.value = v;
      }
    }
  }
  tick.addEventListener('change', () => { if (tick.checked) keep(); else box.removeItem(name); });
  form.addEventListener('input', keep);
  keep();
})();
