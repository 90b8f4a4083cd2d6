import { type Dialect, SURE } from '../dialect';
import type { ConfigFacts } from '../model';
import { pemFacts, pemSymbols } from '../pem/facts';
import { plainFacts } from '../plain-facts';

/** Certificates and keys as text. They are no configuration, and live by the same rules: opened, judged, mended, shown in the outline. */
export const pem: Dialect = {
  id: 'pem',
  title: 'Certificates and keys (PEM)',
  product: 'pem',
  // A name says too little: such files are called as it pleases, and others have their endings.
  names: [],
  globs: [],
  shape(head) {
    if (/^\uFEFF?\s*-----BEGIN [A-Z0-9 ]{1,64}-----/.test(head)) return 9;
    // In a program's text a block is a string, with signs before or behind it on each line, and no file of certificates.
    return /^-----BEGIN (?:[A-Z0-9 ]{1,32} )?(?:CERTIFICATE|PRIVATE KEY|CERTIFICATE REQUEST|PKCS7|X509 CRL)-----[ \t]*\r?$/m.test(head)
      ? SURE
      : 0;
  },
  read({ file, text }, { certificates }): ConfigFacts {
    const own = certificates && pemFacts(file, text, certificates);
    return {
      ...plainFacts({ file, text }, { dialect: 'pem', product: 'pem' }),
      symbols: own ? pemSymbols(own.blocks) : [],
      ...(own && { own }),
    };
  },
  settings: [],
  examples: [{ title: 'a certificate that breaks off', files: { 'sip.pem': '-----BEGIN CERTIFICATE-----\nMIIB\n' }, facts: '' }],
};
