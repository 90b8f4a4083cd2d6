import { documentBench } from './document.bench';
import { readerBench } from './reader.bench';

const benches: { readonly [name: string]: () => void } = { reader: readerBench, document: documentBench };
const wanted = process.argv.slice(2);
for (const [name, run] of Object.entries(benches)) if (wanted.length === 0 || wanted.includes(name)) run();
