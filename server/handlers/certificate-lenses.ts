import { pathToFileURL } from 'node:url';
import type { CodeLens } from 'vscode-languageserver/node';
import { certificateLens, certificateRefs } from '#core/editor/certificate-lens';
import { ConfigPlaces } from '../config-places';
import type { OpenConfig } from '../config-workspace';
import { OPEN_CERTIFICATE_COMMAND } from '../protocol';
import type { Session } from '../session';

/** Above each setting that names a certificate: for how long that is valid, or that it is not there. Opens the file at the certificate. */
export async function certificateLenses(session: Session, { document, readings }: OpenConfig): Promise<CodeLens[]> {
  const places = new ConfigPlaces(readings, session.configs.files);
  const now = new Date();
  const lenses = new Map<string, CodeLens>();
  for (const reading of readings)
    for (const ref of certificateRefs(reading.facts)) {
      const range = ref.value.place.file === document.uri ? places.range(ref.value.place) : undefined;
      if (!range || lenses.size >= MOST) continue;
      const { judge } = session.configs;
      const named = await judge.file(ref, reading);
      const file = named.kind === 'missing' && ref.orElse ? await judge.file(ref.orElse, reading) : named;
      const lens = certificateLens(file, now);
      if (!lens) continue;
      const { title, index } = lens;
      const command =
        file.kind === 'read' && file.format === 'pem'
          ? { title, command: OPEN_CERTIFICATE_COMMAND, arguments: [{ file: pathToFileURL(file.file).href, index }] }
          : // Editors show such a lens as a text that cannot be clicked.
            { title, command: '' };
      lenses.set(`${range.start.line} ${title}`, { range, command });
    }
  return [...lenses.values()];
}

const MOST = 200;
