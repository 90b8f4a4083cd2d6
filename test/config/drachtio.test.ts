import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { detectDialect } from '#core/config/detect';
import { dialects } from '#core/config/dialects/all.gen';
import { drachtio } from '#core/config/dialects/drachtio';
import { drachtioFacts } from '#core/config/drachtio/facts';
import { minimumOf } from '#core/config/drachtio/model';
import { readFiles } from '../support/config-examples';
import { checkHostile, checkJunk, factLines, findingLines, judge, samplesOf, skipCorpus, timed } from '../support/xml-configs';

const sip = (inner: string) => ({ 'drachtio.conf.xml': `<drachtio><admin port="9022">127.0.0.1</admin><sip>${inner}</sip></drachtio>` });
const lines = (inner: string) => factLines(drachtio, sip(inner));

describe('contacts of drachtio', () => {
  it('listen on what they say, by scheme where they say nothing', () => {
    assert.deepEqual(lines('<contacts><contact>sip:*</contact><contact>sip:192.0.2.1:5080;transport=tcp</contact></contacts>'), [
      'listener udp *:5060',
      'listener tcp *:5060',
      'listener tcp 192.0.2.1:5080',
    ]);
    assert.deepEqual(
      lines('<contacts><contact> sips:[2001:db8::1] </contact><contact>sip:*;transport=udp,tls</contact></contacts>').slice(0, 3),
      ['listener tls [2001:db8::1]:5061 profile tls', 'listener udp *:5060', 'listener tls * profile tls'],
    );
  });

  it('one by itself goes before the list', () => {
    assert.deepEqual(lines('<contacts><contact>sip:*:1</contact></contacts><contact>sip:*:2;transport=udp</contact>'), [
      'listener udp *:2',
    ]);
  });

  it('are known by entities, CDATA and templates as well', () => {
    const own = drachtioFacts(readFiles(drachtio, sip('<contact><![CDATA[sips:*:5071]]></contact>')));
    assert.equal(own?.kind === 'xml' && own.contacts[0]?.port, 5071);
    const open = drachtioFacts(readFiles(drachtio, sip('<contact>sips:{{ host }}:5061</contact>')));
    assert.equal(open?.kind === 'xml' && open.contacts[0]?.value.isKnown, false);
  });

  it('say names and addresses for the outside', () => {
    const text = 'sips:10.0.0.1';
    const facts = readFiles(
      drachtio,
      sip(`<contact external-ip="198.51.100.1" dns-names="a.example.com; b.example.com">${text}</contact>`),
    );
    assert.deepEqual(
      facts.profiles[0]?.announced.map((name) => name.text),
      ['a.example.com', 'b.example.com'],
    );
    assert.equal(facts.listeners[0]?.advertisedHost?.text, '198.51.100.1');
    const { start, end } = facts.profiles[0]?.announced[1]?.place.at ?? { start: 0, end: 0 };
    assert.equal(facts.texts?.get('drachtio.conf.xml')?.slice(start, end), 'b.example.com');
  });
});

it('versions are numbers, and what is none counts as nothing', () => {
  assert.deepEqual(['1.2', ' 1.1 ', '1', 'TLSv1.2', '', '-1', '1.3'].map(minimumOf), [1.2, 1.1, 1, 0, 0, 0, 1.3]);
});

describe('detection of drachtio', () => {
  const detected = (name: string, head: string) => detectDialect(name, head, dialects)?.id;

  it('by name and by shape', () => {
    assert.equal(detected('/etc/drachtio.conf.xml', ''), 'drachtio');
    assert.equal(detected('/etc/drachtio.conf.xml.j2', '<drachtio>'), 'drachtio');
    assert.equal(detected('/srv/sbc.xml', '<?xml version="1.0"?>\n<drachtio>\n<admin/>'), 'drachtio');
    assert.equal(detected('/srv/x.json', '{ "admin": {}, "sip": { "contacts": [] } }'), 'drachtio');
  });

  it('leaves alone what is none of it', () => {
    assert.equal(detected('/srv/drachtio.conf.json', '{ "name": "drachtio" }'), undefined);
    assert.equal(detected('/srv/x.json', '{ "admin": true, "sip": "x" }'), undefined);
  });
});

describe('any text of drachtio', () => {
  const words = fc.constantFrom(
    ...'<drachtio> </drachtio> <sip> </sip> <contacts> </contacts> <contact> </contact> <tls> </tls> sips:* sip:*:5060;transport=udp,tls <key-file> </key-file> <min-tls-version> 1.3 { } " <!-- --> <![CDATA[ ]]> &amp; & é'.split(
      ' ',
    ),
    '<admin port="1" tls-port="2" secret="cymru">0.0.0.0</admin>',
    '<contact dns-names="a,b" external-ip="1">',
    '\r\n',
  );

  it('is read without a throw, and every place lies in it', () => {
    fc.assert(
      fc.property(fc.array(words, { maxLength: 50 }), (all) => {
        checkHostile(drachtio, { 'drachtio.conf.xml': all.join('') });
        checkHostile(drachtio, { 'drachtio.conf.xml': `<drachtio><sip>${all.join(' ')}</sip></drachtio>` });
      }),
      { numRuns: 300 },
    );
  });

  it('takes no time, be it of a megabyte', (context) => {
    checkJunk(drachtio, 'drachtio.conf.xml', ['<drachtio><sip>', '<contact>sips:*</contact>', '{', ' ', '<tls>', '"admin": {'], (text) =>
      context.diagnostic(text),
    );
  });
});

describe('samples of drachtio in the corpus', { skip: skipCorpus }, () => {
  it('the shipped file with its TLS lines put in', () => {
    const text = (samplesOf('drachtio')['drachtio.conf.xml'] ?? '')
      .replace(
        '<contact>sip:*;transport=udp,tcp</contact>',
        '<contact>sip:*;transport=udp,tcp</contact>\n            <contact>sips:*;transport=tls</contact>',
      )
      .replace(/<!-- if you want to terminate SIP over TLS[^\n]*/, '')
      .replace(/<\/tls>\s*-->/, '</tls>');
    const files = { 'drachtio.conf.xml': text };
    assert.deepEqual(
      findingLines(judge(readFiles(drachtio, files)), files).map((line) => line.replace(/ drachtio.conf.xml:\d+/, '')),
      ['info dr-contact-external', 'warning dr-tls-min-version'],
    );
  });

  it('3000 lines are read and judged within a keystroke', (context) => {
    const text = samplesOf('drachtio')['drachtio.conf.xml'] ?? '';
    const spammers = text.slice(text.indexOf('<spammers'), text.indexOf('</spammers>') + 11);
    const contacts = Array.from(
      { length: 200 },
      (_, i) => `<contact external-ip="198.51.100.1">sips:10.0.0.1:${5061 + i};transport=tls</contact>`,
    );
    const files = {
      'drachtio.conf.xml': text
        .replace('<contacts>', `<contacts>\n${contacts.join('\n')}`)
        .replace('<spammers', `${`${spammers}\n`.repeat(260)}<spammers`),
    };
    const { best, words: said } = timed(drachtio, files);
    context.diagnostic(`${files['drachtio.conf.xml'].split('\n').length} lines: ${said}`);
    assert.ok(best < 60);
  });
});
