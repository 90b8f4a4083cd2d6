import type { Socket } from '../../config/freeswitch/facts';
import { freeswitchFacts } from '../../config/freeswitch/facts';
import { writeSocket } from '../../sip/socket';
import { defineConfigRule } from '../config-rule';
import { quoted } from '../config-words';
import { sofiaCite } from '../freeswitch';
import { onThisServer } from '../freeswitch-server';

export default defineConfigRule({
  id: 'config/fs-port-clash',
  subject: 'config',
  products: ['freeswitch'],
  severity: { practical: 'error', strict: 'error' },
  title: 'Two sockets of FreeSWITCH on one address and port',
  remedy: 'Give each profile a port of its own; the shipped profiles have 5061 and 5081 for TLS.',
  cites: [sofiaCite('tls-sip-port')],
  examples: [
    {
      title: 'two profiles with the default port',
      dialect: 'freeswitch',
      files: {
        'sip_profiles/internal.xml': `
<profile name="internal">
  <settings>
    <param name="sip-ip" value="$\${local_ip_v4}"/>
    <param name="sip-port" value="5060"/>
    <param name="tls" value="true"/>
    <param name="tls-sip-port" value="5061"/>
<!--                                  ^^^^ config/fs-port-clash -->
  </settings>
</profile>
`,
        'sip_profiles/external.xml': `
<profile name="external">
  <settings>
    <param name="sip-ip" value="$\${local_ip_v4}"/>
    <param name="sip-port" value="5080"/>
    <param name="tls" value="true"/>
  </settings>
</profile>
`,
      },
    },
    {
      title: 'the same of two servers',
      dialect: 'freeswitch',
      files: {
        'east/sip_profiles/internal.xml': `
<profile name="internal">
  <settings>
    <param name="sip-ip" value="$\${local_ip_v4}"/>
    <param name="tls" value="true"/>
  </settings>
</profile>
`,
        'west/sip_profiles/internal.xml': `
<profile name="internal">
  <settings>
    <param name="sip-ip" value="$\${local_ip_v4}"/>
    <param name="tls" value="true"/>
  </settings>
</profile>
`,
      },
    },
    {
      title: 'TLS on the port for clear text',
      dialect: 'freeswitch',
      files: {
        'sip_profiles/internal.xml': `
<profile name="internal">
  <settings>
    <param name="sip-ip" value="192.0.2.1"/>
    <param name="sip-port" value="5061"/>
    <param name="tls" value="true"/>
    <param name="tls-sip-port" value="5061"/>
<!--                                  ^^^^ config/fs-port-clash -->
  </settings>
</profile>
`,
      },
    },
    {
      title: 'two addresses, and TLS that is off',
      dialect: 'freeswitch',
      files: {
        'autoload_configs/sofia.conf.xml': `
<configuration name="sofia.conf">
  <profiles>
    <profile name="a">
      <settings>
        <param name="sip-ip" value="192.0.2.1"/>
        <param name="tls" value="true"/>
      </settings>
    </profile>
    <profile name="b">
      <settings>
        <param name="sip-ip" value="192.0.2.2"/>
        <param name="tls" value="true"/>
      </settings>
    </profile>
    <profile name="c">
      <settings>
        <param name="sip-ip" value="192.0.2.1"/>
        <param name="sip-port" value="5080"/>
        <param name="tls" value="false"/>
      </settings>
    </profile>
  </profiles>
</configuration>
`,
      },
    },
  ],
  check(facts, context, report) {
    const all = onThisServer(facts, context).flatMap(({ sockets }) => sockets.filter(({ isHere }) => isHere));
    const own = freeswitchFacts(facts)?.sockets.filter(({ isHere }) => isHere) ?? [];
    const seen = new Map<string, Socket>();
    for (const socket of own) {
      const other = seen.get(`${socket.host} ${socket.port}`) ?? all.find((each) => !own.includes(each) && isSame(each, socket));
      seen.set(`${socket.host} ${socket.port}`, socket);
      if (!other || !(isSecure(socket) || isSecure(other)) || isAlike(socket, other)) continue;
      // One that cannot be told from its own line is told at the other one.
      report(
        socket.place,
        `${words[socket.kind]} of profile ${quoted(socket.profile)} and ${words[other.kind]} of profile ${quoted(other.profile)} are both to have ${writeSocket(socket)}. Whichever starts second fails to bind, and its profile does not start.`,
        { related: [{ message: `Here is the one of ${quoted(other.profile)}`, place: other.place }] },
      );
    }
  },
});

const isSame = (a: Socket, b: Socket): boolean => a.host === b.host && a.port === b.port;

/** Another reading of the very same place. */
const isAlike = (a: Socket, b: Socket): boolean =>
  a.place.file === b.place.file && a.place.at.start === b.place.at.start && a.kind === b.kind;

const isSecure = ({ kind }: Socket): boolean => kind === 'tls' || kind === 'wss';

const words: { readonly [kind in Socket['kind']]: string } = {
  sip: 'sip-port',
  tls: 'tls-sip-port',
  ws: 'ws-binding',
  wss: 'wss-binding',
};
