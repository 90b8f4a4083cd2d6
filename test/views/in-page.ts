// Runs inside of the page under test: what stands in for VS Code there, and what is measured of the document.

import type { Contrast } from './contrast';

declare global {
  interface Window {
    acquireVsCodeApi: () => { postMessage: (message: unknown) => void; getState: () => unknown; setState: (state: unknown) => void };
  }
}

const sent: unknown[] = [];
let kept: unknown;

/** Before the document: the editor's variables and styles, its API. Style sheets made by script are not what a policy forbids. */
export function begin({ css, bodyClass, state }: { css: string; bodyClass: string; state: unknown }): void {
  kept = state;
  window.acquireVsCodeApi = () => ({
    postMessage: (message) => sent.push(message),
    getState: () => kept,
    setState: (next) => {
      kept = next;
    },
  });
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(css);
  document.adoptedStyleSheets = [sheet];
  document.addEventListener('DOMContentLoaded', () => {
    document.body.className = bodyClass;
  });
}

export const receive = (data: unknown): void => {
  window.dispatchEvent(new MessageEvent('message', { data }));
};

export const takeSent = (): unknown[] => sent.splice(0);
export const keptState = (): unknown => kept;

/** Elements and attributes that the document has, as `tag` and `tag[attribute]`. */
export function inventory(): string[] {
  const found = new Set<string>();
  for (const element of document.querySelectorAll('*')) {
    found.add(element.localName);
    for (const { name } of element.attributes) found.add(`${element.localName}[${name}]`);
  }
  return [...found].sort();
}

/** Where a link may lead to. */
export const addresses = (): string[] =>
  [...document.querySelectorAll('[href], [src], [action]')].map(
    (element) => element.getAttribute('href') ?? element.getAttribute('src') ?? element.getAttribute('action') ?? '',
  );

/** Characters that hide or turn the direction of writing and stand in the document all the same, in texts or attributes. */
export function hiddenCharacters(): string[] {
  const bad = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}\p{Co}]/gu;
  const found = new Set<string>();
  const look = (text: string): void => {
    for (const [c] of text.matchAll(bad)) if (c !== '\n') found.add(`U+${(c.codePointAt(0) ?? 0).toString(16)}`);
  };
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) look(walker.currentNode.textContent ?? '');
  for (const element of document.body.querySelectorAll('*')) for (const { value } of element.attributes) look(value);
  return [...found];
}

export const isBroken = (): boolean => 'broken' in window;

/** How many pixels the document is wider than the window. */
export const overflow = (): number => document.documentElement.scrollWidth - document.documentElement.clientWidth;

/** Elements that stick out of the window at the right, for a message. */
export function sticksOut(): string[] {
  const width = document.documentElement.clientWidth;
  return [...document.querySelectorAll('body *')]
    .filter((element) => isShown(element) && element.getBoundingClientRect().right > width + 1)
    .slice(0, 5)
    .map(
      (element) =>
        `${element.parentElement?.localName}.${element.parentElement?.getAttribute('class')} > ${element.localName}.${element.getAttribute('class')} ${(element.textContent ?? '').slice(0, 40)}`,
    );
}

function isShown(element: Element): boolean {
  const box = element.getBoundingClientRect();
  const style = getComputedStyle(element);
  return box.width > 1 && box.height > 1 && style.visibility !== 'hidden' && !isClipped(element);
}

function isClipped(element: Element): boolean {
  for (let at: Element | null = element; at; at = at.parentElement) if (getComputedStyle(at).clipPath !== 'none') return true;
  return false;
}

type Colour = readonly [number, number, number, number];

const canvas = document.createElement('canvas').getContext('2d', { willReadFrequently: true });

/** Any CSS colour as red, green, blue and alpha: the canvas paints it. */
function colourOf(text: string): Colour {
  if (!canvas) throw new Error('No canvas.');
  canvas.clearRect(0, 0, 1, 1);
  canvas.fillStyle = '#000';
  canvas.fillStyle = text;
  canvas.fillRect(0, 0, 1, 1);
  const [r = 0, g = 0, b = 0, a = 0] = canvas.getImageData(0, 0, 1, 1).data;
  return [r, g, b, a / 255];
}

const over = ([r, g, b, a]: Colour, [r2, g2, b2]: Colour): Colour => [r * a + r2 * (1 - a), g * a + g2 * (1 - a), b * a + b2 * (1 - a), 1];

/** What an element stands on: the backgrounds of its ancestors, laid over each other. */
function groundOf(element: Element): Colour {
  const layers: Colour[] = [];
  for (let at: Element | null = element; at; at = at.parentElement) {
    const colour = colourOf(getComputedStyle(at).backgroundColor);
    layers.push(colour);
    if (colour[3] === 1) break;
  }
  return layers.reverse().reduce((below, above) => over(above, below), [255, 255, 255, 1] as Colour);
}

function luminance([r, g, b]: Colour): number {
  const part = (value: number): number => (value / 255 <= 0.04045 ? value / 255 / 12.92 : ((value / 255 + 0.055) / 1.055) ** 2.4);
  return 0.2126 * part(r) + 0.7152 * part(g) + 0.0722 * part(b);
}

function ratio(a: Colour, b: Colour): number {
  const [light, dark] = [luminance(a), luminance(b)].sort((x, y) => y - x) as [number, number];
  return (light + 0.05) / (dark + 0.05);
}

/** Of every text that is seen, the least first (WCAG 2.2, 1.4.3). */
export function textContrasts(): Contrast[] {
  const found: Contrast[] = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const element = walker.currentNode.parentElement;
    const text = walker.currentNode.textContent?.trim() ?? '';
    if (!element || text === '' || !isShown(element) || element.closest('.sr')) continue;
    const ground = groundOf(element);
    found.push({
      ratio: ratio(over(colourOf(getComputedStyle(element).color), ground), ground),
      what: `${element.localName}.${element.getAttribute('class') ?? ''} “${text.slice(0, 40)}”`,
    });
  }
  return found.sort((a, b) => a.ratio - b.ratio);
}

/** Of every shape that means something: marks, arrows, bars and borders of certificates (WCAG 2.2, 1.4.11). */
export function shapeContrasts(): Contrast[] {
  const found: Contrast[] = [];
  const add = (element: Element, colour: string, what: string): void => {
    const ground = groundOf(element);
    found.push({ ratio: ratio(over(colourOf(colour), ground), ground), what });
  };
  for (const svg of document.querySelectorAll('svg.i'))
    if (isShown(svg))
      add(svg, getComputedStyle(svg).color, `icon ${svg.getAttribute('class')} ${svg.querySelector('use')?.getAttribute('href')}`);
  for (const shape of document.querySelectorAll('.vbar rect, .vbar path, .tm rect, .joint svg, .hs .arrow')) {
    const { stroke, color, fill, fillOpacity } = getComputedStyle(shape);
    if (shape.getBoundingClientRect().width === 0) continue;
    const isBar = stroke === 'none';
    const [r, g, b, a] = colourOf(fill);
    const filled = `rgba(${r}, ${g}, ${b}, ${a * Number(fillOpacity)})`;
    add(shape, shape.classList.contains('arrow') ? color : isBar ? filled : stroke, `${shape.localName} ${shape.getAttribute('class')}`);
  }
  for (const box of document.querySelectorAll('.cert'))
    add(box.parentElement ?? box, getComputedStyle(box).borderTopColor, `border ${box.getAttribute('class')}`);
  return found.sort((a, b) => a.ratio - b.ratio);
}

/** Everything that the keyboard reaches, in order, by what a screen reader would call it. */
export function focusOrder(): string[] {
  return [...document.querySelectorAll<HTMLElement>('a[href], button, summary, [tabindex]')]
    .filter((element) => element.tabIndex >= 0 && element.getClientRects().length > 0)
    .map(nameOf);
}

function nameOf(element: Element): string {
  const label = element.getAttribute('aria-label') ?? '';
  return (label === '' ? (element.textContent ?? '') : label).replace(/\s+/g, ' ').trim();
}

export const withoutName = (): string[] =>
  [
    ...document.querySelectorAll(
      'a[href], button, summary, [role="img"], [role="progressbar"], table, [role="group"], section[aria-labelledby]',
    ),
  ]
    .filter((element) => nameOf(element) === '')
    .map((element) => element.outerHTML.slice(0, 120));

export const focused = (): string => (document.activeElement ? nameOf(document.activeElement) : '');

/** Ids that stand twice, and references that lead nowhere. */
export function badReferences(): string[] {
  const ids = [...document.querySelectorAll('[id]')].map(({ id }) => id);
  const twice = ids.filter((id, index) => ids.indexOf(id) !== index);
  const lost = [...document.querySelectorAll('[aria-controls], [aria-labelledby]')]
    .flatMap((element) => ['aria-controls', 'aria-labelledby'].flatMap((name) => element.getAttribute(name) ?? []))
    .filter((id) => !ids.includes(id));
  return [...twice, ...lost];
}

export const heightOf = (): number => document.documentElement.scrollHeight;

/** How many elements an animation moves, without end. */
export const movingThings = (): number =>
  document.getAnimations().filter((animation) => animation.effect?.getComputedTiming().iterations === Number.POSITIVE_INFINITY).length;

export function styleOf(selector: string): { outline: string; background: string } {
  const element = document.querySelector(selector);
  if (!element) throw new Error(`Nothing is called ${selector}.`);
  const { outline, backgroundColor } = getComputedStyle(element);
  return { outline, background: backgroundColor };
}

export function selectText(selector: string): void {
  const element = document.querySelector(selector);
  if (element) window.getSelection()?.selectAllChildren(element);
}

export const selectedText = (): string => String(window.getSelection());
