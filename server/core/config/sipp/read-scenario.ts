import { span } from '../../text/span';
import type { ConfigFile } from '../dialect';
import type { ConfigFacts, ConfigSymbol, FilePlace, Setting, SyntaxProblem } from '../model';
import { plainFacts } from '../plain-facts';
import { attributeOf, elementsIn, faultText, type XmlElement, type XmlNode, type XmlText, xmlSpan } from '../xml';
import { readXml } from '../xml-reader';
import type { ScenarioFacts } from './facts';
import { type Template, templateIn } from './template';

/** Reads a scenario of SIPp. */
export function readScenario({ file, text }: ConfigFile): ConfigFacts {
  const { nodes, faults } = readXml(text);
  const [root] = elementsIn(nodes).filter(({ name }) => name === 'scenario');
  const steps = root ? elementsIn(root.children) : [];
  const sent = new Map(steps.flatMap((step) => templateOf(step, text)));
  const templates = [...sent.values()];
  const own: ScenarioFacts = { kind: 'scenario', templates };
  return {
    ...plainFacts({ file, text }, { dialect: 'sipp', product: 'sipp' }),
    settings: templates.flatMap((template) => keywordSettings(template, text, file)),
    symbols: [
      ...stepSymbols(steps, sent, file),
      ...labelSymbols(steps, file),
      ...variableSymbols(root ? [root] : [], templates, text, file),
    ],
    // Dashes in comments are taken; the rest ends the reading (xp_parser.cpp).
    problems: faults
      .filter(({ kind }) => kind !== 'dashes-in-comment')
      .map((fault): SyntaxProblem => ({ place: { file, at: fault.at }, message: faultText(fault), isFatal: true })),
    own,
  };
}

/** `<send>` and `<sendCmd>` hold their text in CDATA. */
function templateOf(step: XmlElement, text: string): [XmlElement, Template][] {
  if (step.name !== 'send') return [];
  const content = step.children.find(({ kind }) => kind === 'cdata');
  return content && content.kind !== 'element' ? [[step, templateIn(text, content.value.at)]] : [];
}

function keywordSettings({ keywords }: Template, text: string, file: string): Setting[] {
  return keywords.map(
    ({ name, at, inner }): Setting => ({
      key: `keyword.${name}`,
      name: { file, at: inner },
      value: { text: text.slice(inner.start, inner.end), place: { file, at: span(inner.end, inner.end) }, isKnown: false },
      whole: { file, at },
      isInactive: false,
    }),
  );
}

function stepSymbols(steps: readonly XmlElement[], sent: ReadonlyMap<XmlElement, Template>, file: string): ConfigSymbol[] {
  return steps.flatMap((step): ConfigSymbol[] => {
    const what =
      step.name === 'recv' ? (attributeOf(step, 'request') ?? attributeOf(step, 'response'))?.value.text : startWord(sent.get(step));
    if (what === undefined || (step.name !== 'send' && step.name !== 'recv')) return [];
    const name = `${step.name} ${what}`;
    return [{ kind: 'section', name, place: { file, at: step.nameAt }, whole: { file, at: step.whole }, uses: [], isRenamable: false }];
  });
}

/** `INVITE`, or the status of a response. */
function startWord(template: Template | undefined): string | undefined {
  const words = template?.lines[0]?.text.split(' ') ?? [];
  return words[0] === 'SIP/2.0' ? words[1] : words[0];
}

/** Where `next` and `ontimeout` go on. */
function labelSymbols(steps: readonly XmlElement[], file: string): ConfigSymbol[] {
  const uses = new Map<string, FilePlace[]>();
  for (const step of steps)
    for (const key of ['next', 'ontimeout', 'start_next']) {
      const value = attributeOf(step, key)?.value;
      if (value) add(uses, value.text, { file, at: value.at });
    }
  return steps.flatMap((step): ConfigSymbol[] => {
    const id = step.name === 'label' ? attributeOf(step, 'id')?.value : undefined;
    if (!id) return [];
    const whole: FilePlace = { file, at: step.whole };
    return [
      {
        kind: 'section',
        name: id.text,
        place: { file, at: id.at },
        whole,
        uses: uses.get(id.text) ?? [],
        detail: 'label',
        isRenamable: true,
      },
    ];
  });
}

/** Variables: `assign_to` sets them, `[$name]` and several attributes ask for them. */
function variableSymbols(nodes: readonly XmlNode[], templates: readonly Template[], text: string, file: string): ConfigSymbol[] {
  const set = new Map<string, FilePlace[]>();
  const used = new Map<string, FilePlace[]>();
  const visit = (inner: readonly XmlNode[]): void => {
    for (const element of elementsIn(inner)) {
      for (const { name, value } of element.attributes) {
        if (name === 'assign_to') for (const [word, place] of listed(value, file)) add(set, word, place);
        else if (name === 'test' || name === 'variable' || name === 'condexec')
          for (const [word, place] of listed(value, file)) add(used, word, place);
        else if (value.text.includes('[$'))
          for (const match of value.text.matchAll(/\[\$([\w-]+)/g))
            add(used, match[1] ?? '', inText(value, match.index + 2, match[1] ?? '', file));
      }
      visit(element.children);
    }
  };
  visit(nodes);
  for (const { keywords } of templates)
    for (const { name, inner } of keywords)
      if (name === '$') add(used, text.slice(inner.start + 1, inner.end), { file, at: span(inner.start + 1, inner.end) });
  return [...set].map(([name, [first, ...more]]): ConfigSymbol => {
    const place = first ?? { file, at: span(0, 0) };
    return { kind: 'variable', name, place, whole: place, uses: [...more, ...(used.get(name) ?? [])], isRenamable: false };
  });
}

function listed(value: XmlText, file: string): [string, FilePlace][] {
  return [...value.text.matchAll(/[^,\s]+/g)].map((match) => [match[0], inText(value, match.index, match[0], file)]);
}

const inText = (value: XmlText, start: number, word: string, file: string): FilePlace => ({
  file,
  at: xmlSpan(value, start, start + word.length),
});

function add(map: Map<string, FilePlace[]>, key: string, place: FilePlace): void {
  const known = map.get(key);
  if (known) known.push(place);
  else map.set(key, [place]);
}
