import type { Place } from '../editor/place';
import { identityOf, responsesTo } from '../editor/relations';
import { sdesKeysOf } from '../rules/digest';
import { hopOf } from '../sip/hop';
import type { Sdp, SdpAttribute, SdpLine, SdpMedia } from '../sip/sdp';
import { isPrivate } from '../sip/socket';
import { formatOf } from '../trace/split';
import type { Entry } from '../trace/trace';
import { attributeFact, type SdpFact, sdpFact } from './facts';
import { type Here, lineLink, shown } from './here';
import type { HoverText } from './hover-text';
import { code, ours, say, text, type Words } from './words';

interface LinePlace {
  readonly line: SdpLine;
  readonly media?: SdpMedia;
}
interface AttributePlace {
  readonly line: SdpAttribute;
  readonly media?: SdpMedia;
}
type BodyPlace = Place & { kind: 'body' | 'bodyPart' };

export function sdpLineHover(here: Here, place: LinePlace): HoverText | undefined {
  const { line, media } = place;
  if (line.type === 'a') return attributeHover(here, { line: line as SdpAttribute, media });
  const fact = sdpFact('line', `${line.type}=`);
  if (!fact) return undefined;
  const name = say`${code(`${line.type}=`)} of SDP`;
  if (line.type === 'm' && media) return { here: mediaLines(here, media), name, fact };
  if (line.type === 'c') return { here: [addressLine(line.value)], name, fact };
  if (line.type === 'k') return { here: [say`**A key** stands here in clear. It is not shown.`], name, fact };
  return { here: line.type === 'o' ? [originLine(line.value)] : [], name, fact };
}

function originLine(value: string): Words | undefined {
  const [, id, version, , , address] = value.split(' ');
  if (id === undefined || version === undefined || address === undefined) return undefined;
  return say`**Session** ${code(id)}, **version** ${code(version)}, made on ${code(address)}.`;
}

function addressLine(value: string): Words | undefined {
  const host = value.split(' ')[2]?.split('/')[0];
  if (!host) return undefined;
  const kind = host === '0.0.0.0' ? 'hold, in the old way' : isPrivate(host) ? 'a private address' : undefined;
  return say`**Media goes to** ${code(host)}${kind ? `, ${kind}` : ''}.`;
}

const kindNames: { readonly [media: string]: string } = {
  audio: 'Audio',
  video: 'Video',
  image: 'Fax',
  application: 'Data',
  message: 'Messages',
};

function mediaLines(here: Here, media: SdpMedia): Words[] {
  const what = kindNames[media.media] ?? 'Media';
  if (Number.isNaN(media.port)) return [say`**${what}**: this line has no port that can be read.`];
  if (media.port === 0 && !media.attributes.some((a) => a.name === 'bundle-only')) return [say`**${what}: not used**, by port 0.`];
  return [say`**${what}: ${protection(here.message.sdp, media)}**, port ${String(media.port)}.`, ...keyExposure(here, media)];
}

/** What protects the stream, by its profile and what stands below it. */
function protection(sdp: Sdp | undefined, media: SdpMedia): string {
  const attributes = [...(sdp?.attributes ?? []), ...media.attributes];
  const hasCrypto = media.attributes.some((a) => a.name === 'crypto');
  const hasFingerprint = attributes.some((a) => a.name === 'fingerprint');
  const proto = media.proto.toUpperCase();
  if (/(?:TLS|DTLS)\/RTP\/SAVPF?$/.test(proto)) return 'SRTP, keyed by a DTLS handshake';
  if (/RTP\/SAVPF?$/.test(proto))
    return hasCrypto ? 'SRTP, keyed by SDES' : hasFingerprint ? 'SRTP, keyed by DTLS' : 'SRTP, but no key is offered';
  if (/RTP\/AVPF?$/.test(proto)) {
    if (hasCrypto || hasFingerprint) return `RTP, with SRTP as an option (${hasCrypto ? 'SDES' : 'DTLS'})`;
    return 'plain RTP, not encrypted';
  }
  return media.proto || 'no profile';
}

/** SDES keys are as safe as the hops that carry them. */
function keyExposure(here: Here, media: SdpMedia): Words[] {
  return media.attributes.some((a) => a.name === 'crypto') ? [readersLine(here)] : [];
}

function readersLine(here: Here): Words {
  const { hop } = here;
  const by = hop.framing ? 'by the log' : 'by Via';
  if (hop.isTls === false) return say`**Who could read the key**: everybody on this hop. It is ${hop.transport ?? ''}, in clear, ${by}.`;
  const protectedHop = hop.isTls ? say`this hop is ${hop.transport ?? ''}, ${by}; ` : say``;
  const clear = clearHopWith(here);
  if (!clear) return say`**Who could read the key**: ${protectedHop}each proxy on the way, and whoever listens on a hop in clear.`;
  return say`**Who could read the key**: ${protectedHop}each proxy on the way, and everybody on the ${clear.transport} hop of ${lineLink(here, clear.entry)}.`;
}

/** Another hop of the call on which one of this message's keys stands in clear. */
function clearHopWith({ trace, call, message, entry }: Here): { entry: Entry; transport: string } | undefined {
  const keys = new Set(sdesKeysOf(message).map((key) => key.id));
  for (const other of call) {
    if (other === entry || keys.size === 0) continue;
    const copy = trace.message(other);
    const { isTls, transport = '' } = hopOf(copy, other.frame, formatOf(other.frame.format).loses);
    if (isTls === false && sdesKeysOf(copy).some((key) => keys.has(key.id))) return { entry: other, transport };
  }
  return undefined;
}

export function sdpProtoHover(here: Here, { media }: LinePlace): HoverText | undefined {
  if (!media?.proto) return undefined;
  const fact = sdpFact('proto', media.proto);
  return { here: mediaLines(here, media), name: say`${code(media.proto)}`, fact: fact ?? sdpFact('line', 'm=') };
}

export function attributeHover(here: Here, { line, media }: AttributePlace): HoverText | undefined {
  if (line.name === 'crypto') return cryptoHover(here, line, media);
  const fact = attributeFact(line.name, line.attribute) ?? (/^x-/i.test(line.name) ? sdpFact('attribute', 'X-*') : undefined);
  const name = say`${code(`a=${line.name}`)} of SDP`;
  if (!fact)
    return {
      here: [say`**Not in the dictionary**: ${code(`a=${line.name}`)}. Who does not know an attribute ignores it.`],
      cites: ['RFC 8866 §5.13'],
    };
  return { here: attributeLines(here, line), name, fact };
}

function attributeLines(here: Here, line: SdpAttribute): (Words | undefined)[] {
  if (keepsSecret.has(line.name)) return [say`**Its value is not shown.**`];
  if (line.name === 'setup') {
    const role = sdpFact('setupValue', line.attribute.trim());
    return [role && say`**${role.name}**: ${ours(role.summary)}`, role?.tls ? ours(role.tls) : undefined];
  }
  if (line.name === 'fingerprint') {
    const [hash = '', value = ''] = line.attribute.split(' ');
    const octets = value === '' ? 0 : value.split(':').length;
    const by = here.hop.framing ? 'by the log' : 'by Via';
    const trust =
      here.hop.isTls === undefined
        ? ''
        : here.hop.isTls
          ? ` This hop is ${here.hop.transport}, ${by}.`
          : ` This hop is ${here.hop.transport}, ${by}: anybody on it can put in another.`;
    return [say`**${text(hash)}** over a certificate, ${octets} octets. It is public: no secret.${trust}`];
  }
  if (line.name === 'rtpmap') {
    const [payload = '', codec = ''] = line.attribute.split(' ');
    const [encoding = '', rate = ''] = codec.split('/');
    return [say`**Payload ${text(payload)}** is ${text(encoding)}${/^\d+$/.test(rate) ? `, ${rate} Hz` : ''}.`];
  }
  return line.attribute === '' ? [] : [say`**Here**: ${shown(here, line)}`];
}

/** Attributes whose value lets one take part or decrypt. */
const keepsSecret = new Set(['ice-pwd', 'key-mgmt', 'acap']);

/** RFC 4568. The key is never shown, copied or logged. */
function cryptoHover(here: Here, line: SdpAttribute, media: SdpMedia | undefined): HoverText {
  const [tag = '', suiteName = '', ...params] = line.attribute.trim().split(/\s+/);
  const suite = sdpFact('cryptoSuite', suiteName);
  const all = media?.attributes.filter((a) => a.name === 'crypto') ?? [line];
  const number = all.length > 1 ? `: line ${all.indexOf(line) + 1} of ${all.length}` : '';
  const bits = suite?.keyBits ? `, encrypts ${suite.keyBits} bit${suite.tagBits ? `, authenticates ${suite.tagBits} bit` : ''}` : '';
  const what = here.message.isRequest ? 'offered' : 'answered';
  const known = suite ? say`` : say` This suite is not registered.`;
  return {
    here: [
      say`**SRTP ${what} by SDES**${number}, tag ${text(tag)}, ${code(suiteName)}${bits}.${known}`,
      keyLine(params.join(' '), suite),
      readersLine(here),
      answerLine(here, tag, suiteName),
    ],
    check: say`488 here usually means that SRTP is off at the peer, or the profile is RTP/AVP instead of RTP/SAVP.`,
    name: say`${code('a=crypto')}`,
    fact: sdpFact('attribute', 'crypto'),
    cites: ['RFC 4568 §4', 'RFC 4568 §5.1', 'RFC 4568 §6'],
  };
}

function keyLine(params: string, suite: SdpFact | undefined): Words | undefined {
  const key = /inline:([A-Za-z0-9+/=]*)/i.exec(params)?.[1];
  if (key === undefined) return say`**Key**: none in this line.`;
  const octets = Math.floor((key.replace(/=+$/, '').length * 3) / 4);
  const wanted = suite?.keyBits && suite.saltBits ? (suite.keyBits + suite.saltBits) / 8 : undefined;
  if (wanted === undefined) return say`**Key**: ${octets} octets; not shown.`;
  if (octets === wanted) return say`**Key**: ${octets} octets with its salt, the right length for this suite; not shown.`;
  return say`**Key**: ${octets} octets with its salt, where this suite takes ${wanted} ✗; not shown.`;
}

/** Which line of the offer the answer took: the answer repeats tag and suite (RFC 4568 §5.1.2). */
function answerLine(here: Here, tag: string, suite: string): Words | undefined {
  const { trace, entry, call, message } = here;
  if (!message.isRequest) return undefined;
  const answer = responsesTo(trace, entry, call).find(
    (response) => identityOf(trace, response).status < 300 && trace.message(response).sdp !== undefined,
  );
  const lines = answer && trace.message(answer).sdp?.media.flatMap((media) => media.attributes.filter((a) => a.name === 'crypto'));
  if (!answer || !lines) return undefined;
  if (lines.length === 0) return say`**Answer**: takes no crypto line (${lineLink(here, answer)}).`;
  const taken = lines.map((a) => a.attribute.trim().split(/\s+/)).find(([t]) => t === tag);
  if (!taken) return say`**Answer**: takes another tag (${lineLink(here, answer)}).`;
  return taken[1] === suite
    ? say`**Answer**: takes tag ${text(tag)}, same suite ✓ (${lineLink(here, answer)}).`
    : say`**Answer**: takes tag ${text(tag)}, but with ${code(taken[1] ?? '')} ✗ (${lineLink(here, answer)}).`;
}

export function bodyHover(here: Here, { body }: BodyPlace): HoverText | undefined {
  if (!body.type || here.message.sdp?.start === body.content.start) return undefined;
  return { here: [say`**Body**: ${code(body.type)}, ${body.content.end - body.content.start} characters.`], cites: ['RFC 3261 §7.4'] };
}
