import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { dialects } from '#core/config/dialects/all.gen';
import { scriptStateAt } from '#core/config/scripts/state';
import { scriptWordAt } from '#core/config/scripts/word';
import { scriptWords } from '#core/hover/setting';
import { dialectById } from '../support/config-examples';

/** Where `¦` stands: comment, string or code, with the kind of block around it. */
function state(marked: string, hasSlashes = true): string {
  const offset = marked.indexOf('¦');
  const found = scriptStateAt(marked.replace('¦', ''), offset, { hasSlashes });
  return found.kind === 'comment' ? found.kind : `${found.kind} ${found.block}`;
}

describe('where in a script something stands', () => {
  it('in comments, strings and blocks', () => {
    for (const [text, expected] of [
      ['a¦', 'code top'],
      ['# a¦', 'comment'],
      ['# a\n¦', 'code top'],
      ['#!define A ¦', 'code top'],
      ['/* a\n¦ */', 'comment'],
      ['/* a */¦', 'code top'],
      ['log_name="a¦"', 'string top'],
      ['log_name="a\\"¦', 'string top'],
      ['log_name="a"¦', 'code top'],
      ["x='a¦", 'string top'],
      ["#!define A it's\n¦", 'code top'],
      ['route { "a }" ¦', 'code route'],
      ['route { if (x) { } ¦', 'code route'],
      ['route { }\n¦', 'code top'],
      ['}\n¦', 'code top'],
      ['socket = {\n¦', 'code socket'],
      ['route { xlog("¦', 'string route'],
    ] as const)
      assert.equal(state(text), expected, text);
    assert.equal(state('route { // a¦'), 'comment');
    assert.equal(state('route { // a¦', false), 'code route');
  });

  it('in a text of any size, in little time', () => {
    for (const piece of ['"\\', '"a', '{', '/*', '#', "'", '\\"']) {
      const text = piece.repeat(100_000);
      const start = performance.now();
      scriptStateAt(text, text.length, { hasSlashes: true });
      assert.ok(performance.now() - start < 500, `${piece}: ${performance.now() - start} ms`);
    }
  });
});

describe('words of routing scripts', () => {
  const named = (id: string, marked: string, isInString = false): string | undefined => {
    const offset = marked.indexOf('¦');
    const words = dialectById(id).script?.words ?? [];
    return scriptWordAt(marked.replace('¦', ''), offset, words, { isInString })?.word.name;
  };

  it('are known by name and by what stands behind them', () => {
    assert.equal(named('kamailio', 'rec¦ord_route();'), 'record_route');
    assert.equal(named('kamailio', 'record_route¦ ;'), undefined);
    assert.equal(named('kamailio', 'if (pro¦to == TLS)'), 'proto');
    assert.equal(named('kamailio', 'xlog("$tls_ver¦sion")', true), '$tls_version');
    assert.equal(named('kamailio', 'xlog("$(tls_peer_sub¦ject{s.len})")', true), '$tls_peer_subject');
    assert.equal(named('kamailio', 'xlog("record_r¦oute()")', true), undefined);
    assert.equal(named('kamailio', '$xavp(tls=>server¦_name) = "a";'), '$xavp(tls=>server_name)');
    assert.equal(named('kamailio', '$du¦ = "a";'), '$du');
    assert.equal(named('kamailio', '$dummy¦ = "a";'), undefined);
    assert.equal(named('opensips', '$socket_in(pro¦to) == "tls"'), '$socket_in(proto)');
    assert.equal(named('opensips', '$socket_in(t¦ag) == "a"'), '$socket_in');
    assert.equal(named('opensips', 'is_peer_verif¦ied()'), 'is_peer_verified');
    assert.equal(named('opensips', '$tls_peer_server_name¦'), undefined);
  });

  it('say what they mean, each once, in sentences, with where it is documented', () => {
    for (const { id, script } of dialects) {
      const names = script?.words.map(({ name }) => name) ?? [];
      assert.deepEqual(
        names.filter((name, i) => names.indexOf(name) !== i),
        [],
        id,
      );
      for (const word of script?.words ?? []) {
        const { name, meaning, pitfall = 'A.', cite, kind } = word;
        assert.match(meaning, /^[A-Z0-9].*\.$/s, name);
        assert.match(pitfall, /^[A-Z`].*\.$/s, name);
        assert.match(cite, /^(?:Kamailio|OpenSIPS) /, name);
        assert.equal(name.startsWith('$'), kind === 'variable', name);
        assert.match(scriptWords(word).markdown, /\n\nSee: (?:Kamailio|OpenSIPS)/);
      }
    }
  });
});
