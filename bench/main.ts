import { readerBench } from './reader.bench';

const benches: { readonly [name: string]: () => void | Promise<void> } = { reader: readerBench };
const wanted = process.argv.slice(2);
void (async () => {
  for (const [name, run] of Object.entries(benches)) if (wanted.length === 0 || wanted.includes(name)) await run();
})();
