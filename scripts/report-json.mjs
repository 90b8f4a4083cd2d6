// A reporter of node:test that writes one JSON text: each test and how it ended. Suites and files are only what tests stand in.
export default async function* reportJson(events) {
  const results = [];
  for await (const { type, data } of events) {
    if (type !== 'test:pass' && type !== 'test:fail') continue;
    const { error, duration_ms: ms } = data.details;
    const isSkipped = data.skip !== undefined || data.todo !== undefined;
    const state = type === 'test:fail' ? 'failed' : isSkipped ? 'skipped' : 'passed';
    const isContainer = data.details.type === 'suite' || data.name === data.file;
    if (isContainer && state === 'passed') continue;
    if (error?.failureType === 'subtestsFailed') continue; // the test in it that failed is counted itself
    const why = error?.cause ?? error;
    results.push({
      title: data.name,
      state,
      ms: Math.round(ms),
      reason: typeof data.skip === 'string' ? data.skip : undefined,
      error: why && String(why.stack ?? why.message ?? why),
    });
  }
  yield `${JSON.stringify({ results }, null, 2)}\n`;
}
