import type { ReportFinding } from '../../../contracts';
import { visible } from '../visible';
import type { ProbeView } from './model';
import type { ProbeReporter } from './reporter';

/** A shell script of the commands that show the same, each below a comment that says what. No text can leave its comment or its quotes. */
export const opensslReporter = (): ProbeReporter => ({ begin: '', between: '\n', show: scriptOf, end: () => '' });

function scriptOf({ report, commands }: ProbeView): string {
  const all = [...report.findings, ...report.endpoints.flatMap(({ findings }) => findings)];
  const ofSteps = new Set(commands.map(({ command }) => command));
  const ofFindings = all.filter(({ command }) => command !== undefined && !ofSteps.has(command));
  const parts = [
    ...commands.map(({ shows, command }) => part(shows, command)),
    ...ofFindings.map((finding) =>
      part(`${finding.severity} ${finding.rule}${placeOf(finding)}: ${finding.message}`, finding.command ?? ''),
    ),
  ];
  return `# ${oneLine(report.target)}, ${report.time}\n\n${parts.length > 0 ? parts.join('\n') : '# There is nothing to show: no address was found.\n'}`;
}

const part = (shows: string, command: string): string => `# ${oneLine(shows)}\n${visible(command)}\n`;

const placeOf = ({ at }: ReportFinding): string => (at.endpoint === undefined ? '' : ` at ${at.endpoint}`);

const oneLine = (text: string): string => visible(text.replaceAll(/\s*[\r\n]\s*/g, ' '));
