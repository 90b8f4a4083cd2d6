import { configBench } from './config.bench';
import { documentBench } from './document.bench';
import { enumerateBench } from './enumerate.bench';
import { probeBench } from './probe.bench';
import { readerBench } from './reader.bench';

const benches: { readonly [name: string]: () => void | Promise<void> } = {
  reader: readerBench,
  document: documentBench,
  config: configBench,
  enumerate: enumerateBench,
  probe: probeBench,
};
const wanted = process.argv.slice(2);
async function runAll(): Promise<void> {
  for (const [name, run] of Object.entries(benches)) if (wanted.length === 0 || wanted.includes(name)) await run();
}
void runAll();
