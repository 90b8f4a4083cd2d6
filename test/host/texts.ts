/** An INVITE over TLS whose Via names port 5060 and whose Record-Route leads the next request away from TLS. */
export const invite = `INVITE sip:bob@example.com;transport=tls SIP/2.0
Via: SIP/2.0/TLS 192.0.2.10:5060;branch=z9hG4bKhost1;rport
Record-Route: <sip:198.51.100.20:5060;lr>
Max-Forwards: 70
From: "Alice" <sip:alice@example.com>;tag=a1
To: <sip:bob@example.com>
Call-ID: host-1@example.com
CSeq: 1 INVITE
Contact: <sip:alice@192.0.2.10:5061;transport=tls>
Content-Length: 0

`;

export const ringing = `SIP/2.0 180 Ringing
Via: SIP/2.0/TLS 192.0.2.10:5060;branch=z9hG4bKhost1;rport=5060
From: "Alice" <sip:alice@example.com>;tag=a1
To: <sip:bob@example.com>;tag=b1
Call-ID: host-1@example.com
CSeq: 1 INVITE
Contact: <sip:bob@192.0.2.30:5061;transport=tls>
Content-Length: 0

`;

export const call = invite + ringing;

/** The same mistake inside a program's log: sipTls reads the message, the log's own lines stay what they are. */
export const log = `Jun  1 10:00:00 proxy app[101]: starting
Jun  1 10:00:01 proxy app[101]: received from 192.0.2.10

${invite}Jun  1 10:00:02 proxy app[101]: done
`;

export const letter = `Dear Bob,

the meeting is moved. Via: the back door. SIP is what one does with tea.
`;

/** About \`megabytes\` of distinct messages; one of them, in the middle, has the mistake that \`invite\` has. */
export function bigTrace(megabytes: number): string {
  const one = invite.replace('192.0.2.10:5060', '192.0.2.10:5061').replace('5060;lr', '5061;transport=tls;lr').length;
  const count = Math.ceil((megabytes * 1_000_000) / one);
  const messages: string[] = [];
  for (let index = 0; index < count; index++) {
    const own = invite.replaceAll('host1', `big${index}`).replace('host-1', `big-${index}`);
    const isWrong = index === Math.floor(count / 2);
    messages.push(isWrong ? own : own.replace('192.0.2.10:5060', '192.0.2.10:5061').replace('5060;lr', '5061;transport=tls;lr'));
  }
  return messages.join('');
}
