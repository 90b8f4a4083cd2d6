import { type Span, span } from '../../text/span';
import type { ConfigFile } from '../dialect';
import type { ConfigFacts, ConfigSymbol, FilePlace, Setting, SyntaxProblem, Value } from '../model';
import { hasPlaceholder } from '../placeholder';
import { plainFacts } from '../plain-facts';
import { attributeOf, elementsIn, faultText, type XmlElement, type XmlText, xmlSpan } from '../xml';
import { readXml } from '../xml-reader';
import { type Admin, type Contact, type DrachtioFacts, secureTransports, type TlsBlock, type TlsItem } from './facts';
import { listenersOf, PROFILE, profileOf, proxyPeers, transports } from './model';

/** Reads drachtio.conf.xml as the server does, by a tree of properties (drachtio-config.cpp); the JSON beside it is read by nobody. */
export function readDrachtio({ file, text }: ConfigFile): ConfigFacts {
  const start = /^\uFEFF?\s*/.exec(text.slice(0, 10_000))?.[0].length ?? 0;
  if (text[start] === '{') return factsOf(file, text, { own: { kind: 'json', place: { file, at: span(start, start + 1) } } });
  const { nodes, faults } = readXml(text);
  const problems = faults
    .filter(({ kind }) => kind !== 'dashes-in-comment')
    .map(
      (fault): SyntaxProblem => ({
        place: { file, at: fault.at },
        message: `${faultText(fault)} drachtio does not start with it.`,
        isFatal: true,
      }),
    );
  const [root] = elementsIn(nodes).filter(({ name }) => name === 'drachtio');
  const sip = root && child(root, 'sip');
  const contacts = sip ? contactElements(sip).flatMap((element) => contactOf(element, file) ?? []) : [];
  const block = sip && child(sip, 'tls');
  const tls = block && tlsOf(block, file);
  const adminElement = root && child(root, 'admin');
  const admin = adminElement && adminOf(adminElement, file);
  const proxy = sip && child(sip, 'outbound-proxy');
  const own: DrachtioFacts = { kind: 'xml', contacts, ...(tls && { tls }), ...(admin && { admin }), ...(sip && { sip }) };
  const isSecure = contacts.some((contact) => secureTransports(contact).length > 0 || contact.isTls);
  return factsOf(file, text, {
    listeners: contacts.flatMap(listenersOf),
    profiles: tls || isSecure ? [profileOf(tls, contacts, { file, at: (block ?? sip ?? root)?.nameAt ?? span(0, 0) })] : [],
    peers: proxyPeers(proxy && textOf(proxy, file)),
    settings: [...(root ? settingsOf(root, file) : [])],
    symbols: symbolsOf(file, contacts, tls),
    problems,
    own,
  });
}

function factsOf(file: string, text: string, facts: Partial<ConfigFacts>): ConfigFacts {
  return { ...plainFacts({ file, text }, { dialect: 'drachtio', product: 'drachtio' }), ...facts };
}

const child = ({ children }: XmlElement, name: string): XmlElement | undefined => elementsIn(children).find((each) => each.name === name);

/** A single `<contact>` goes before the list. */
function contactElements(sip: XmlElement): XmlElement[] {
  const single = child(sip, 'contact');
  if (single) return [single];
  const group = child(sip, 'contacts');
  return group ? elementsIn(group.children).filter(({ name }) => name === 'contact') : [];
}

/** The text of an element without the blanks around it. */
function textOf(element: XmlElement, file: string): Value {
  const first = element.children.find(({ kind }) => kind === 'text' || kind === 'cdata');
  if (!first || first.kind === 'element') return known({ text: '', at: span(element.content.start, element.content.start) }, file);
  const { value } = first;
  const from = value.text.length - value.text.trimStart().length;
  const text = value.text.trim();
  return known({ text, at: xmlSpan(value, from, from + text.length) }, file);
}

const known = ({ text, at }: XmlText, file: string): Value => ({
  text,
  place: { file, at },
  isKnown: !/\{\{|\$\{|\$[A-Z_]|%%\w|@@\w/.test(text) && !hasPlaceholder(text),
});

function attribute(element: XmlElement, name: string, file: string): Value | undefined {
  const found = attributeOf(element, name);
  return found && known(found.value, file);
}

function contactOf(element: XmlElement, file: string): Contact | undefined {
  const value = textOf(element, file);
  const [whole, scheme = '', user = '', host = '', port = ''] =
    /^(sips?):((?:[^@;]*@)?)(\[[^\]]*\]|[^:;]*)((?::\d{1,5})?)/i.exec(value.text) ?? [];
  if (whole === undefined) return undefined;
  const at = (start: number, end: number): FilePlace => ({ file, at: inside(value, start, end) });
  const portAt = scheme.length + 1 + user.length + host.length;
  const found = /;\s*transport=([^;]*)/i.exec(value.text.slice(whole.length));
  const transportAt = whole.length + (found?.index ?? 0);
  const names = attributeOf(element, 'dns-names');
  const number = Number(port.slice(1));
  const externalIp = attribute(element, 'external-ip', file);
  return {
    value,
    element,
    scheme: scheme.toLowerCase(),
    schemePlace: at(0, scheme.length),
    host: host.replace(/^\[|\]$/g, ''),
    ...(number > 0 && number < 65_536 && { port: number, portPlace: at(portAt + 1, portAt + port.length) }),
    transports: (found?.[1] ?? '')
      .split(',')
      .flatMap((word) => (word.trim() === '' ? [] : (transports.find((each) => each === word.trim().toLowerCase()) ?? 'unknown'))),
    ...(found && { transportPlace: at(transportAt, transportAt + found[0].length) }),
    isTls: /sips|tls/.test(value.text),
    ...(externalIp && externalIp.text !== '' && { externalIp }),
    dnsNames: names ? namesIn(names.value, file) : [],
  };
}

/** Entities in a contact are not expected; spans count from its start. */
const inside = ({ place }: Value, start: number, end: number): Span =>
  span(Math.min(place.at.start + start, place.at.end), Math.min(place.at.start + end, place.at.end));

function namesIn(value: XmlText, file: string): Value[] {
  return [...value.text.matchAll(/[^,; ]+/g)].map(({ 0: text, index }) =>
    known({ text, at: xmlSpan(value, index, index + text.length) }, file),
  );
}

const itemNames = ['key-file', 'cert-file', 'chain-file', 'dh-param', 'min-tls-version'];

function tlsOf(element: XmlElement, file: string): TlsBlock {
  const items = new Map<string, TlsItem>();
  for (const inner of elementsIn(element.children))
    if (itemNames.includes(inner.name) && !items.has(inner.name)) items.set(inner.name, { value: textOf(inner, file), element: inner });
  return { element, items };
}

function adminOf(element: XmlElement, file: string): Admin {
  const secret = attribute(element, 'secret', file);
  const tlsPort = attribute(element, 'tls-port', file);
  return { element, address: textOf(element, file), ...(secret && { secret }), ...(tlsPort && { tlsPort }) };
}

/** Attributes of `<admin>`, and the elements of `<sip>`. */
function settingsOf(root: XmlElement, file: string): Setting[] {
  const settings: Setting[] = [];
  const add = (key: string, name: Span, value: Value, whole: Span, section: string) =>
    settings.push({ key, name: { file, at: name }, value, whole: { file, at: whole }, section, isInactive: false });
  const admin = child(root, 'admin');
  for (const each of admin?.attributes ?? []) add(`admin.${each.name}`, each.nameAt, known(each.value, file), each.whole, 'admin');
  const sip = child(root, 'sip');
  for (const element of sip ? contactElements(sip) : []) {
    add('sip.contact', element.nameAt, textOf(element, file), element.whole, 'sip');
    for (const each of element.attributes) add(`contact.${each.name}`, each.nameAt, known(each.value, file), each.whole, 'contact');
  }
  const tls = sip && child(sip, 'tls');
  for (const inner of tls ? elementsIn(tls.children) : []) add(`tls.${inner.name}`, inner.nameAt, textOf(inner, file), inner.whole, 'tls');
  for (const name of ['outbound-proxy', 'udp-mtu']) {
    const element = sip && child(sip, name);
    if (element) add(`sip.${name}`, element.nameAt, textOf(element, file), element.whole, 'sip');
  }
  return settings;
}

function symbolsOf(file: string, contacts: readonly Contact[], tls: TlsBlock | undefined): ConfigSymbol[] {
  const common = { uses: [], isRenamable: false };
  return [
    ...contacts.map(
      ({ value, element }): ConfigSymbol => ({
        ...common,
        kind: 'listener',
        name: value.text,
        place: value.place,
        whole: { file, at: element.whole },
      }),
    ),
    ...(tls
      ? [
          {
            ...common,
            kind: 'profile' as const,
            name: PROFILE,
            place: { file, at: tls.element.nameAt },
            whole: { file, at: tls.element.whole },
          },
        ]
      : []),
  ];
}
