/** Returns the path of a Chromium, installed by apt-get where there is none. */
export function installChromium(say: (line: string) => void): string;
