// Runs in the webview: turns events into messages and shows what comes back. It knows nothing of probes and makes no markup of its own.
import type { FromProbeView, ProbeLook, ProbeRequest, ToProbeView } from '../messages';

interface VsCode {
  postMessage(message: FromProbeView): void;
  getState(): unknown;
  setState(state: ProbeLook): void;
}
declare function acquireVsCodeApi(): VsCode;

const vscode = acquireVsCodeApi();
const report = elementOf('report');
const status = elementOf('status');

let look = readLook(vscode.getState());
let lastId = 0;
/** Buttons that wait for the answer to their message. */
const waiting = new Map<number, HTMLElement>();

function elementOf(id: string): HTMLElement {
  const element = document.getElementById(id);
  if (!element) throw new Error(`The document has no ${id}.`);
  return element;
}

function readLook(state: unknown): ProbeLook {
  const { chosen, closed, opened, listsAll } = (typeof state === 'object' && state !== null ? state : {}) as {
    readonly [key: string]: unknown;
  };
  const strings = (value: unknown): string[] => (Array.isArray(value) ? value.filter((one) => typeof one === 'string') : []);
  return {
    ...(typeof chosen === 'string' ? { chosen } : {}),
    closed: strings(closed),
    opened: strings(opened),
    listsAll: listsAll === true,
  };
}

function keepLook(changed: Partial<ProbeLook>, kind: 'look' | 'fold'): void {
  look = { ...look, ...changed };
  vscode.setState(look);
  vscode.postMessage({ kind, look });
}

type WithoutId<Request> = Request extends unknown ? Omit<Request, 'id'> : never;

function ask(request: WithoutId<ProbeRequest>, button?: HTMLElement): void {
  lastId += 1;
  if (button) waiting.set(lastId, button);
  vscode.postMessage({ ...request, id: lastId } as ProbeRequest);
}

// ── what comes in ──

window.addEventListener('message', ({ data }: MessageEvent<ToProbeView>) => {
  if (data.kind === 'show') show(data.html, data.announce);
  if (data.kind === 'answer') answer(data);
});

/** Says it although it was said before: what is set anew to the same text is not spoken. */
function say(text: string): void {
  status.textContent = '';
  status.textContent = text;
}

/** Parts that stay equal stay the same elements, so that the focus, a selection and the scrolled place survive. */
function show(html: string, announce: string | undefined): void {
  const focused = document.activeElement instanceof HTMLElement ? keyOf(document.activeElement) : undefined;
  const { scrollX, scrollY } = window;
  const next = document.createElement('template');
  next.innerHTML = html;
  replaceChildren(report, next.content);
  if (focused !== undefined && (document.activeElement === document.body || document.activeElement === null)) refocus(focused);
  window.scrollTo(scrollX, scrollY);
  if (announce !== undefined) say(announce);
}

function replaceChildren(old: Element, fresh: ParentNode): void {
  const before = [...old.childNodes];
  const after = [...fresh.childNodes];
  for (const [index, node] of after.entries()) {
    const current = before[index];
    if (!current) old.append(node);
    else if (!current.isEqualNode(node)) {
      const isSame =
        current instanceof Element &&
        node instanceof Element &&
        current.id !== '' &&
        current.id === node.id &&
        current.tagName === node.tagName &&
        current.tagName === 'SECTION';
      if (isSame) replaceChildren(current, node);
      else current.replaceWith(node);
    }
  }
  for (const node of before.slice(after.length)) node.remove();
}

/** What makes a control the same one in the next rendering. */
function keyOf(element: HTMLElement): string | undefined {
  if (element.id !== '') return `#${CSS.escape(element.id)}`;
  if (element.tagName === 'SUMMARY' && element.parentElement?.id) return `#${CSS.escape(element.parentElement.id)} > summary`;
  const action = element.dataset.do;
  if (action !== undefined) {
    const names = ['do', 'endpoint', 'text'] as const;
    return names
      .map((name) => (element.dataset[name] === undefined ? '' : `[data-${name}="${CSS.escape(element.dataset[name] ?? '')}"]`))
      .join('');
  }
  const href = element.getAttribute('href');
  return href === null ? undefined : `a[href="${CSS.escape(href)}"]`;
}

function refocus(selector: string): void {
  report.querySelector<HTMLElement>(selector)?.focus({ preventScroll: true });
}

function answer({ id, isDone, text }: ToProbeView & { readonly kind: 'answer' }): void {
  const button = waiting.get(id);
  waiting.delete(id);
  say(text);
  const word = isDone && button?.dataset.do === 'copy' ? button.querySelector('.word') : null;
  if (!word) return;
  word.textContent = text;
  setTimeout(() => {
    word.textContent = 'Copy';
  }, 2000);
}

// ── what goes out ──

document.addEventListener('click', (event) => {
  const target = event.target instanceof Element ? event.target : undefined;
  const link = target?.closest('a');
  if (link) return follow(link, event);
  const details = target?.closest('summary')?.parentElement;
  // It opens and closes by itself, after this.
  if (details instanceof HTMLDetailsElement) return keepFold(details.id, !details.open);
  const button = target?.closest<HTMLElement>('[data-do]');
  if (button) return act(button);
  // A click anywhere on a row chooses it, unless the user was selecting its text.
  const row = target?.closest('.addrs tbody tr');
  const choice = row?.querySelector<HTMLElement>('[data-do="choose"]');
  if (choice && (window.getSelection()?.isCollapsed ?? true)) choose(choice);
});

function follow(link: HTMLAnchorElement, event: MouseEvent): void {
  const href = link.getAttribute('href') ?? '';
  event.preventDefault();
  // VS Code listens further out and would open it as well.
  event.stopPropagation();
  if (href.startsWith('https:')) {
    ask({ kind: 'open', href });
    return;
  }
  const section = document.getElementById(href.slice(1));
  if (section instanceof HTMLDetailsElement && !section.open) {
    section.open = true;
    keepFold(section.id, true);
  }
  section?.scrollIntoView({ block: 'start' });
  section?.querySelector<HTMLElement>(':scope > summary')?.focus({ preventScroll: true });
}

/** Only what the user does is kept: a section that a rendering opens tells of no wish. */
function keepFold(id: string, isOpen: boolean): void {
  const without = (ids: readonly string[]) => ids.filter((one) => one !== id);
  const [opened, closed] = [without(look.opened), without(look.closed)];
  keepLook(isOpen ? { opened: [...opened, id], closed } : { opened, closed: [...closed, id] }, 'fold');
}

function act(button: HTMLElement): void {
  const { do: action, endpoint = '', text = '' } = button.dataset;
  switch (action) {
    case 'choose':
      choose(button);
      break;
    case 'list-all':
      keepLook({ listsAll: true }, 'look');
      break;
    case 'copy':
      ask({ kind: 'copy', text }, button);
      break;
    case 'save-sent':
    case 'save-repaired':
      ask({ kind: 'save-pem', which: action === 'save-sent' ? 'sent' : 'repaired', endpoint }, button);
      break;
    case 'again':
    case 'cancel':
    case 'compare':
    case 'export':
    case 'enumerate':
    case 'check-revocation':
      ask({ kind: action }, button);
      break;
  }
}

function choose(button: HTMLElement): void {
  button.focus({ preventScroll: true });
  keepLook({ chosen: button.dataset.endpoint ?? '' }, 'look');
}

document.addEventListener('keydown', (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.key === 'Escape' && report.querySelector('[data-do="cancel"]')) return ask({ kind: 'cancel' });
  const current = document.activeElement;
  if (!(current instanceof HTMLElement) || current.dataset.do !== 'choose') return;
  const all = [...report.querySelectorAll<HTMLElement>('[data-do="choose"]')];
  const at = all.indexOf(current);
  const places: { readonly [key: string]: number } = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: all.length - 1 };
  const place = places[event.key];
  if (place === undefined) return;
  event.preventDefault();
  all[Math.min(all.length - 1, Math.max(0, place))]?.focus();
});

vscode.postMessage({ kind: 'ready', look });
