// What the project's own code exports, for scripts that derive something from it.
import { join } from 'node:path';
import { build } from 'esbuild';

/** The exports of `contents`, a module as if it stood in `root`. The editor's own modules are not there outside of the editor, and not needed for tables. */
export async function evaluate(root, contents) {
  const result = await build({
    stdin: { contents, resolveDir: root, loader: 'ts' },
    bundle: true,
    write: false,
    format: 'esm',
    platform: 'node',
    // As in esbuild.mjs: a module that is imported as a text cannot require.
    mainFields: ['module', 'main'],
    alias: { yaml: join(root, 'node_modules/yaml/browser/index.js') },
    logLevel: 'error',
    plugins: [
      {
        name: 'no-editor',
        setup({ onResolve, onLoad }) {
          onResolve({ filter: /^(?:vscode|vscode-languageclient\/node)$/ }, ({ path }) => ({ path, namespace: 'none' }));
          onLoad({ filter: /.*/, namespace: 'none' }, () => ({ contents: 'module.exports = {};' }));
        },
      },
    ],
  });
  return import(`data:text/javascript;base64,${Buffer.from(result.outputFiles[0].contents).toString('base64')}`);
}
