import { completeSipp } from '../completion/xml-products';
import type { Dialect } from '../dialect';
import { readScenario } from '../sipp/read-scenario';
import { scenarioSettings } from '../sipp/settings';

/** Scenarios of SIPp, with the SIP messages that they send. */
export const sipp: Dialect = {
  id: 'sipp',
  title: 'SIPp scenario',
  product: 'sipp',
  names: [],
  globs: ['**/sipp/**/*.xml'],
  isOther: (head) => !/<scenario\b/.test(head),
  shape(head) {
    // The only element that may stand first; a scenario of a test runner has other elements in it.
    if (!/^\uFEFF?\s*(?:<\?[^>]*\?>\s*|<!DOCTYPE[^>]*>\s*|<!--(?:(?!-->)[\s\S])*-->\s*)*<scenario\b/.test(head)) return 0;
    return /<!DOCTYPE\s+scenario\b/.test(head) || /<(?:send|recv|nop|sendCmd|recvCmd|pause)\b/.test(head) ? 10 : 4;
  },
  read: readScenario,
  settings: scenarioSettings,
  complete: completeSipp,
  examples: [
    {
      title: 'a call with a variable and a label',
      files: {
        'uac.xml': `<?xml version="1.0"?>
<!DOCTYPE scenario SYSTEM "sipp.dtd">
<scenario name="call">
  <send retrans="500" next="1">
    <![CDATA[

      INVITE sip:[service]@[remote_ip]:[remote_port];transport=[transport] SIP/2.0
      Via: SIP/2.0/[transport] [local_ip]:[local_port];branch=[branch]
      Call-ID: [call_id]
      Content-Length: [len]

      v=0
    ]]>
  </send>
  <label id="1"/>
  <recv response="200">
    <action><ereg regexp=".*" search_in="hdr" header="To:" assign_to="to"/></action>
  </recv>
  <send><![CDATA[
    ACK [next_url] SIP/2.0
    To: [$to]
  ]]></send>
</scenario>
`,
      },
      facts: `
`,
    },
    {
      title: 'what is broken',
      files: {
        'uac.xml': `<scenario name="broken">
  <send>
    <![CDATA[
      OPTIONS sip:[remote_ip] SIP/2.0
    ]]>
  </sent>
</scenario>
`,
      },
      facts: `
problem uac.xml:6:3 fatal \`</sent>\` closes nothing: no \`<sent>\` is open here.
problem uac.xml:2:3 fatal \`<send>\` is never closed: \`</send>\` is missing.
`,
    },
  ],
};
