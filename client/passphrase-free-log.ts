import type { LogOutputChannel } from 'vscode';

/**
 * The log for the messages between client and server, which a user can turn on. One of them carries the passphrase of a key, which is
 * left out there.
 */
export function withoutPassphrases(log: LogOutputChannel): LogOutputChannel {
  const trace: LogOutputChannel['trace'] = (message, ...rest) => log.trace(masked(message), ...rest);
  // The channel's own methods have to be called on the channel itself, so it can be no prototype.
  return {
    name: log.name,
    get logLevel() {
      return log.logLevel;
    },
    onDidChangeLogLevel: log.onDidChangeLogLevel,
    trace,
    debug: (message, ...rest) => log.debug(message, ...rest),
    info: (message, ...rest) => log.info(message, ...rest),
    warn: (message, ...rest) => log.warn(message, ...rest),
    error: (error, ...rest) => log.error(error, ...rest),
    append: (value) => log.append(value),
    appendLine: (value) => log.appendLine(value),
    replace: (value) => log.replace(value),
    clear: () => log.clear(),
    show: () => log.show(),
    hide: () => log.hide(),
    dispose: () => undefined,
  };
}

/** In JSON, as the client library writes it. */
export const masked = (message: string): string => message.replace(/("passphrase": *)"(?:[^"\\]|\\.)*"/g, '$1"(left out)"');
