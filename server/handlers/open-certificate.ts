import { PieceText } from '#core/text/pieces';
import { latin1 } from '#core/x509/der';
import { readPem } from '#core/x509/pem';
import { localPath } from '../path-map';
import { readBounded } from '../probe/files';
import { OPEN_CERTIFICATE_COMMAND } from '../protocol';
import { guarded, type Session } from '../session';

/** Shows a file with certificates, at the one that is meant. Its place is looked for now: the file may be another one since the lens was made. */
export const openCertificate = (session: Session) =>
  guarded<unknown, null>(session, OPEN_CERTIFICATE_COMMAND, null, async (given) => {
    const { file, index } = (typeof given === 'object' && given !== null ? given : {}) as { readonly [name: string]: unknown };
    const path = typeof file === 'string' && file.startsWith('file:') ? localPath(file) : undefined;
    if (typeof file !== 'string' || path === undefined) return null;
    if (!session.capabilities.window?.showDocument?.support) {
      session.connection.console.warn(`The client shows no documents when it is asked to: ${file}`);
      return null;
    }
    const text = session.documents.get(file)?.getText() ?? (await textOf(path));
    const blocks = readPem(text).filter(({ kind }) => kind === 'certificate');
    const { start, end } = blocks[typeof index === 'number' ? index : 0]?.at ?? { start: 0, end: 0 };
    const lines = new PieceText(text);
    await session.connection.window.showDocument({
      uri: file,
      takeFocus: true,
      selection: { start: lines.positionAt(start), end: lines.positionAt(end) },
    });
    return null;
  });

async function textOf(path: string): Promise<string> {
  const reading = await readBounded(path, MOST_OCTETS);
  return reading.kind === 'bytes' ? latin1(reading.bytes) : '';
}

const MOST_OCTETS = 4_194_304;
