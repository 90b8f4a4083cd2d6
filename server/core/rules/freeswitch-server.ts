import { type FreeswitchFacts, freeswitchFacts } from '../config/freeswitch/facts';
import type { ConfigFacts } from '../config/model';
import type { ConfigContext } from './config-rule';

/** All that the workspace holds of the FreeSWITCH that these files are of; it may hold several, each in a folder of its own. */
export function onThisServer(facts: ConfigFacts, { others }: ConfigContext): FreeswitchFacts[] {
  const own = serverFolder(facts.root);
  return [facts, ...others.filter(({ root }) => serverFolder(root) === own)].flatMap((each) => freeswitchFacts(each) ?? []);
}

/** Where freeswitch.xml lies: above the folders that the shipped configuration has. */
function serverFolder(file: string): string {
  const path = file.replaceAll('\\', '/');
  const [above] = /^(?:.*\/)?(?=(?:sip_profiles|autoload_configs|dialplan|directory)\/)/.exec(path) ?? [
    path.slice(0, path.lastIndexOf('/') + 1),
  ];
  return above;
}
