/** The type by which VS Code knows the panels of probes, also after a restart. */
export const PROBE_VIEW = 'sipTls.probe';
