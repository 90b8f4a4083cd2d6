import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { detectDialect } from '#core/config/detect';
import { dialects } from '#core/config/dialects/all.gen';
import { looksLikeConfig } from '#core/config/looks-like';
import { configRules } from '#core/rules/config.gen';

describe('what looks like a configuration', () => {
  it('whatever a dialect would take by its name or shape', () => {
    const missed: string[] = [];
    const look = (name: string, text: string): void => {
      if (detectDialect(name, text, dialects) && !looksLikeConfig(name, text)) missed.push(`${name}\n${text.slice(0, 300)}`);
    };
    for (const { id, names, examples } of dialects) {
      for (const name of names) if (!name.includes('*')) look(`/etc/${id}/${name}`, '');
      for (const { files } of examples)
        for (const [name, text] of Object.entries(files)) {
          look(`/a/${name}`, text);
          look('/a/b', text);
        }
    }
    for (const { examples = [] } of configRules)
      for (const { files } of examples) for (const [name, text] of Object.entries(files)) look(`/a/${name}`, text);
    assert.deepEqual(missed, []);
  });

  it('and nothing that is plainly something else', () => {
    const others = {
      '/a/package.json': '{ "name": "x", "version": "1.0.0" }',
      '/a/pom.xml': '<project><modelVersion>4.0.0</modelVersion></project>',
      '/a/nginx.conf': 'server {\n  listen 443 ssl;\n}\n',
      '/a/my.cnf.ini': '[mysqld]\nport = 3306\n',
      '/a/ci.yaml': 'jobs:\n  test:\n    runs-on: ubuntu-latest\n',
      '/a/run.sh': '#!/bin/sh\nset -e\nmake\n',
    };
    for (const [name, text] of Object.entries(others)) assert.equal(looksLikeConfig(name, text), false, name);
  });

  const corpus = join(process.env.SIP_TLS_CORPUS ?? '../shared/corpus', 'configs');
  it('the public samples', { skip: existsSync(corpus) ? false : `there is no folder ${corpus}` }, () => {
    const files = readdirSync(corpus, { recursive: true, encoding: 'utf8' }).filter((name) => statSync(join(corpus, name)).isFile());
    for (const name of files) {
      const text = readFileSync(join(corpus, name), 'utf8');
      if (detectDialect(`/${name}`, text, dialects)) assert.ok(looksLikeConfig(`/${name}`, text), name);
    }
  });
});
