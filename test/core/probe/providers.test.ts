import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import type { Provider } from '#core/probe/provider';
import { providerFor, providerNamed, providers } from '#core/probe/providers';
import { readProvider, readProviders } from '#core/probe/read-provider';

const folder = join(process.cwd(), 'server/core/probe/data/providers');

const own: Provider = {
  id: 'twilio',
  title: 'Ours',
  asOf: '2026-10-01',
  domains: ['voice.example.com'],
  notes: [{ text: 'A trunk of our own.', source: 'https://wiki.example.com/', asOf: '2026-10-01' }],
};

describe('known providers', () => {
  it('each file is one of them, named by its id, and can be read', () => {
    const files = readdirSync(folder).sort();
    assert.deepEqual(
      providers.map(({ id }) => `${id}.json`),
      files,
    );
    for (const file of files) {
      const read = readProvider(readFileSync(join(folder, file), 'utf8'));
      assert.ok('id' in read, `${file}: ${'problem' in read ? read.problem : ''}`);
    }
  });

  it('each fact has a source', () => {
    for (const { id, domains, ports, roots, minVersion, policy, customer, refusesSips, notes } of providers) {
      const facts = Object.entries({ domains, ports, roots, minVersion, policy, refusesSips }).flatMap(([name, fact]) =>
        fact === undefined ? [] : name,
      );
      const told = new Set(notes.flatMap(({ about = [] }) => about));
      const asked = Object.keys(customer ?? {}).map((name) => `customer.${name}`);
      assert.deepEqual(
        [...facts, ...asked].filter((name) => !told.has(name)),
        [],
        id,
      );
      for (const { source, text } of notes) {
        assert.match(source, /^https:\/\/[a-z0-9.-]+\//, id);
        assert.match(text, /^\S.*\.$/, id);
      }
    }
  });

  it('the roots of a provider begin and end in order, and one is in use', () => {
    for (const { id, roots, asOf } of providers) {
      if (!roots) continue;
      for (const { from, until } of roots) assert.ok(from === undefined || until === undefined || from < until, id);
      assert.ok(
        roots.some(({ from = '', until = '9' }) => from <= asOf && asOf < until),
        id,
      );
    }
  });

  it('none wins over another by its domains', () => {
    const all = providers.flatMap(({ id, domains }) => domains.map((domain) => `${domain} ${id}`));
    assert.equal(new Set(all.map((pair) => pair.split(' ')[0])).size, all.length);
  });
});

describe('which provider a host belongs to', () => {
  const cases: readonly [host: string, id: string | undefined][] = [
    ['mytrunk.pstn.twilio.com', 'twilio'],
    ['PSTN.Twilio.com.', 'twilio'],
    ['sip2.pstnhub.microsoft.com', 'microsoft-teams'],
    ['sip.telnyx.com', 'telnyx'],
    ['wa.meta.vc', 'meta-whatsapp'],
    ['twilio.com', undefined],
    ['notpstn.twilio.com.example.com', undefined],
    ['evilpstn.twilio.com', undefined],
    ['192.0.2.1', undefined],
    ['', undefined],
  ];
  for (const [host, id] of cases) it(host === '' ? 'no host' : host, () => assert.equal(providerFor(host)?.id, id));

  it('the user’s own first, and in place of the known one with its id', () => {
    assert.equal(providerFor('a.voice.example.com', [own])?.title, 'Ours');
    assert.equal(providerFor('mytrunk.pstn.twilio.com', [own]), undefined);
    assert.equal(providerNamed('twilio', [own])?.title, 'Ours');
    assert.equal(providerNamed('twilio')?.domains[0], 'pstn.twilio.com');
    assert.equal(providerNamed('nobody'), undefined);
  });

  it('the longest domain wins', () => {
    const inner: Provider = { ...own, id: 'inner', domains: ['pstn.ashburn.pstn.twilio.com'] };
    assert.equal(providerFor('x.pstn.ashburn.pstn.twilio.com', [inner])?.id, 'inner');
  });
});

describe('a file of the user’s own', () => {
  const written = (change: object): string => JSON.stringify({ ...own, ...change });
  const problemOf = (text: string): string => {
    const read = readProvider(text);
    return 'problem' in read ? read.problem : 'none';
  };

  it('is read', () => {
    assert.deepEqual(readProvider(`\ufeff${JSON.stringify(own)}`), own);
    assert.deepEqual(readProviders(JSON.stringify([own, { ...own, id: 'other' }])), { providers: [own, { ...own, id: 'other' }] });
    assert.deepEqual(readProviders(JSON.stringify(own)), { providers: [own] });
  });

  const wrong: readonly [text: string, problem: RegExp][] = [
    ['{', /^This is no JSON: .+\.$/],
    ['', /^This is no JSON: /],
    ['[]', /^This is a list; one provider was expected\.$/],
    ['null', /^A provider has to be an object\.$/],
    ['"x"', /^A provider has to be an object\.$/],
    ['{}', /^id is missing\.$/],
    [written({ id: 'My Provider' }), /^id has to be lower-case letters, digits and hyphens\.$/],
    [written({ asOf: 'yesterday' }), /^asOf has to be a day such as 2026-03-31\.$/],
    [written({ asOf: '2026-13-41' }), /^asOf has to be a day/],
    [written({ domains: 'example.com' }), /^domains has to be a list\.$/],
    [written({ domains: ['*.example.com'] }), /^domains\[0\] has to be a domain in lower case such as sip\.example\.com\.$/],
    [written({ ports: [5061, 0] }), /^ports\[1\] has to be a port from 1 to 65535\.$/],
    [written({ policy: 'none' }), /^policy has to be full or chain-only\.$/],
    [written({ minVersion: '1.2' }), /^minVersion has to be SSLv3, TLSv1, TLSv1\.1, TLSv1\.2 or TLSv1\.3\.$/],
    [written({ roots: [{ from: '2026-01-01' }] }), /^roots\[0\]\.commonName is missing\.$/],
    [written({ customer: { clientCertificate: 'yes' } }), /^customer\.clientCertificate has to be required or not-used\.$/],
    [written({ customer: { acceptsWildcards: true } }), /^customer\.acceptsWildcards is not known; known are clientCertificate, /],
    [written({ notes: [{ text: 'x', source: '', asOf: '2026-01-01' }] }), /^notes\[0\]\.source has to be a text that is not empty\.$/],
    [`{"__proto__": 1, ${JSON.stringify(own).slice(1)}`, /^__proto__ is not known; /],
    [written({ 'a\u202eb\n': 1 }), /^a\\u\{202e\}b\\u\{a\} is not known; /],
    [`"${'x'.repeat(2_000_000)}"`, /^The file has 2000002 characters; more than 1000000 are not read\.$/],
  ];
  for (const [text, problem] of wrong) it(String(problem), () => assert.match(problemOf(text), problem));

  it('a list says which of them is wrong', () => {
    assert.deepEqual(readProviders(JSON.stringify([own, { ...own, ports: ['5061'] }])), {
      problem: 'Provider 2 of 2: ports[0] has to be a port from 1 to 65535.',
    });
    assert.deepEqual(readProviders(JSON.stringify([own, own])), { problem: 'The id "twilio" stands there twice.' });
  });
});
