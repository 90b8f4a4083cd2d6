/** Distinct messages of about 1 KB, as a proxy on a TLS trunk sees them; made, not recorded. `count` messages, CRLF line ends. */
export function makeMessages(count: number): string[] {
  return Array.from({ length: count }, (_, i) => (i % 3 === 2 ? response(i) : request(i)));
}

/** A trace of many messages, in sngrep's way of writing. */
export function makeTrace(count: number): string {
  return makeMessages(count)
    .map((message, i) => {
      const time = `2026/11/23 ${two(10 + Math.floor(i / 36_000))}:${two(Math.floor(i / 600) % 60)}:${two(Math.floor(i / 10) % 60)}.${String(i % 10)}00000`;
      return `${time} 192.0.2.${1 + (i % 200)}:${40_000 + (i % 20_000)} -> 198.51.100.20:5061\n${message}\n\n`;
    })
    .join('');
}

const two = (n: number): string => String(n).padStart(2, '0');

function request(i: number): string {
  const body = sdp(i);
  return [
    `INVITE sip:+4930${10_000_000 + i}@sbc${i % 17}.example.com:5061;transport=tls;user=phone SIP/2.0`,
    `Via: SIP/2.0/TLS 198.51.100.${i % 250}:5061;branch=z9hG4bK${(i * 7919).toString(36)}.1;rport`,
    `Via: SIP/2.0/TLS [2001:db8::${(i % 65_535).toString(16)}]:40${100 + (i % 800)};branch=z9hG4bK-${i}-524287-1;received=2001:db8::1;rport=40123`,
    `Record-Route: <sip:198.51.100.${i % 250}:5061;transport=tls;lr;ftag=a${i}>`,
    'Max-Forwards: 69',
    `From: "Alice ${i}" <sip:alice${i}@example.com>;tag=a${i}`,
    `To: <sip:+4930${10_000_000 + i}@example.com;user=phone>`,
    `Call-ID: ${(i * 104_729).toString(16)}-${i}@client.example.com`,
    `CSeq: ${1 + (i % 100)} INVITE`,
    `Contact: "Alice" <sip:alice${i}@192.0.2.${i % 250}:40123;transport=tls;ob>;+sip.instance="<urn:uuid:00000000-0000-1000-8000-${String(i).padStart(12, '0')}>"`,
    'Allow: INVITE, ACK, CANCEL, OPTIONS, BYE, REFER, NOTIFY, MESSAGE, UPDATE',
    'Supported: replaces, timer, 100rel, outbound',
    `P-Asserted-Identity: "Alice" <sip:+4940${10_000_000 + i}@example.com>`,
    'User-Agent: bench-ua/1.0',
    'Content-Type: application/sdp',
    `Content-Length: ${body.length}`,
    '',
    body,
  ].join('\r\n');
}

function response(i: number): string {
  const body = sdp(i);
  return [
    'SIP/2.0 200 OK',
    `Via: SIP/2.0/TLS 198.51.100.${i % 250}:5061;branch=z9hG4bK${(i * 7919).toString(36)}.1;rport=5061;received=198.51.100.1`,
    `Via: SIP/2.0/TLS 192.0.2.${i % 250}:40123;branch=z9hG4bK-${i}-524287-1;received=203.0.113.7;rport=40123`,
    `Record-Route: <sip:198.51.100.${i % 250}:5061;transport=tls;lr;ftag=a${i}>`,
    `From: "Alice ${i}" <sip:alice${i}@example.com>;tag=a${i}`,
    `To: <sip:+4930${10_000_000 + i}@example.com;user=phone>;tag=b${i}`,
    `Call-ID: ${(i * 104_729).toString(16)}-${i}@client.example.com`,
    `CSeq: ${1 + (i % 100)} INVITE`,
    `Contact: <sip:bob@198.51.100.${i % 250}:5061;transport=tls>`,
    'Allow: INVITE, ACK, CANCEL, OPTIONS, BYE, REFER, NOTIFY, MESSAGE, UPDATE',
    'Supported: replaces, timer',
    'Server: bench-proxy/1.0',
    'Content-Type: application/sdp',
    `Content-Length: ${body.length}`,
    '',
    body,
  ].join('\r\n');
}

const sdp = (i: number): string =>
  [
    'v=0',
    `o=- ${2_890_844_526 + i} 1 IN IP4 192.0.2.${i % 250}`,
    's=-',
    `c=IN IP4 192.0.2.${i % 250}`,
    't=0 0',
    `m=audio ${10_000 + (i % 20_000)} RTP/SAVP 8 0 101`,
    'a=rtpmap:8 PCMA/8000',
    'a=rtpmap:101 telephone-event/8000',
    'a=sendrecv',
    '',
  ].join('\r\n');
